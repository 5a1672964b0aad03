import { describe, expect, it } from 'vitest'
import golden from '../../golden/transforms.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import { dataset, everyRow, relativeDifference } from '../../test/datasets'
import { KMeansRBF } from './k-means-rbf'

checkEstimator('KMeansRBF', () => new KMeansRBF({ nCenters: 4, randomState: 0 }), { oneRow: 'refuses' })

describe('KMeansRBF', () => {
  const { X } = dataset('iris')

  it('equals its formula on scikit-learn’s centres', () => {
    const model = new KMeansRBF({ nCenters: 12, randomState: 42 }).fit(X)
    expect(relativeDifference(model.centers.data, golden.rbf.centers)).toBeLessThan(1e-13)
    expect(relativeDifference(model.transform(everyRow(X, 10)).data, golden.rbf.transform)).toBeLessThan(1e-13)
  })

  it('refuses parameters that it cannot use', () => {
    expect(() => new KMeansRBF({ nCenters: 0 }).fit(X)).toThrow('nCenters must be')
    expect(() => new KMeansRBF({ gamma: 0 }).fit(X)).toThrow('gamma must be')
    expect(() => new KMeansRBF().fit(X)).toThrow('nClusters must be at most 150')
  })
})
