import { checkBoolean, checkNumber, checkOptions } from '@genre/core'
import { DEFAULT_HOP_LENGTH } from './frame-source'
import { envelopeOf } from './onset-envelope'
import type { RhythmSource } from './onset-envelope'
import type { OnsetStrengthOptions } from './onset-strength'
import { TINY_FLOAT32 } from './norm'
import { roundHalfEven } from './round'
import { median } from './select'
import { TempoEstimator } from './tempo'

/** Options of {@link beatTrack}. Those of the onset envelope are ignored where an envelope is given. */
export interface BeatTrackOptions extends Omit<OnsetStrengthOptions, 'aggregate'> {
  /** The tempo that is likeliest beforehand, in beats a minute; default 120. */
  startBpm?: number
  /** How closely beats keep to the tempo; default 100. */
  tightness?: number
  /** Whether weak beats at the beginning and the end are dropped (default). */
  trim?: boolean
  /** The tempo to track, in beats a minute; by default it is estimated. */
  bpm?: number
}

/** Tempo and beats. */
export interface Beats {
  /** Beats a minute; 0 if there is no onset at all. */
  readonly tempo: number
  /** Frame numbers of the beats, ascending. */
  readonly beats: Int32Array
  /** The beats in seconds: `beats * hopLength / sampleRate`. */
  readonly times: Float64Array
}

/**
 * The tempo and the beats, by Ellis' dynamic programming: the sequence of frames that collects the most onset strength
 * (median of the bands) while its steps stay close to the beat period `p` in frames. The best score of a sequence that ends at frame
 * `t` is `C[t] = s[t] + max over d of (C[t - d] - tightness ln(d / p)^2)`, for steps `d` from `p / 2` to `2 p`, with `s` the smoothed
 * strength.
 *
 * Equal to `librosa.beat.beat_track` 0.11: same tempo, same frames. An envelope of zeros gives tempo 0 and no beats.
 *
 * @param source - sound, or `{ onsetEnvelope }`
 * @throws InvalidParameterError for a bad option, no samples, NaN or infinite values
 *
 * @example
 * ```ts
 * import { beatTrack } from '@genre/features'
 * const clicks = new Float32Array(220500)
 * for (let i = 0; i < clicks.length; i += 11025) clicks.fill(0.5, i, i + 100)
 * const { tempo, times } = beatTrack({ samples: clicks, sampleRate: 22050 })
 * ```
 */
export function beatTrack(source: RhythmSource, options: BeatTrackOptions = {}): Beats {
  const { startBpm, tightness = 100, trim = true, bpm, ...onsetOptions } = checkOptions(options)
  checkBoolean('trim', trim)
  checkNumber('tightness', tightness, { min: 0, exclusive: 'min' })
  // Slower is a beat in some hours.
  if (bpm !== undefined) checkNumber('bpm', bpm, { min: 1e-3 })
  const { envelope, sampleRate } = envelopeOf(source, { ...onsetOptions, aggregate: 'median' })
  const { hopLength = DEFAULT_HOP_LENGTH } = onsetOptions
  const estimator = new TempoEstimator({ sampleRate, hopLength, startBpm })
  if (isSilent(envelope)) return { tempo: 0, beats: new Int32Array(0), times: new Float64Array(0) }
  const tempo = bpm ?? estimator.estimate(envelope)
  const period = Math.max(1, roundHalfEven(((sampleRate / hopLength) * 60) / tempo))
  const beats = track(envelope, period, tightness, trim)
  const times = Float64Array.from(beats, frame => (frame * hopLength) / sampleRate)
  return { tempo, beats, times }
}

/** Whether an envelope is zero throughout. */
export function isSilent(envelope: Float32Array): boolean {
  for (let t = 0; t < envelope.length; t++) if (envelope[t] !== 0) return false
  return true
}

function track(envelope: Float32Array, period: number, tightness: number, trim: boolean): Int32Array {
  const score = localScore(envelope, period)
  const { from, total } = bestPredecessors(score, period, tightness)
  const beats: number[] = []
  for (let t = lastBeat(total); t >= 0; t = from[t]) beats.push(t)
  beats.reverse()
  const [first, last] = trimmedRange(score, beats, trim)
  return Int32Array.from(beats.filter(t => t >= first && t <= last))
}

/** The envelope, divided by its standard deviation, smoothed by a Gaussian of 1/32 of the period. */
function localScore(envelope: Float32Array, period: number): Float64Array {
  const n = envelope.length
  let mean = 0
  for (let t = 0; t < n; t++) mean += envelope[t] / n
  let squares = 0
  for (let t = 0; t < n; t++) squares += (envelope[t] - mean) ** 2
  const scale = Math.fround(Math.fround(Math.sqrt(squares / Math.max(1, n - 1))) + TINY_FLOAT32)
  const normal = envelope.map(value => value / scale)
  const window = Float64Array.from({ length: 2 * period + 1 }, (_, i) =>
    Math.exp(-0.5 * (((i - period) * 32) / period) ** 2),
  )
  const score = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    // The window's first value is never reached, as librosa's loop has it.
    const end = Math.min(i + period, window.length)
    for (let k = Math.max(0, i + period - n + 1); k < end; k++) score[i] += window[k] * normal[i + period - k]
  }
  return score
}

/**
 * For each frame the best earlier beat (half to two periods before it), -1 for none, and the best total score of a sequence
 * that ends there. A step of `d` frames costs `tightness * ln(d / period)^2`.
 */
function bestPredecessors(score: Float64Array, period: number, tightness: number) {
  const n = score.length
  const from = new Int32Array(n)
  const total = new Float64Array(n)
  const nearest = roundHalfEven(period / 2)
  const farthest = 2 * period
  const cost = new Float64Array(farthest + 1)
  for (let d = 1; d <= farthest; d++) cost[d] = tightness * (Math.log(d) - Math.log(period)) ** 2
  let largest = -Infinity
  for (let i = 0; i < n; i++) largest = Math.max(largest, score[i])
  const threshold = 0.01 * largest
  let before = true
  for (let i = 0; i < n; i++) {
    let best = -Infinity
    let at = -1
    // A period of one frame rounds to a nearest step of zero, which is no step.
    for (let d = Math.max(1, nearest); d <= farthest && d <= i; d++) {
      const candidate = total[i - d] - cost[d]
      if (candidate > best) {
        best = candidate
        at = i - d
      }
    }
    total[i] = at >= 0 ? score[i] + best : score[i]
    if (before && score[i] < threshold) from[i] = -1
    else {
      from[i] = at
      before = false
    }
  }
  return { from, total }
}

/** The last local maximum of the total score that is at least half as high as the median one. */
function lastBeat(total: Float64Array): number {
  const n = total.length
  const isPeak = (i: number) => i > 0 && total[i] > total[i - 1] && (i === n - 1 || total[i] >= total[i + 1])
  const peaks: number[] = []
  for (let i = 0; i < n; i++) if (isPeak(i)) peaks.push(i)
  if (peaks.length === 0) return n - 1
  const threshold = 0.5 * median(Float64Array.from(peaks, i => total[i]))
  for (let i = peaks.length - 1; i >= 0; i--) if (total[peaks[i]] >= threshold) return peaks[i]
  return n - 1
}

/** First and last frame whose score is above half the root mean square of the smoothed scores of the beats. */
function trimmedRange(score: Float64Array, beats: readonly number[], trim: boolean): [number, number] {
  let threshold = 0
  if (trim) {
    // Convolution with a Hann window of 5 (0, 1/2, 1, 1/2, 0), from its third value on, with the zeros at its end.
    const at = (i: number) => (i >= 0 && i < beats.length ? score[beats[i]] : 0)
    const length = Math.min(beats.length + 2, score.length)
    let squares = 0
    for (let i = 0; i < length; i++) squares += (0.5 * at(i - 1) + at(i) + 0.5 * at(i + 1)) ** 2
    threshold = 0.5 * Math.sqrt(squares / length)
  }
  let first = 0
  let last = score.length - 1
  while (first < score.length && score[first] <= threshold) first++
  while (last >= 0 && score[last] <= threshold) last--
  return [first, last]
}
