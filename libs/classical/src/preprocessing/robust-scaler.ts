import { InvalidParameterError } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { checkSpread, multiplyAndShift, shiftAndDivide } from './column-map'
import { normalQuantile } from './normal-quantile'
import { partSort } from './part-sort'
import { percentile, positionsOf } from './percentile'

/** Parameters of {@link RobustScaler}. */
export interface RobustScalerParams {
  /** Whether to subtract each column's median; default true. */
  withCentering: boolean
  /** Whether to divide by each column's range between quantiles; default true. */
  withScaling: boolean
  /** The quantiles in per cent; default `[25, 75]`. */
  quantileRange: readonly [number, number]
  /** Whether a normally distributed column should get variance 1; default false. */
  unitVariance: boolean
}

const DEFAULTS: RobustScalerParams = {
  withCentering: true,
  withScaling: true,
  quantileRange: [25, 75],
  unitVariance: false,
}

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  center: field.floats('columns'),
  scale: field.floats('columns', { min: Number.MIN_VALUE }),
}

/**
 * Moves and scales each column by its median and the range between two quantiles, which outliers do not move:
 * `(x - center) / scale`. scikit-learn 1.9's `RobustScaler`, to the last bit without `unitVariance`.
 *
 * A column whose range between quantiles is below 2.2e-15 has scale 1.
 *
 * @example
 * ```ts
 * import { RobustScaler } from '@genre/classical'
 * console.log(new RobustScaler().fitTransform([[1], [2], [3], [4], [1000]]).toArray())
 * // => [ [ -1 ], [ -0.5 ], [ 0 ], [ 0.5 ], [ 498.5 ] ]
 * ```
 */
export class RobustScaler extends Transformer<RobustScalerParams, typeof SCHEMA> {
  constructor(params: Partial<RobustScalerParams> = {}) {
    super('RobustScaler', DEFAULTS, SCHEMA, params)
  }

  /** Each column's median. */
  get center(): Float64Array {
    return this.state.center.slice()
  }

  /** What each column is divided by. */
  get scale(): Float64Array {
    return this.state.scale.slice()
  }

  /** `y` is not used. @throws DataError for NaN, infinite values, and a range that overflows; ShapeError for no rows */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const [rows, columns] = matrix.shape
    const [low, high] = this.params.quantileRange
    const center = new Float64Array(columns)
    const scale = new Float64Array(columns)
    const column = new Float64Array(rows)
    const half = rows >> 1
    const wanted = new Set([half - 1, half])
    for (const p of [low, high]) for (const at of positionsOf(rows, p / 100)) wanted.add(at)
    const positions = [...wanted].filter(at => at >= 0).sort((a, b) => a - b)
    for (let j = 0; j < columns; j++) {
      for (let i = 0; i < rows; i++) column[i] = matrix.data[i * columns + j]
      partSort(column, positions)
      center[j] = rows % 2 ? column[half] : (column[half - 1] + column[half]) / 2
      scale[j] = percentile(column, high / 100) - percentile(column, low / 100)
      if (scale[j] < 10 * Number.EPSILON) scale[j] = 1
      if (this.params.unitVariance) scale[j] /= normalQuantile(high / 100) - normalQuantile(low / 100)
    }
    this.state = { nFeaturesIn: columns, center: checkSpread(center), scale: checkSpread(scale) }
    return this
  }

  /** Back to the columns' own medians and scales. @throws as `transform` */
  inverseTransform(X: MatrixLike): Matrix {
    const { center, scale } = this.#effective()
    return multiplyAndShift(checkMatrix(X, this.nFeaturesIn), scale, center)
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { center, scale } = this.#effective()
    return shiftAndDivide(X, center, scale)
  }

  protected checkParams(params: Readonly<RobustScalerParams>): void {
    checkBoolean('withCentering', params.withCentering)
    checkBoolean('withScaling', params.withScaling)
    checkBoolean('unitVariance', params.unitVariance)
    const range: unknown = params.quantileRange
    const isPair = Array.isArray(range) && range.length === 2 && range.every(Number.isFinite)
    const [low, high] = isPair ? (range as number[]) : [1, 0]
    if (low < 0 || high > 100 || low > high) {
      const allowed = 'two numbers from 0 to 100, the smaller one first'
      throw new InvalidParameterError({ parameter: 'quantileRange', received: range, allowed })
    }
    if (params.unitVariance && (low <= 0 || high >= 100 || low === high)) {
      const allowed = 'two different numbers between 0 and 100 where unitVariance is true'
      throw new InvalidParameterError({ parameter: 'quantileRange', received: range, allowed })
    }
  }

  #effective(): { center: Float64Array; scale: Float64Array } {
    const { withCentering, withScaling } = this.params
    const { center, scale } = this.state
    return { center: withCentering ? center : center.map(() => 0), scale: withScaling ? scale : scale.map(() => 1) }
  }
}
