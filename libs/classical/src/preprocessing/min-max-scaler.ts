import { InvalidParameterError, NdArray } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix, checkMatrixShape } from '../base/validate'
import { columnRanges } from './column-sums'
import { checkSpread, multiplyShiftAndSum, shiftAndDivide } from './column-map'

/** Parameters of {@link MinMaxScaler}. */
export interface MinMaxScalerParams {
  /** Where the smallest and the largest value of each column go; default `[0, 1]`. */
  featureRange: readonly [number, number]
  /** Whether values beyond what `fit` saw are cut to the range; default false. */
  clip: boolean
}

const DEFAULTS: MinMaxScalerParams = { featureRange: [0, 1], clip: false }

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  scale: field.floats('columns'),
  min: field.floats('columns'),
  dataMin: field.floats('columns'),
  dataMax: field.floats('columns'),
}

/**
 * Maps each column linearly from its own range to `featureRange`: `x * scale + min`. scikit-learn 1.9's `MinMaxScaler`,
 * to the last bit (`partial_fit` and NaN passing through are not here).
 *
 * A column that is constant (or whose range is below 2.2e-15) is only moved to the range's lower end.
 *
 * @example
 * ```ts
 * import { MinMaxScaler } from '@genre/classical'
 * console.log(new MinMaxScaler().fitTransform([[1, 7], [3, 7], [2, 7]]).toArray()) // => [ [ 0, 0 ], [ 1, 0 ], [ 0.5, 0 ] ]
 * ```
 */
export class MinMaxScaler extends Transformer<MinMaxScalerParams, typeof SCHEMA> {
  constructor(params: Partial<MinMaxScalerParams> = {}) {
    super('MinMaxScaler', DEFAULTS, SCHEMA, params)
  }

  /** What each column is multiplied by. */
  get scale(): Float64Array {
    return this.state.scale.slice()
  }

  /** What is added to each column after that. */
  get min(): Float64Array {
    return this.state.min.slice()
  }

  /** The smallest value of each column. */
  get dataMin(): Float64Array {
    return this.state.dataMin.slice()
  }

  /** The largest value of each column. */
  get dataMax(): Float64Array {
    return this.state.dataMax.slice()
  }

  /** `y` is not used. @throws DataError for NaN, infinite values, and a range that overflows; ShapeError for no rows */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrixShape(X)
    const [, columns] = matrix.shape
    const { smallest: dataMin, largest: dataMax, hasNaN } = columnRanges(matrix)
    if (hasNaN || dataMin.includes(-Infinity) || dataMax.includes(Infinity)) checkMatrix(X)
    const [low, high] = this.params.featureRange
    const range = checkSpread(dataMax.map((max, j) => max - dataMin[j]))
    const scale = range.map(r => (high - low) / (r < 10 * Number.EPSILON ? 1 : r))
    const min = checkSpread(dataMin.map((value, j) => low - value * scale[j]))
    this.state = { nFeaturesIn: columns, scale, min, dataMin, dataMax }
    return this
  }

  /** Back to the columns' own ranges: `(x - min) / scale`. @throws as `transform` */
  inverseTransform(X: MatrixLike): Matrix {
    const { scale, min } = this.state
    return shiftAndDivide(checkMatrix(X, this.nFeaturesIn), min, scale)
  }

  /** `x * scale + min`, cut to the range where `clip` says so. @throws NotFittedError, ShapeError, DataError */
  override transform(X: MatrixLike): Matrix {
    const { scale, min } = this.state
    if (this.params.clip) return super.transform(X)
    const { matrix, sum } = multiplyShiftAndSum(checkMatrixShape(X, this.nFeaturesIn), scale, min)
    // What is not finite leaves nothing finite behind.
    if (!Number.isFinite(sum)) checkMatrix(X)
    return matrix
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { scale, min } = this.state
    const [rows, columns] = X.shape
    const out = new Float64Array(rows * columns)
    const [low, high] = this.params.featureRange
    for (let i = 0, k = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, k++) {
        const value = X.data[k] * scale[j] + min[j]
        out[k] = Math.min(high, Math.max(low, value))
      }
    }
    return new NdArray(out, [rows, columns])
  }

  protected checkParams({ featureRange, clip }: Readonly<MinMaxScalerParams>): void {
    const isRange = Array.isArray(featureRange) && featureRange.length === 2 && featureRange.every(Number.isFinite)
    if (!isRange || featureRange[0] >= featureRange[1]) {
      const allowed = 'two finite numbers, the smaller one first'
      throw new InvalidParameterError({ parameter: 'featureRange', received: featureRange, allowed })
    }
    if (typeof clip !== 'boolean') {
      throw new InvalidParameterError({ parameter: 'clip', received: clip, allowed: 'true or false' })
    }
  }
}
