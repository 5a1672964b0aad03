import type { NdArray } from '@genre/core'
import type { StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'

/** What a search keeps: scores of every candidate on every split. */
export const RESULTS = {
  candidates: field.list('candidates', field.params()),
  fitTime: field.matrix('candidates', 'splits', { min: 0 }),
  scoreTime: field.matrix('candidates', 'splits', { min: 0 }),
  metrics: field.list(
    'metrics',
    field.object({
      name: field.string(),
      test: field.matrix('candidates', 'splits', { nonFinite: true }),
      train: field.optional(field.matrix('candidates', 'splits', { nonFinite: true })),
    }),
  ),
}

/** Scores of the candidates by one metric. */
export interface MetricResults {
  /** Mean over the splits, for each candidate. */
  readonly mean: Float64Array
  /** Standard deviation over the splits (of the population). */
  readonly std: Float64Array
  /** 1 for the best; equal ones share the better rank. */
  readonly rank: Int32Array
  /** (candidates, splits) scores. */
  readonly splits: Matrix
}

/** What a search found: scikit-learn's `cv_results_`, as one record a metric. */
export interface SearchResults {
  /** The parameters that were tried. */
  readonly params: readonly Readonly<Record<string, unknown>>[]
  /** Scores on the test rows by the scorer's name (`score` for a single one). */
  readonly test: Readonly<Record<string, MetricResults>>
  /** Scores on the training rows, if asked for. */
  readonly train: Readonly<Record<string, MetricResults>>
  /** Mean seconds to fit and to score, for each candidate. */
  readonly meanFitTime: Float64Array
  readonly meanScoreTime: Float64Array
}

/** The results of a stored state. */
export function searchResults(state: StateOf<typeof RESULTS>): SearchResults {
  const test: Record<string, MetricResults> = {}
  const train: Record<string, MetricResults> = {}
  for (const metric of state.metrics) {
    test[metric.name] = metricResults(metric.test)
    if (metric.train) train[metric.name] = metricResults(metric.train)
  }
  return {
    params: state.candidates,
    test,
    train,
    meanFitTime: metricResults(state.fitTime).mean,
    meanScoreTime: metricResults(state.scoreTime).mean,
  }
}

function metricResults(splits: NdArray<Float64Array>): MetricResults {
  const [candidates, count] = splits.shape
  const row = (c: number) => splits.data.subarray(c * count, (c + 1) * count)
  const mean = Float64Array.from({ length: candidates }, (_, c) => row(c).reduce((sum, x) => sum + x, 0) / count)
  const std = mean.map((m, c) => Math.sqrt(row(c).reduce((sum, x) => sum + (x - m) * (x - m), 0) / count))
  // A candidate that failed on a split ranks behind all that did not.
  const value = (c: number) => (Number.isNaN(mean[c]) ? -Infinity : mean[c])
  const rank = Int32Array.from(
    mean.keys(),
    c => 1 + mean.reduce((n, _, other) => n + Number(value(other) > value(c)), 0),
  )
  return { mean, std, rank, splits }
}
