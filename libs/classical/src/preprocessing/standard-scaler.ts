import type { MatrixLike } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { FitOptions } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix, checkSampleWeight } from '../base/validate'
import { columnSums, deviationSums } from './column-sums'
import { checkSpread, multiplyAndShift, shiftAndDivide } from './column-map'

/** Parameters of {@link StandardScaler}. */
export interface StandardScalerParams {
  /** Whether to subtract each column's mean; default true. */
  withMean: boolean
  /** Whether to divide by each column's standard deviation; default true. */
  withStd: boolean
}

const DEFAULTS: StandardScalerParams = { withMean: true, withStd: true }

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  mean: field.floats('columns'),
  var: field.floats('columns', { min: 0 }),
  scale: field.floats('columns', { min: Number.MIN_VALUE }),
}

/**
 * Moves and scales each column to mean 0 and variance 1: `(x - mean) / scale`, with the population's standard deviation
 * (divided by the number of rows). scikit-learn 1.9's `StandardScaler`, to the last bit without weights (`partial_fit`
 * and NaN passing through are not here).
 *
 * A column that is constant up to rounding has scale 1.
 *
 * @example
 * ```ts
 * import { StandardScaler } from '@genre/classical'
 * console.log(new StandardScaler().fitTransform([[1, 7], [3, 7]]).toArray()) // => [ [ -1, 0 ], [ 1, 0 ] ]
 * ```
 */
export class StandardScaler extends Transformer<StandardScalerParams, typeof SCHEMA> {
  constructor(params: Partial<StandardScalerParams> = {}) {
    super('StandardScaler', DEFAULTS, SCHEMA, params)
  }

  /** Each column's mean. */
  get mean(): Float64Array {
    return this.state.mean.slice()
  }

  /** Each column's variance. */
  get var(): Float64Array {
    return this.state.var.slice()
  }

  /** What each column is divided by. */
  get scale(): Float64Array {
    return this.state.scale.slice()
  }

  /**
   * `y` is not used. With `sampleWeight` mean and variance are weighted.
   *
   * @throws DataError for NaN, infinite values, and a variance that overflows; ShapeError for no rows
   */
  fit(X: MatrixLike, _y?: LabelsLike<Label>, options: FitOptions = {}): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const [rows, columns] = matrix.shape
    const { data } = matrix
    const weights = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows)
    let total = rows
    let mean: Float64Array
    let deviations: ReturnType<typeof deviationSums>
    if (weights) {
      total = 0
      mean = new Float64Array(columns)
      for (let i = 0, k = 0; i < rows; i++) {
        total += weights[i]
        for (let j = 0; j < columns; j++, k++) mean[j] += weights[i] * data[k]
      }
      for (let j = 0; j < columns; j++) mean[j] /= total
      deviations = { rest: new Float64Array(columns), squares: new Float64Array(columns) }
      for (let i = 0, k = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++, k++) {
          const deviation = data[k] - mean[j]
          deviations.rest[j] += weights[i] * deviation
          deviations.squares[j] += weights[i] * (deviation * deviation)
        }
      }
    } else {
      mean = columnSums(matrix)
      for (let j = 0; j < columns; j++) mean[j] /= total
      deviations = deviationSums(matrix, mean)
    }
    // The deviations' own sum, which rounding keeps from 0, corrects the sum of their squares.
    const { rest, squares } = deviations
    const variance = checkSpread(squares.map((sum, j) => Math.max(0, sum - (rest[j] * rest[j]) / total) / total))
    const scale = variance.map((v, j) => {
      const rounding = total * mean[j] * Number.EPSILON
      const constant = v <= total * Number.EPSILON * v + rounding * rounding
      return constant ? 1 : Math.sqrt(v)
    })
    this.state = { nFeaturesIn: columns, mean, var: variance, scale }
    return this
  }

  /** Back to the columns' own means and scales. @throws as `transform` */
  inverseTransform(X: MatrixLike): Matrix {
    const { mean, scale } = this.#effective()
    return multiplyAndShift(checkMatrix(X, this.nFeaturesIn), scale, mean)
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { mean, scale } = this.#effective()
    return shiftAndDivide(X, mean, scale)
  }

  protected checkParams({ withMean, withStd }: Readonly<StandardScalerParams>): void {
    checkBoolean('withMean', withMean)
    checkBoolean('withStd', withStd)
  }

  #effective(): { mean: Float64Array; scale: Float64Array } {
    const { withMean, withStd } = this.params
    const { mean, scale } = this.state
    return { mean: withMean ? mean : mean.map(() => 0), scale: withStd ? scale : scale.map(() => 1) }
  }
}
