import { InvalidParameterError } from '@genre/core'
import type { Label } from './labels'
import { numpySum } from './numpy-sum'

/**
 * How much each class counts: `null` for all the same, `'balanced'` for `rows / (classes * count)`, or weights by
 * label (a plain object for strings, a Map for any label); classes that are not named have weight 1.
 */
export type ClassWeight<L extends Label = Label> =
  null | 'balanced' | Readonly<Record<string, number>> | ReadonlyMap<L, number>

/**
 * The weight of each class, as scikit-learn's `compute_class_weight`.
 *
 * @param classWeight - what the estimator was given
 * @param classes - the sorted classes
 * @param codes - each row's position in `classes`
 * @param sampleWeight - counted instead of rows by `'balanced'`; optional
 * @throws InvalidParameterError for other values, negative weights and labels that are not in `classes`
 */
export function computeClassWeight(
  classWeight: ClassWeight,
  classes: readonly Label[],
  codes: Int32Array,
  sampleWeight?: Float64Array,
): Float64Array {
  checkClassWeight(classWeight)
  const weights = new Float64Array(classes.length).fill(1)
  if (classWeight === null) return weights
  if (classWeight === 'balanced') {
    const counts = new Float64Array(classes.length)
    for (let i = 0; i < codes.length; i++) counts[codes[i]] += sampleWeight ? sampleWeight[i] : 1
    const total = numpySum(counts)
    return counts.map(count => total / (classes.length * count))
  }
  const entries: Iterable<readonly [Label, number]> =
    classWeight instanceof Map ? classWeight.entries() : Object.entries(classWeight)
  for (const [label, weight] of entries) {
    const code = classes.findIndex(
      known => known === label || (!(classWeight instanceof Map) && String(known) === label),
    )
    if (code < 0) {
      throw new InvalidParameterError({
        parameter: 'classWeight',
        received: label,
        allowed: `weights of known classes (${classes.slice(0, 20).join(', ')})`,
      })
    }
    weights[code] = weight
  }
  return weights
}

/** Refuses what is no {@link ClassWeight}; for an estimator's `checkParams`. */
export function checkClassWeight(classWeight: unknown): void {
  if (classWeight === null || classWeight === 'balanced') return
  const values =
    classWeight instanceof Map
      ? [...classWeight.values()]
      : typeof classWeight === 'object' && !Array.isArray(classWeight) && !ArrayBuffer.isView(classWeight)
        ? Object.values(classWeight as object)
        : null
  if (values?.every(value => typeof value === 'number' && value >= 0 && value < Infinity)) return
  throw new InvalidParameterError({
    parameter: 'classWeight',
    received: classWeight,
    allowed: "null, 'balanced', or weights of at least 0 by label",
  })
}
