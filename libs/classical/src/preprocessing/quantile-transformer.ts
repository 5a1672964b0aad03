import { NdArray, RandomState, checkInteger, checkOneOf } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { normalQuantile } from './normal-quantile'
import { percentile } from './percentile'

/** Parameters of {@link QuantileTransformer}. */
export interface QuantileTransformerParams {
  /** How many quantiles of each column are kept; at most as many as there are rows. Default 1000. */
  nQuantiles: number
  /** What each column is spread to; default `'uniform'` (0..1). `'normal'` is cut at about -5.2 and 5.2. */
  outputDistribution: 'uniform' | 'normal'
  /** Rows from which quantiles are taken, chosen at random where there are more; `null` for all. Default 10 000. */
  subsample: number | null
  /** Which rows are chosen; default unpredictable, and of no effect without choosing. */
  randomState: Seed
}

const schema = {
  nFeaturesIn: field.size('columns'),
  nQuantiles: field.size('quantiles'),
  quantiles: field.matrix('quantiles', 'columns'),
}

/** A probability this close to 0 or 1 counts as the bound itself. */
const BOUND = 1e-7
const LOWEST = normalQuantile(BOUND - Number.EPSILON)
const HIGHEST = normalQuantile(1 - (BOUND - Number.EPSILON))

/**
 * Spreads each column evenly (or normally): a value becomes its rank among the values that `fit` saw, interpolated
 * between kept quantiles. Ranks do not care about scale, so columns that spread over decades and columns with outliers
 * are served alike, and a value beyond what `fit` saw counts as the extreme: nothing a file contains can carry a linear
 * model away.
 *
 * Source: scikit-learn 1.9 `QuantileTransformer` for dense data. `inverse_transform` and NaN passing through are not here.
 *
 * @example
 * ```ts
 * import { QuantileTransformer } from '@genre/classical'
 * const ranks = new QuantileTransformer({ nQuantiles: 5 }).fitTransform([[1], [2], [4], [8], [1000]])
 * console.log(ranks.toArray()) // => [ [ 0 ], [ 0.25 ], [ 0.5 ], [ 0.75 ], [ 1 ] ]
 * ```
 */
export class QuantileTransformer extends Transformer<QuantileTransformerParams, typeof schema> {
  constructor(params: Partial<QuantileTransformerParams> = {}) {
    const defaults = { nQuantiles: 1000, outputDistribution: 'uniform' as const, subsample: 10_000, randomState: null }
    super('QuantileTransformer', defaults, schema, params)
  }

  /** The kept quantiles: (quantiles, columns). */
  get quantiles(): Matrix {
    return new NdArray(this.state.quantiles.data.slice(), this.state.quantiles.shape)
  }

  /** How many quantiles are kept: `nQuantiles`, or the number of rows if that is smaller. */
  get nQuantiles(): number {
    return this.state.nQuantiles
  }

  /**
   * Finds each column's quantiles. `y` is not used.
   *
   * @throws DataError for NaN or infinite values, with row and column; ShapeError for no rows
   */
  fit(X: MatrixLike): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const [rows, columns] = matrix.shape
    const { subsample, randomState } = this.params
    const chosen =
      subsample !== null && subsample < rows
        ? RandomState.from(randomState).permutation(rows).subarray(0, subsample)
        : null
    const kept = Math.min(this.params.nQuantiles, rows)
    const n = chosen?.length ?? rows
    const column = new Float64Array(n)
    const quantiles = new Float64Array(kept * columns)
    for (let j = 0; j < columns; j++) {
      for (let i = 0; i < n; i++) column[i] = matrix.data[(chosen ? chosen[i] : i) * columns + j]
      column.sort()
      for (let q = 0; q < kept; q++) quantiles[q * columns + j] = percentile(column, reference(q, kept))
    }
    this.state = { nFeaturesIn: columns, nQuantiles: kept, quantiles: new NdArray(quantiles, [kept, columns]) }
    return this
  }

  protected transformMatrix(X: Matrix): Matrix {
    const [rows, columns] = X.shape
    const { nQuantiles: kept, quantiles } = this.state
    const normal = this.params.outputDistribution === 'normal'
    const margin = normal ? BOUND : 0
    const ascending = new Float64Array(kept)
    const out = new Float64Array(rows * columns)
    for (let j = 0; j < columns; j++) {
      for (let q = 0; q < kept; q++) ascending[q] = quantiles.data[q * columns + j]
      const lowest = ascending[0]
      const highest = ascending[kept - 1]
      for (let k = j; k < out.length; k += columns) {
        const x = X.data[k]
        // The lower bound has the last word, as in the source: in a constant column every value is 0.
        const low = normal ? x - margin < lowest : x <= lowest
        const high = normal ? x + margin > highest : x >= highest
        const p = low ? 0 : high ? 1 : rank(x, ascending)
        out[k] = normal ? Math.min(HIGHEST, Math.max(LOWEST, normalQuantile(p))) : p
      }
    }
    return new NdArray(out, [rows, columns])
  }

  protected checkParams(params: Readonly<QuantileTransformerParams>): void {
    checkInteger('nQuantiles', params.nQuantiles, { min: 1 })
    checkOneOf('outputDistribution', params.outputDistribution, ['uniform', 'normal'])
    if (params.subsample !== null) checkInteger('subsample', params.subsample, { min: params.nQuantiles })
  }
}

/** Probability of quantile `q` of `kept`: evenly spaced from 0 to 1. */
function reference(q: number, kept: number): number {
  return kept === 1 ? 0 : q === kept - 1 ? 1 : q * (1 / (kept - 1))
}

/** Mean of the probabilities found from below and from above, which differ where quantiles repeat. */
function rank(x: number, ascending: Float64Array): number {
  const kept = ascending.length
  // From below: the last quantile that is not greater. From above: the first that is not smaller.
  let low = 0
  let high = kept
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle] <= x) low = middle + 1
    else high = middle
  }
  const last = low - 1
  const upward = between(x, last, last + 1, ascending)
  let first = last
  while (first >= 0 && ascending[first] >= x) first--
  first++
  const downward = between(x, first, first - 1, ascending)
  return 0.5 * (upward + downward)
}

function between(x: number, from: number, to: number, ascending: Float64Array): number {
  const kept = ascending.length
  const start = reference(from, kept)
  if (to < 0 || to >= kept) return start
  const slope = (reference(to, kept) - start) / (ascending[to] - ascending[from])
  return slope * (x - ascending[from]) + start
}
