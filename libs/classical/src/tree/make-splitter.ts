import { CountSplitter, MAX_COUNT } from './count-splitter'
import type { FeatureColumns, RankedColumns } from './feature-columns'
import { rankColumns } from './feature-columns'
import { RandomSplitter } from './random-splitter'
import type { SplitLimits, Splitter } from './splitter'
import { WeightSplitter } from './weight-splitter'

/** The splitter for random thresholds, or for the best ones under weights of a kind: the fast one for counts. */
export function makeSplitter(
  columns: FeatureColumns | RankedColumns,
  codes: Int32Array,
  nClasses: number,
  limits: SplitLimits,
  weights: 'counts' | 'any',
  splitter: 'best' | 'random' = 'best',
): Splitter {
  if (splitter === 'random') return new RandomSplitter(columns, codes, nClasses, limits)
  if (weights === 'any') return new WeightSplitter(columns, codes, nClasses, limits)
  return new CountSplitter('ranks' in columns ? columns : rankColumns(columns), codes, nClasses, limits)
}

/** Whether weights are whole numbers whose sums and squares of sums are exact. */
export function areCounts(weights: Float64Array): boolean {
  let sum = 0
  for (const weight of weights) {
    if (!Number.isInteger(weight)) return false
    sum += weight
  }
  return sum <= MAX_COUNT
}
