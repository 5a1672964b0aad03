import { describe, expect, it } from 'vitest'
import { ordinaryRow } from './ordinary-row'

const pack = (values: number[], shape: number[]) => ({
  dtype: 'float64',
  shape,
  data: Buffer.from(Float64Array.from(values).buffer).toString('base64'),
})
const model = (type: string, state: object) => ({ estimator: { state: { steps: [{ type, state }] } } })

describe('ordinaryRow', () => {
  it('takes the median of ranks', () => {
    const quantiles = pack([0, 10, 1, 20, 5, 40, 9, 80], [4, 2])
    expect(ordinaryRow(model('QuantileTransformer', { quantiles }))).toEqual(Float64Array.of(3, 30))
  })

  it('takes the middle of scalers', () => {
    expect(ordinaryRow(model('StandardScaler', { mean: pack([1, 2], [2]) }))).toEqual(Float64Array.of(1, 2))
    expect(ordinaryRow(model('RobustScaler', { center: pack([3], [1]) }))).toEqual(Float64Array.of(3))
    const limits = { dataMin: pack([0, -2], [2]), dataMax: pack([4, 2], [2]) }
    expect(ordinaryRow(model('MinMaxScaler', limits))).toEqual(Float64Array.of(2, 0))
  })

  it('knows nothing of others', () => {
    expect(ordinaryRow(model('PCA', {}))).toBeNull()
    expect(ordinaryRow({ estimator: { type: 'RandomForestClassifier', state: {} } })).toBeNull()
  })
})
