import type { ArrayView, Audio } from '@genre/core'
import { max, melSpectrogram, powerToDb, spectrogram } from '@genre/dsp'
import type { ColorMap, FrequencyAxis } from '@genre/viz'
import { spectrogramImage } from '@genre/viz'
import { encodePng } from '@genre/viz/node'

/** How a sound is drawn. */
export interface PictureOptions {
  readonly axis?: FrequencyAxis
  /** Bands of a mel axis. */
  readonly mels?: number
  readonly colorMap?: ColorMap
  readonly width?: number
  readonly height?: number
}

/** A picture as a file, with its size. */
export interface Picture {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
}

/** The spectrogram of a sound as a PNG picture, 80 dB deep from its loudest point. */
export function pictureOf(audio: Audio, options: PictureOptions = {}): Picture {
  const { axis = 'mel', mels = 128 } = options
  const power = axis === 'mel' ? melSpectrogram(audio, { nMels: mels }) : spectrogram(audio, { power: 2 })
  return encode(powerToDb(power, { ref: max }), { ...options, axis, sampleRate: audio.sampleRate })
}

/** Levels in dB over the frequencies of a transform, drawn from 0 dB down to -80 so that pictures can be compared. */
export function pictureOfLevels(levels: ArrayView, sampleRate: number): Picture {
  return encode(levels, { axis: 'mel', rows: 'linear', sampleRate, height: 256, maxDb: 0 })
}

function encode(levels: ArrayView, options: Parameters<typeof spectrogramImage>[1]): Picture {
  const image = spectrogramImage(levels, options)
  return { png: encodePng(image), width: image.width, height: image.height }
}
