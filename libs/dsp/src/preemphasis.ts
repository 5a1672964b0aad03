import { checkNumber, checkOptions } from '@genre/core'
import { samplesOf } from './signal'
import type { Signal } from './signal'

/** Options of {@link preemphasis} and {@link deemphasis}. */
export interface EmphasisOptions {
  /** How much of the sample before is subtracted (or added back); default 0.97. */
  coef?: number
}

/**
 * The signal with its high frequencies raised: `out[i] = y[i] - coef * y[i - 1]`. For the first sample the one before is taken
 * to continue the line through the first two, `out[0] = y[0] + 2 y[0] - y[1]` (`2 y[0]` if it is the only one), as
 * `librosa.effects.preemphasis` (0.11) has it.
 *
 * @throws InvalidParameterError for a bad coefficient or signal
 *
 * @example
 * ```ts
 * import { preemphasis } from '@genre/dsp'
 * preemphasis(Float32Array.of(1, 1, 1), { coef: 0.5 }) // => Float32Array(3) [2, 0.5, 0.5]
 * ```
 */
export function preemphasis(y: Signal, options: EmphasisOptions = {}): Float32Array {
  const samples = samplesOf(y)
  const { coef: given = 0.97 } = checkOptions(options)
  const coef = Math.fround(checkNumber('coef', given, { min: -1e6, max: 1e6 }))
  const out = new Float32Array(samples.length)
  // librosa adds 2 y[0] - y[1] as the filter's state, without the coefficient.
  out[0] = samples[0] + (2 * samples[0] - (samples.length > 1 ? samples[1] : samples[0]))
  for (let i = 1; i < out.length; i++) out[i] = samples[i] - coef * samples[i - 1]
  return out
}

/**
 * Undoes {@link preemphasis}, sample by sample: `out[i] = y[i] + coef * out[i - 1]`, with the beginning as `librosa.effects.deemphasis` (0.11)
 * has it.
 *
 * @throws InvalidParameterError for a coefficient not within -1..1, or a bad signal
 *
 * @example
 * ```ts
 * import { deemphasis, preemphasis } from '@genre/dsp'
 * deemphasis(preemphasis(Float32Array.of(0.5, 0.25, 1))) // => Float32Array(3) [0.5, 0.25, 1]
 * ```
 */
export function deemphasis(y: Signal, options: EmphasisOptions = {}): Float32Array {
  const samples = samplesOf(y)
  const { coef: given = 0.97 } = checkOptions(options)
  const coef = Math.fround(checkNumber('coef', given, { min: -1, max: 1 }))
  const out = new Float32Array(samples.length)
  // What preemphasis added to the first sample; it dies away as coef^i.
  const excess = samples.length > 1 ? ((2 - coef) * samples[0] - samples[1]) / (3 - coef) : samples[0] / 2
  let state = 0
  let decay = 1
  for (let i = 0; i < out.length; i++) {
    state = samples[i] + coef * state
    out[i] = state - excess * decay
    decay *= coef
  }
  return out
}
