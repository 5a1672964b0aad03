import { checkInteger, checkNumber, checkOptions } from '@genre/core'
import { DEFAULT_HOP_LENGTH } from './frame-source'
import { envelopeOf } from './onset-envelope'
import type { RhythmSource } from './onset-envelope'
import type { OnsetStrengthOptions } from './onset-strength'
import { EnvelopeCorrelator, rampPadded, tempoFrequencies, tempogram } from './tempogram'

/** Options of {@link tempo}. Those of the onset envelope are ignored where an envelope is given. */
export interface TempoOptions extends OnsetStrengthOptions {
  /** The tempo that is likeliest beforehand, in beats a minute; default 120. */
  startBpm?: number
  /** Standard deviation of that expectation in octaves; default 1. */
  stdBpm?: number
  /** Seconds that the autocorrelation is taken over; default 8. */
  acSize?: number
  /** Tempi from this on are not considered, `null` for no limit; default 320. */
  maxTempo?: number | null
}

/**
 * The tempo in beats a minute: that lag `l` of the mean tempogram `g` whose `ln(1 + 1e6 g[l]) - (log2(bpm[l] / startBpm) / stdBpm)^2 / 2` is
 * largest. With the default hop at 22050 Hz tempi are 2583.98 divided by an integer.
 *
 * Equal to `librosa.feature.tempo` 0.11, exactly: the mean of the bands makes the onset envelope, and silence gives the tempo
 * that the expectation alone favours (117.45). {@link beatTrack} takes the median, and 0 for silence; the two often
 * differ.
 *
 * @param source - sound, or `{ onsetEnvelope }`
 * @throws InvalidParameterError for a bad option, no samples, NaN or infinite values
 *
 * @example
 * ```ts
 * import { tempo } from '@genre/features'
 * const clicks = new Float32Array(220500)
 * for (let i = 0; i < clicks.length; i += 11025) clicks.fill(0.5, i, i + 100)
 * tempo({ samples: clicks, sampleRate: 22050 }) // 117.45: the lag nearest to 120
 * ```
 */
export function tempo(source: RhythmSource, options: TempoOptions = {}): number {
  const { startBpm, stdBpm, acSize, maxTempo, ...onsetOptions } = checkOptions(options)
  const { envelope, sampleRate } = envelopeOf(source, onsetOptions)
  const { hopLength = DEFAULT_HOP_LENGTH } = options
  return new TempoEstimator({ sampleRate, hopLength, startBpm, stdBpm, acSize, maxTempo }).estimate(envelope)
}

/**
 * The tempo at each frame, from that frame's column of the tempogram; otherwise as {@link tempo}. Equal to
 * `librosa.feature.tempo(aggregate=None)` 0.11.
 *
 * @returns one value a frame, in beats a minute
 *
 * @example
 * ```ts
 * import { localTempo } from '@genre/features'
 * localTempo({ samples: new Float32Array(22050), sampleRate: 22050 }).length // 44
 * ```
 */
export function localTempo(source: RhythmSource, options: TempoOptions = {}): Float64Array {
  const { startBpm, stdBpm, acSize, maxTempo, ...onsetOptions } = checkOptions(options)
  const { envelope, sampleRate } = envelopeOf(source, onsetOptions)
  const { hopLength = DEFAULT_HOP_LENGTH } = options
  const estimator = new TempoEstimator({ sampleRate, hopLength, startBpm, stdBpm, acSize, maxTempo })
  const gram = tempogram({ onsetEnvelope: envelope, sampleRate }, { winLength: estimator.lags })
  return Float64Array.from({ length: envelope.length }, (_, t) =>
    estimator.best(gram.data.subarray(t * estimator.lags, (t + 1) * estimator.lags)),
  )
}

/** Estimates the tempo of one envelope after another, with the tables kept. */
export class TempoEstimator {
  /** Number of lags considered. */
  readonly lags: number
  readonly #bpm: Float64Array
  readonly #prior: Float64Array
  readonly #correlator: EnvelopeCorrelator
  readonly #mean: Float64Array

  constructor(options: {
    sampleRate: number
    hopLength: number
    startBpm?: number
    stdBpm?: number
    acSize?: number
    maxTempo?: number | null
  }) {
    const { sampleRate, hopLength, startBpm = 120, stdBpm = 1, acSize = 8, maxTempo = 320 } = options
    checkInteger('hopLength', hopLength, { min: 1 })
    checkNumber('startBpm', startBpm, { min: 0, exclusive: 'min' })
    checkNumber('stdBpm', stdBpm, { min: 0, exclusive: 'min' })
    checkNumber('acSize', acSize, { min: hopLength / sampleRate, max: (2 ** 22 * hopLength) / sampleRate })
    if (maxTempo !== null) checkNumber('maxTempo', maxTempo, { min: 0, exclusive: 'min' })
    this.lags = Math.floor(Math.floor(acSize * sampleRate) / hopLength)
    this.#bpm = tempoFrequencies(this.lags, { sampleRate, hopLength })
    const first =
      maxTempo === null
        ? 0
        : Math.max(
            0,
            this.#bpm.findIndex(bpm => bpm < maxTempo),
          )
    this.#prior = this.#bpm.map((bpm, lag) =>
      lag < first ? -Infinity : -0.5 * ((Math.log2(bpm) - Math.log2(startBpm)) / stdBpm) ** 2,
    )
    this.#correlator = new EnvelopeCorrelator(this.lags)
    this.#mean = new Float64Array(this.lags)
  }

  /** The tempo of an envelope. */
  estimate(envelope: Float32Array): number {
    const padded = rampPadded(envelope, Math.floor(this.lags / 2))
    this.#correlator.meanAutocorrelation(padded, envelope.length, this.#mean)
    return this.best(this.#mean)
  }

  /** The tempo of a column of a tempogram. */
  best(correlation: ArrayLike<number>): number {
    let best = 0
    let largest = -Infinity
    for (let lag = 0; lag < this.lags; lag++) {
      const score = Math.log1p(1e6 * correlation[lag]) + this.#prior[lag]
      if (score > largest) {
        largest = score
        best = lag
      }
    }
    return this.#bpm[best]
  }
}
