import type { Audio } from '@genre/core'
import { checkNumber } from '@genre/core'
import { resample } from '@genre/dsp'
import { FeatureExtractor, gtzan57 } from '@genre/features'
import type { Picture } from '@genre/nets'
import { logMelPictures, melPictures, pixelsToInput, resizePicture, squarePictures, widePictures } from '@genre/nets'
import { isHeard } from '../described-chunks'
import type { WindowRecipe } from './window-recipe'

/** Descriptors are computed at the rate of GTZAN, whatever rate the pictures have. */
const DESCRIPTOR_RATE = 22050

/** What a net takes of one window of audio. */
export interface AudioWindow {
  /** Where the window starts, seconds. */
  readonly start: number
  /** (height, width, channels), row-major, as {@link AudioWindowOptions.input} says. */
  readonly picture: Float32Array
  /** The 57 descriptors (`gtzan57`), not scaled; `undefined` unless asked for. */
  readonly descriptors: Float64Array | undefined
  /** Whether every sample of the window is zero. */
  readonly silent: boolean
}

/** Options of {@link audioWindows}. */
export interface AudioWindowOptions {
  /** Height, width and channels that the net takes; a picture of another size is resized. */
  readonly input: readonly number[]
  /** Whether the net takes the 57 descriptors as well. Default `false`. */
  readonly descriptors?: boolean
  /** From the start of one window to that of the next, seconds. Default: the recipe's. */
  readonly hop?: number
}

/**
 * The windows of some audio, one after the other, as a net takes them: the one path that training and prediction share.
 * Audio is resampled as a whole, then cut every `hop` seconds; what does not fill a window is left out. Silent windows are
 * given too, and say so.
 *
 * @returns a generator; nothing but the resampled audio and one window is held
 * @throws InvalidParameterError for audio that is empty or not finite, or a hop that is not above 0
 *
 * @example
 * ```ts
 * import { windowRecipe } from '@genre/models'
 * import { audioWindows } from '@genre/models/nets'
 * const audio = { samples: Float32Array.from({ length: 7 * 22050 }, (_, i) => Math.sin(i / 9)), sampleRate: 22050 }
 * const windows = [...audioWindows(audio, windowRecipe('small'), { input: [128, 130, 1] })]
 * console.log(windows.map(({ start, picture }) => [start, picture.length])) // => [ [ 0, 16640 ], [ 3, 16640 ] ]
 * ```
 */
export function* audioWindows(
  audio: Audio,
  recipe: WindowRecipe,
  options: AudioWindowOptions,
): Generator<AudioWindow, void, void> {
  const { sampleRate, seconds } = recipe
  const hop = checkNumber('hop', options.hop ?? recipe.hop, { min: 0, exclusive: 'min' })
  const [height, width, channels] = options.input
  const samples = at(audio, sampleRate)
  const described = options.descriptors ? at(audio, DESCRIPTOR_RATE) : undefined
  const extractor = described && new FeatureExtractor(gtzan57, { sampleRate: DESCRIPTOR_RATE })
  // Seconds from a count of samples must give that count again.
  const count = (time: number, rate: number) => Math.floor(time * rate + 1e-6)
  const length = count(seconds, sampleRate)
  const step = Math.max(1, count(hop, sampleRate))
  for (let i = 0; i * step + length <= samples.length; i++) {
    const window = samples.slice(i * step, i * step + length)
    const picture = pictureOf({ samples: window, sampleRate }, recipe)
    const fits = picture.shape[0] === height && picture.shape[1] === width
    const method = picture.data instanceof Uint8Array ? 'area' : 'bilinear'
    const fitted = fits ? picture : resizePicture(picture, { height, width, method })
    let descriptors: Float64Array | undefined
    if (described && extractor) {
      const from = count((i * step) / sampleRate, DESCRIPTOR_RATE)
      descriptors = extractor.extract(described.subarray(from, from + count(seconds, DESCRIPTOR_RATE)))
    }
    yield {
      start: (i * step) / sampleRate,
      picture: pixelsToInput([fitted], { channels }).data,
      descriptors,
      silent: !isHeard(window),
    }
  }
}

function at({ samples, sampleRate }: Audio, rate: number): Float32Array {
  return sampleRate === rate ? samples : resample(samples, { from: sampleRate, to: rate })
}

/** The picture of audio that is one window long. */
function pictureOf(audio: Audio, { name, seconds, sampleRate }: WindowRecipe): Picture {
  const options = { seconds, hop: seconds, sampleRate }
  if (name === 'logMelPictures') return logMelPictures(audio, options)[0]
  if (name === 'squarePictures') return squarePictures(audio, options)[0]
  if (name === 'melPictures') return melPictures(audio, options)[0]
  return widePictures(audio, options)[0]
}
