import { NdArray, checkNumber, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { checkSpread } from './column-map'
import { percentile } from './percentile'

/** Parameters of {@link OutlierHandler}. */
export interface OutlierHandlerParams {
  /**
   * What becomes of an outlier: `'cap'` (the default) puts it on the fence, `'median'` replaces it by the column's median,
   * `'log1p'` leaves it and takes `sign(x) ln(1 + |x|)` of every value of a column that has outliers.
   */
  strategy: 'cap' | 'median' | 'log1p'
  /** How many times the range between the quartiles the fences stand away from them; default 1.5. */
  factor: number
}

const DEFAULTS: OutlierHandlerParams = { strategy: 'cap', factor: 1.5 }

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  lower: field.floats('columns'),
  upper: field.floats('columns'),
  median: field.floats('columns'),
  hasOutliers: field.bytes('columns', { max: 1 }),
}

/**
 * Tames values that lie far outside the middle half of their column (Tukey's fences): below `Q1 - factor (Q3 - Q1)` or
 * above `Q3 + factor (Q3 - Q1)`, with the training rows' quartiles (NumPy's, linear between values). To leave rows out
 * instead, see {@link iqrInliers}.
 *
 * @example
 * ```ts
 * import { OutlierHandler } from '@genre/classical'
 * const X = [[1], [2], [3], [4], [100]]
 * console.log(new OutlierHandler().fitTransform(X).toArray()) // => [ [ 1 ], [ 2 ], [ 3 ], [ 4 ], [ 7 ] ]
 * ```
 */
export class OutlierHandler extends Transformer<OutlierHandlerParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<OutlierHandlerParams> = {}) {
    super('OutlierHandler', DEFAULTS, SCHEMA, params)
  }

  /** Each column's lower fence. */
  get lower(): Float64Array {
    return this.state.lower
  }

  /** Each column's upper fence. */
  get upper(): Float64Array {
    return this.state.upper
  }

  /** Each column's median. */
  get median(): Float64Array {
    return this.state.median
  }

  /** `y` is not used. @throws InvalidParameterError for parameters out of range; DataError where a range overflows */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const [rows, columns] = matrix.shape
    const fences = columnFences(matrix, this.params.factor)
    const hasOutliers = new Uint8Array(columns)
    for (let k = 0; k < rows * columns; k++) {
      const j = k % columns
      if (matrix.data[k] < fences.lower[j] || matrix.data[k] > fences.upper[j]) hasOutliers[j] = 1
    }
    this.state = { nFeaturesIn: columns, ...fences, hasOutliers }
    return this
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { lower, upper, median, hasOutliers } = this.state
    const { strategy } = this.params
    const [rows, columns] = X.shape
    const out = new Float64Array(rows * columns)
    for (let i = 0, k = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, k++) {
        const x = X.data[k]
        const outside = x < lower[j] || x > upper[j]
        if (strategy === 'log1p') out[k] = hasOutliers[j] ? Math.sign(x) * Math.log1p(Math.abs(x)) : x
        else if (strategy === 'median') out[k] = outside ? median[j] : x
        else out[k] = Math.min(upper[j], Math.max(lower[j], x))
      }
    }
    return new NdArray(out, [rows, columns])
  }

  protected checkParams({ strategy, factor }: Readonly<OutlierHandlerParams>): void {
    checkOneOf('strategy', strategy, ['cap', 'median', 'log1p'])
    checkNumber('factor', factor, { min: 0 })
  }
}

/**
 * The positions of rows without outliers in any column, by the same fences as {@link OutlierHandler}.
 *
 * @param options.factor - default 1.5
 * @throws InvalidParameterError, ShapeError, DataError
 *
 * @example
 * ```ts
 * import { iqrInliers, takeRows } from '@genre/classical'
 * const X = [[1], [2], [3], [4], [100]]
 * console.log(takeRows(X, iqrInliers(X))) // => [ [ 1 ], [ 2 ], [ 3 ], [ 4 ] ]
 * ```
 */
export function iqrInliers(X: MatrixLike, options: { factor?: number } = {}): Int32Array {
  const matrix = checkMatrix(X)
  const [rows, columns] = matrix.shape
  const { lower, upper } = columnFences(matrix, checkNumber('factor', options.factor ?? 1.5, { min: 0 }))
  const inside = (i: number) => {
    for (let j = 0, k = i * columns; j < columns; j++, k++) {
      if (matrix.data[k] < lower[j] || matrix.data[k] > upper[j]) return false
    }
    return true
  }
  return Int32Array.from({ length: rows }, (_, i) => i).filter(inside)
}

function columnFences({ data, shape: [rows, columns] }: Matrix, factor: number) {
  const lower = new Float64Array(columns)
  const upper = new Float64Array(columns)
  const median = new Float64Array(columns)
  const column = new Float64Array(rows)
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) column[i] = data[i * columns + j]
    column.sort()
    const first = percentile(column, 0.25)
    const third = percentile(column, 0.75)
    lower[j] = first - factor * (third - first)
    upper[j] = third + factor * (third - first)
    median[j] = percentile(column, 0.5)
  }
  return { lower: checkSpread(lower), upper: checkSpread(upper), median: checkSpread(median) }
}
