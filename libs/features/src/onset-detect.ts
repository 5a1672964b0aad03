import { checkBoolean, checkInteger, checkNumber, checkOptions } from '@genre/core'
import { DEFAULT_HOP_LENGTH } from './frame-source'
import { TINY_FLOAT32 } from './norm'
import { envelopeOf } from './onset-envelope'
import type { RhythmSource } from './onset-envelope'
import type { OnsetStrengthOptions } from './onset-strength'

/** Options of {@link onsetDetect}. Those of the onset envelope are ignored where an envelope is given. */
export interface OnsetDetectOptions extends OnsetStrengthOptions {
  /** Whether the envelope is scaled to 0..1 first (default). */
  normalize?: boolean
  /** Whether each onset is moved back to the preceding minimum of the envelope; default false. */
  backtrack?: boolean
  /** Frames before an onset that must not exceed it; default those of 30 ms. */
  preMax?: number
  /** Frames from an onset on (it included) that must not exceed it; default 1. */
  postMax?: number
  /** Frames before an onset that enter the mean it is compared with; default those of 100 ms. */
  preAvg?: number
  /** Frames from an onset on (it included) that enter that mean; default those of 100 ms and one. */
  postAvg?: number
  /** How far an onset must exceed that mean; default 0.07. */
  delta?: number
  /** Frames after an onset in which there is no other; default those of 30 ms. */
  wait?: number
}

/** Onsets found. */
export interface Onsets {
  /** Frame numbers of the onsets, ascending. */
  readonly onsets: Int32Array
  /** The onsets in seconds: `onsets * hopLength / sampleRate`. */
  readonly times: Float64Array
}

/**
 * Note onsets: the peaks of the onset strength envelope (mean of the bands) that are the largest of their neighbourhood,
 * exceed the mean of theirs by `delta`, and come no sooner than `wait` frames after the one before: frames `t` with
 * `x[t] = max(x[t - preMax] .. x[t + postMax - 1])` and `x[t] >= mean(x[t - preAvg] .. x[t + postAvg - 1]) + delta`.
 *
 * Equal to `librosa.onset.onset_detect` 0.11: same frames.
 *
 * @param source - sound, or `{ onsetEnvelope }`
 * @throws InvalidParameterError for a bad option, no samples, NaN or infinite values
 *
 * @example
 * ```ts
 * import { onsetDetect } from '@genre/features'
 * const clicks = new Float32Array(44100)
 * clicks.fill(0.5, 11025, 11125).fill(0.5, 33075, 33175)
 * onsetDetect({ samples: clicks, sampleRate: 22050 }).times.length // 2
 * ```
 */
export function onsetDetect(source: RhythmSource, options: OnsetDetectOptions = {}): Onsets {
  const {
    normalize = true,
    backtrack = false,
    preMax: _preMax,
    postMax: _postMax,
    preAvg: _preAvg,
    postAvg: _postAvg,
    delta: _delta,
    wait: _wait,
    ...onsetOptions
  } = checkOptions(options)
  checkBoolean('normalize', normalize)
  checkBoolean('backtrack', backtrack)
  const { envelope, sampleRate } = envelopeOf(source, onsetOptions)
  const how = peakRules(options, sampleRate)
  const { hopLength = DEFAULT_HOP_LENGTH } = options
  const strength = normalize ? scaled(envelope) : envelope
  let peaks = strength.some(value => value !== 0) ? pickPeaks(strength, how) : []
  if (backtrack) peaks = peaks.map(peak => precedingMinimum(strength, peak))
  const onsets = Int32Array.from(peaks)
  return { onsets, times: Float64Array.from(onsets, frame => (frame * hopLength) / sampleRate) }
}

/** The rules that {@link pickPeaks} goes by; the defaults depend on how long a frame is. */
function peakRules(options: OnsetDetectOptions, sampleRate: number): PeakRules {
  const { hopLength = DEFAULT_HOP_LENGTH } = options
  const framesOf = (seconds: number) => Math.floor((seconds * sampleRate) / hopLength)
  const { preMax = framesOf(0.03), postMax = 1, preAvg = framesOf(0.1), postAvg = framesOf(0.1) + 1 } = options
  const { delta = 0.07, wait = framesOf(0.03) } = options
  for (const [name, frames] of Object.entries({ preMax, preAvg, wait })) checkInteger(name, frames, { min: 0 })
  for (const [name, frames] of Object.entries({ postMax, postAvg })) checkInteger(name, frames, { min: 1 })
  checkNumber('delta', delta, { min: 0 })
  return { preMax, postMax, preAvg, postAvg, delta, wait }
}

function scaled(envelope: Float32Array): Float32Array {
  let low = Infinity
  let high = -Infinity
  for (let t = 0; t < envelope.length; t++) {
    low = Math.min(low, envelope[t])
    high = Math.max(high, envelope[t])
  }
  const range = Math.fround(Math.fround(high - low) + TINY_FLOAT32)
  return envelope.map(value => Math.fround(value - low) / range)
}

interface PeakRules {
  preMax: number
  postMax: number
  preAvg: number
  postAvg: number
  delta: number
  wait: number
}

function pickPeaks(x: Float32Array, { preMax, postMax, preAvg, postAvg, delta, wait }: PeakRules): number[] {
  const peaks: number[] = []
  const margin = Math.fround(delta)
  let t = 0
  while (t < x.length) {
    if (isLargest(x, t - preMax, t + postMax, t) && x[t] >= mean(x, t - preAvg, t + postAvg) + margin) {
      peaks.push(t)
      t += wait
    }
    t++
  }
  return peaks
}

function isLargest(x: Float32Array, from: number, to: number, t: number): boolean {
  for (let i = Math.max(0, from); i < Math.min(to, x.length); i++) if (x[i] > x[t]) return false
  return true
}

/** The mean, summed in single precision as librosa's loop does. */
function mean(x: Float32Array, from: number, to: number): number {
  const first = Math.max(0, from)
  const end = Math.min(to, x.length)
  let sum = 0
  for (let i = first; i < end; i++) sum = Math.fround(sum + x[i])
  return sum / (end - first)
}

/** The last frame up to `t` that is not above the one before it and below the one after it, or frame 0. */
function precedingMinimum(x: Float32Array, t: number): number {
  for (let i = Math.min(t, x.length - 2); i > 0; i--) if (x[i] <= x[i - 1] && x[i] < x[i + 1]) return i
  return 0
}
