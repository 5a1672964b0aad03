import { ShapeError, checkBoolean, checkInteger, checkOneOf, checkOptions } from '@genre/core'
import type { PadMode, Signal } from '@genre/dsp'
import { pad, samplesOf } from '@genre/dsp'
import { DEFAULT_HOP_LENGTH, isSpectrum, spectraOf } from './frame-source'
import type { Spectrum } from './frame-source'

/** Options of {@link rms}. */
export interface RmsOptions {
  /** Samples in a frame; default 2048. With a spectrogram, the length of the transform that made it. */
  frameLength?: number
  /** Samples from one frame to the next; default 512. */
  hopLength?: number
  /** Whether frame `t` is centred at sample `t * hopLength` (default) or begins there. */
  center?: boolean
  /** What stands beyond the ends when `center` is on; default `'constant'`, zeros. */
  padMode?: PadMode
}

/**
 * The root mean square of each frame: of its samples as they are, without a window; or, from a spectrogram, what Parseval's
 * theorem gives (`sqrt(2 (P[0]/2 + P[1] + ... + P[n/2]/2)) / nFft`, with the window in it).
 *
 * Equal to `librosa.feature.rms` 0.11 within 1e-6.
 *
 * @returns one value a frame, single precision
 * @throws InvalidParameterError for a bad option, no samples, NaN or infinite samples, or a signal shorter than a frame
 *   when `center` is off
 *
 * @example
 * ```ts
 * import { rms } from '@genre/features'
 * rms({ samples: new Float32Array(4096).fill(0.5), sampleRate: 22050 })[4] // 0.5
 * ```
 */
export function rms(source: Signal | Spectrum, options: RmsOptions = {}): Float32Array {
  checkOptions(options)
  if (isSpectrum(source)) return rmsOfSpectrum(source, options.frameLength)
  const { frameLength = 2048, hopLength = DEFAULT_HOP_LENGTH, center = true, padMode = 'constant' } = options
  checkInteger('frameLength', frameLength, { min: 1, max: 2 ** 26 })
  checkInteger('hopLength', hopLength, { min: 1, max: 2 ** 28 })
  checkBoolean('center', center)
  checkOneOf('padMode', padMode, ['constant', 'reflect', 'edge', 'wrap'])
  let samples = samplesOf(source)
  if (center) samples = pad(samples, { before: Math.floor(frameLength / 2), mode: padMode })
  const out = new Float32Array(wholeFrames(samples.length, frameLength, hopLength))
  levels(samples, out.length, frameLength, hopLength, out)
  return out
}

function rmsOfSpectrum(source: Spectrum, frameLength: number | undefined): Float32Array {
  const { data, bins, frames, nFft } = spectraOf(source, 2)
  if (frameLength !== undefined && Math.floor(frameLength / 2) + 1 !== bins) {
    throw new ShapeError({
      array: 'spectrogram',
      received: source.spectrogram.shape,
      expected: `${Math.floor(frameLength / 2) + 1} bins, as frameLength is ${frameLength}`,
    })
  }
  const length = frameLength ?? nFft
  const out = new Float32Array(frames)
  for (let t = 0; t < frames; t++) {
    let sum = 0
    for (let k = 0; k < bins; k++) sum += data[t * bins + k]
    sum -= 0.5 * data[t * bins]
    if (length % 2 === 0) sum -= 0.5 * data[t * bins + bins - 1]
    out[t] = Math.sqrt((2 * sum) / (length * length))
  }
  return out
}

/** Number of whole frames in `n` samples, or an error where there is none. */
export function wholeFrames(n: number, frameLength: number, hopLength: number): number {
  if (n < frameLength) {
    throw new ShapeError({ array: 'samples', received: [n], expected: `at least frameLength (${frameLength}) samples` })
  }
  return 1 + Math.floor((n - frameLength) / hopLength)
}

/**
 * Root mean squares of `frames` frames of the (padded) samples into `out`. Squares are summed once for each stretch of
 * samples between two frame borders, as frames overlap.
 */
export function levels(
  samples: Float32Array,
  frames: number,
  frameLength: number,
  hopLength: number,
  out: Float32Array,
): void {
  const block = frameLength % hopLength === 0 ? hopLength : 0
  if (block === 0) {
    for (let t = 0; t < frames; t++) out[t] = Math.sqrt(energy(samples, t * hopLength, frameLength) / frameLength)
    return
  }
  const blocks = frameLength / block
  const ring = new Float64Array(blocks)
  for (let b = 0; b < blocks - 1; b++) ring[b] = energy(samples, b * block, block)
  for (let t = 0; t < frames; t++) {
    const newest = t + blocks - 1
    ring[newest % blocks] = energy(samples, newest * block, block)
    let sum = 0
    for (let b = 0; b < blocks; b++) sum += ring[b]
    out[t] = Math.sqrt(sum / frameLength)
  }
}

function energy(samples: Float32Array, at: number, count: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  const end = at + count
  let i = at
  for (; i + 3 < end; i += 4) {
    a += samples[i] * samples[i]
    b += samples[i + 1] * samples[i + 1]
    c += samples[i + 2] * samples[i + 2]
    d += samples[i + 3] * samples[i + 3]
  }
  for (; i < end; i++) a += samples[i] * samples[i]
  return a + b + (c + d)
}
