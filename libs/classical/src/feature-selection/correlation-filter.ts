import { NdArray, checkNumber } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { gram } from '../linalg/products'
import { ColumnSelector } from './column-selector'

/** Parameters of {@link CorrelationFilter}. */
export interface CorrelationFilterParams {
  /** A column goes if its correlation with one that is kept is above this, by magnitude; default 0.9. */
  threshold: number
}

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  support: field.bytes('columns', { max: 1 }),
}

/**
 * Leaves out columns that say what an earlier one says already: from the first column on, a column is kept unless its
 * Pearson correlation with a column that is kept exceeds the threshold (by magnitude). A constant column has none, and
 * is kept.
 *
 * @example
 * ```ts
 * import { CorrelationFilter } from '@genre/classical'
 * const X = [[1, 2, 5], [2, 4, 1], [3, 6, 4], [4, 8.1, 2]]
 * console.log(new CorrelationFilter().fit(X).selected) // => [ 0, 2 ]
 * ```
 */
export class CorrelationFilter extends ColumnSelector<CorrelationFilterParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<CorrelationFilterParams> = {}) {
    super('CorrelationFilter', { threshold: 0.9 }, SCHEMA, params)
  }

  /** `y` is not used. @throws InvalidParameterError for a threshold out of range */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const columns = matrix.shape[1]
    const { data } = correlationMatrix(matrix)
    const support = new Uint8Array(columns)
    for (let j = 0; j < columns; j++) {
      let repeats = false
      for (let i = 0; i < j && !repeats; i++) {
        repeats = support[i] === 1 && Math.abs(data[j * columns + i]) > this.params.threshold
      }
      support[j] = Number(!repeats)
    }
    this.state = { nFeaturesIn: columns, support }
    return this
  }

  protected checkParams({ threshold }: Readonly<CorrelationFilterParams>): void {
    checkNumber('threshold', threshold, { min: 0, max: 1 })
  }
}

/**
 * Pearson's correlation of every two columns: (columns, columns), exactly symmetric, ones on the diagonal. 0 for a column
 * that is constant (up to rounding), where NumPy's `corrcoef` gives NaN.
 *
 * @throws ShapeError for no rows; DataError for NaN or infinite values
 *
 * @example
 * ```ts
 * import { correlationMatrix } from '@genre/classical'
 * console.log(correlationMatrix([[1, 3], [2, 2], [3, 1]]).toArray()) // => [ [ 1, -1 ], [ -1, 1 ] ]
 * ```
 */
export function correlationMatrix(X: MatrixLike): Matrix {
  const matrix = checkMatrix(X)
  const [rows, columns] = matrix.shape
  const scaled = new Float64Array(rows * columns)
  for (let j = 0; j < columns; j++) {
    // Scaled by the largest deviation first, so that squares neither overflow nor vanish.
    let mean = 0
    for (let i = 0; i < rows; i++) mean += matrix.data[i * columns + j] / rows
    let largest = 0
    let magnitude = 0
    for (let i = 0; i < rows; i++) {
      largest = Math.max(largest, Math.abs(matrix.data[i * columns + j] - mean))
      magnitude = Math.max(magnitude, Math.abs(matrix.data[i * columns + j]))
    }
    if (largest <= 8 * Number.EPSILON * magnitude) continue
    let squares = 0
    for (let i = 0; i < rows; i++) squares += ((matrix.data[i * columns + j] - mean) / largest) ** 2
    const length = Math.sqrt(squares)
    for (let i = 0; i < rows; i++) scaled[i * columns + j] = (matrix.data[i * columns + j] - mean) / largest / length
  }
  const out = gram(new NdArray(scaled, [rows, columns]))
  for (let k = 0; k < out.data.length; k++) out.data[k] = Math.max(-1, Math.min(1, out.data[k]))
  for (let j = 0; j < columns; j++) out.data[j * (columns + 1)] = 1
  return out
}
