import { DataError, NdArray } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/preprocessing.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, matrix, relativeDifference } from '../../test/datasets'
import { MinMaxScaler } from './min-max-scaler'
import { RobustScaler } from './robust-scaler'
import { StandardScaler } from './standard-scaler'

const types = { MinMaxScaler, StandardScaler, RobustScaler }
type TypeName = keyof typeof types

/** Values with `unitVariance` hang on the normal quantile, whose last bits differ between implementations. */
const UNIT_VARIANCE = 1e-14
/** Weighted sums are a BLAS product there, in another order of additions. */
const WEIGHTED = 1e-14

checkEstimator('MinMaxScaler', () => new MinMaxScaler())
checkEstimator('MinMaxScaler that clips', () => new MinMaxScaler({ featureRange: [-1, 1], clip: true }))
checkEstimator('StandardScaler', () => new StandardScaler())
checkEstimator('StandardScaler without mean', () => new StandardScaler({ withMean: false }))
checkEstimator('RobustScaler', () => new RobustScaler())

function source(name: string): NdArray<Float64Array> {
  return name === 'awkward' ? matrix(golden.awkward, 6) : dataset(name as DatasetName).X
}

const odd = (X: NdArray<Float64Array>) =>
  new NdArray(X.data, [X.shape[0] >> 1, X.shape[1]], [2 * X.shape[1], 1], X.shape[1]).slice(0, 0, 12)

describe('scalers', () => {
  it.each(golden.cases.map(c => [c.type, c.params, c.data, c] as const))(
    '%s %o equals scikit-learn on %s, bit by bit',
    (type, params, data, { state, transform, inverse }) => {
      const X = source(data)
      const scaler = new types[type as TypeName](params as never).fit(everyRow(X, 2))
      const compare = (actual: Float64Array, expected: number[]) => {
        if ('unitVariance' in params) expect(relativeDifference(actual, expected)).toBeLessThan(UNIT_VARIANCE)
        else expect([...actual].map(x => x + 0)).toEqual(expected)
      }
      const attributes = scaler as unknown as Record<string, Float64Array>
      for (const [key, expected] of Object.entries(state)) {
        const name = key.slice(0, -1).replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
        compare(attributes[name], expected!)
      }
      const transformed = scaler.transform(odd(X))
      compare(transformed.data, transform)
      compare(scaler.inverseTransform(transformed).data, inverse)
    },
  )

  it('weights rows in StandardScaler', () => {
    const { X } = dataset('iris')
    const sampleWeight = Array.from({ length: X.shape[0] }, (_, i) => i % 5)
    const scaler = new StandardScaler().fit(X, undefined, { sampleWeight })
    const { weighted } = golden
    expect(relativeDifference(scaler.mean, weighted.mean)).toBeLessThan(WEIGHTED)
    expect(relativeDifference(scaler.var, weighted.var)).toBeLessThan(WEIGHTED)
    expect(relativeDifference(scaler.scale, weighted.scale)).toBeLessThan(WEIGHTED)
    const twice = new StandardScaler().fit([[1], [1], [4]])
    expect(new StandardScaler().fit([[1], [4]], undefined, { sampleWeight: [2, 1] }).mean).toEqual(twice.mean)
  })

  it('undo what they did', () => {
    const { X } = dataset('wine')
    for (const scaler of [new MinMaxScaler(), new StandardScaler(), new RobustScaler()]) {
      const back = scaler.inverseTransform(scaler.fitTransform(X))
      expect(relativeDifference(back.data, X.data)).toBeLessThan(1e-15)
    }
  })

  it('refuse parameters out of range', () => {
    const X = [[1], [2]]
    for (const featureRange of [[1, 0], [0, 0], [0], [0, NaN], [0, 1, 2], 5, null]) {
      expect(() => new MinMaxScaler({ featureRange: featureRange as never }).fit(X)).toThrow('featureRange must be')
    }
    expect(() => new MinMaxScaler({ clip: 1 as never }).fit(X)).toThrow('clip must be')
    expect(() => new StandardScaler({ withMean: 0 as never }).fit(X)).toThrow('withMean must be')
    for (const quantileRange of [[75, 25], [-1, 50], [0, 101], [0], 'x']) {
      expect(() => new RobustScaler({ quantileRange: quantileRange as never }).fit(X)).toThrow('quantileRange must be')
    }
    expect(() => new RobustScaler({ quantileRange: [0, 75], unitVariance: true }).fit(X)).toThrow(
      'quantileRange must be',
    )
  })

  it('refuse ranges that overflow, naming the column', () => {
    const X = [
      [0, -1.7e308],
      [1, 1.7e308],
    ]
    expect(() => new MinMaxScaler().fit(X)).toThrow('X, column 1: the values spread too wide')
    expect(() => new StandardScaler().fit(X)).toThrow(DataError)
    expect(() => new RobustScaler({ quantileRange: [0, 100] }).fit(X)).toThrow('column 1')
    expect(() => new StandardScaler().fit(X, undefined, { sampleWeight: [1] })).toThrow('2 weights')
    expect(() => new StandardScaler().fit(X, undefined, { sampleWeight: [1, -1] })).toThrow('sampleWeight, row 1')
    expect(() => new StandardScaler().fit(X, undefined, { sampleWeight: [0, 0] })).toThrow('at least one weight')
  })
})
