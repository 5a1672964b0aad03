import { describe, expect, it } from 'vitest'
import golden from '../../golden/k-means.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, relativeDifference } from '../../test/datasets'
import { KMeans } from './k-means'

/** Centres are means of up to 569 rows, which scikit-learn adds up in blocks. */
const ROUNDING = 1e-12

checkEstimator('KMeans', () => new KMeans({ nClusters: 3, randomState: 0 }), { oneRow: 'refuses' })
checkEstimator('KMeans from random rows', () => new KMeans({ nClusters: 1, init: 'random', randomState: 0 }))

describe('KMeans', () => {
  it.each(golden.cases.map(c => [c.data, c.params, c] as const))(
    'equals scikit-learn on %s with %o',
    (name, params, c) => {
      const { X } = dataset(name as DatasetName)
      const model = new KMeans(params as never).fit(X, null, { sampleWeight: c.weight })
      expect([...model.labels]).toEqual(c.labels)
      expect(model.nIter).toBe(c.nIter)
      expect(relativeDifference(model.clusterCenters.data, c.centers)).toBeLessThan(ROUNDING)
      expect(Math.abs(model.inertia / c.inertia - 1)).toBeLessThan(ROUNDING)
      expect(relativeDifference(model.transform(everyRow(X, 40)).data, c.transform)).toBeLessThan(ROUNDING)
      expect(Math.abs(model.score(X) / c.score - 1)).toBeLessThan(ROUNDING)
      expect([...model.predict(X)]).toEqual(c.labels)
    },
  )

  it('handles fewer different rows than clusters, and rows without weight', () => {
    const rows = [[1], [1], [2], [2]]
    const same = new KMeans({ nClusters: 3, randomState: 0 }).fit(rows)
    expect(same.inertia).toBe(0)
    expect([...same.predict([[1], [2]])].map(label => same.clusterCenters.data[label])).toEqual([1, 2])
    const some = new KMeans({ nClusters: 3, init: 'random', randomState: 0 })
    expect(some.fit(rows, null, { sampleWeight: [1, 0, 0, 0] }).clusterCenters.shape).toEqual([3, 1])
    expect(new KMeans({ nClusters: 2, randomState: 0 }).fitPredict([[0], [9]])).toHaveLength(2)
  })

  it('refuses parameters that it cannot use', () => {
    const { X } = dataset('iris')
    expect(() => new KMeans({ nClusters: 0 }).fit(X)).toThrow('nClusters must be')
    expect(() => new KMeans({ nClusters: 151 }).fit(X)).toThrow('nClusters must be at most 150')
    expect(() => new KMeans({ init: 'corners' as never }).fit(X)).toThrow(
      "init must be 'k-means++', 'random' or a matrix",
    )
    expect(() => new KMeans({ init: 5 as never }).fit(X)).toThrow('init must be')
    expect(() => new KMeans({ nClusters: 2, init: [[1, 2, 3, 4]] }).fit(X)).toThrow('init must have shape (2, 4)')
    expect(() => new KMeans({ nInit: 0 }).fit(X)).toThrow('nInit must be')
    expect(() => new KMeans({ maxIter: 0 }).fit(X)).toThrow('maxIter must be')
    expect(() => new KMeans({ tol: -1 }).fit(X)).toThrow('tol must be')
  })
})
