import { checkInteger, checkNumber, checkOptions } from '@genre/core'
import { MOST_SAMPLES } from './checks'
import { amplitudeToDb, max } from './decibels'
import type { Reference } from './decibels'
import { likeSignal, samplesOf } from './signal'
import type { Signal } from './signal'

/** What counts as silence. */
export interface SilenceOptions {
  /** Frames this many dB or more below `ref` are silent; default 60. */
  topDb?: number
  /** The loudness that is compared with: a value, or a function of the frames' root mean squares; default their largest. */
  ref?: Reference
  /** Samples in a frame; default 2048. */
  frameLength?: number
  /** Samples from one frame to the next; default 512. */
  hopLength?: number
}

/** A stretch of a signal in samples, the end not included. */
export interface Interval {
  /** The first sample. */
  readonly start: number
  /** The sample after the last. */
  readonly end: number
}

/**
 * The signal without the silence at its beginning and end, as a view of its samples, with the interval that was kept
 * (`{ start: 0, end: 0 }` if all is silent, which only happens with a `ref` of your own).
 *
 * Frame `t` is silent if `20 log10(rms[t] / ref) <= -topDb`. Frames are centred and padded with zeros; the kept part begins at the centre of the first loud frame and ends one hop
 * after the centre of the last. Equal to `librosa.effects.trim` (0.11).
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad option or signal
 *
 * @example
 * ```ts
 * import { trim } from '@genre/dsp'
 * const y = new Float32Array(30000).fill(0.5, 10000, 20000)
 * trim(y).interval // => { start: 9216, end: 21504 }
 * ```
 */
export function trim<S extends Signal>(y: S, options: SilenceOptions = {}): { trimmed: S; interval: Interval } {
  const samples = samplesOf(y)
  const { hopLength = 512 } = checkOptions(options)
  const loud = loudFrames(samples, options)
  const first = loud.indexOf(1)
  const last = loud.lastIndexOf(1)
  const start = Math.max(0, first) * hopLength
  const interval = { start, end: first < 0 ? 0 : Math.min(samples.length, (last + 1) * hopLength) }
  return { trimmed: likeSignal(y, samples.subarray(interval.start, interval.end)), interval }
}

/**
 * The stretches of the signal that are not silent, in order, in samples: of frames with `20 log10(rms[t] / ref) > -topDb`, as
 * {@link trim} has them. Equal to `librosa.effects.split` (0.11).
 *
 * @throws InvalidParameterError for a bad option or signal
 *
 * @example
 * ```ts
 * import { split } from '@genre/dsp'
 * const y = new Float32Array(60000).fill(0.5, 10000, 20000).fill(0.5, 40000, 50000)
 * split(y) // => [{ start: 9216, end: 21504 }, { start: 39424, end: 51200 }]
 * ```
 */
export function split(y: Signal, options: SilenceOptions = {}): Interval[] {
  const samples = samplesOf(y)
  const { hopLength = 512 } = checkOptions(options)
  const loud = loudFrames(samples, options)
  const intervals: Interval[] = []
  for (let t = 0; t < loud.length; t++) {
    if (!loud[t]) continue
    const from = t
    while (t < loud.length && loud[t]) t++
    intervals.push({
      start: Math.min(from * hopLength, samples.length),
      end: Math.min(t * hopLength, samples.length),
    })
  }
  return intervals
}

/** 1 for each frame that is not silent, else 0. */
function loudFrames(samples: Float32Array, options: SilenceOptions): Uint8Array {
  const { topDb = 60, ref = max, frameLength = 2048, hopLength = 512 } = options
  checkNumber('topDb', topDb)
  checkInteger('frameLength', frameLength, { min: 1, max: 2 ** 26 })
  checkInteger('hopLength', hopLength, { min: 1, max: MOST_SAMPLES })
  const db = amplitudeToDb(frameRms(samples, frameLength, hopLength), { ref, topDb: null })
  return Uint8Array.from(db, value => (value > -topDb ? 1 : 0))
}

/** Root mean squares of centred, zero-padded frames. */
function frameRms(samples: Float32Array, frameLength: number, hopLength: number): Float32Array {
  const half = Math.floor(frameLength / 2)
  const frames = 1 + Math.floor((samples.length + 2 * half - frameLength) / hopLength)
  const rms = new Float32Array(frames)
  for (let t = 0; t < frames; t++) {
    const from = Math.max(0, t * hopLength - half)
    const to = Math.min(samples.length, t * hopLength - half + frameLength)
    let sum = 0
    for (let i = from; i < to; i++) sum += samples[i] * samples[i]
    rms[t] = Math.sqrt(sum / frameLength)
  }
  return rms
}
