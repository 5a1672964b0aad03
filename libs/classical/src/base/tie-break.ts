import { checkOneOf } from '@genre/core'
import { field } from './schema'

/** Which of several classes with the same votes or probability is predicted. */
export interface TieBreakParams {
  /**
   * Of classes that are equally likely `'first'` takes the first one, as scikit-learn does (the default); `'prior'` takes
   * the one that more (weighted) training rows belong to, and only then the first one.
   */
  tieBreak: 'first' | 'prior'
}

/** Each class's weight among the training rows; `null` in files from before it was kept. */
export const classPriorField = field.added(field.optional(field.floats('classes', { min: 0 })), null)

/** @throws InvalidParameterError for another value of `tieBreak` */
export function checkTieBreak(tieBreak: unknown): void {
  checkOneOf('tieBreak', tieBreak as string, ['first', 'prior'])
}

/** The share of each class in the (weighted) rows. */
export function classPriors(codes: Int32Array, classes: number, weights?: Float64Array | null): Float64Array {
  const out = new Float64Array(classes)
  let total = 0
  for (let i = 0; i < codes.length; i++) {
    const weight = weights ? weights[i] : 1
    out[codes[i]] += weight
    total += weight
  }
  return out.map(weight => weight / total)
}
