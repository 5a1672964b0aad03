import { DataError, NdArray, RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/pca.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset, everyRow, maxDifference, relativeDifference } from '../../test/datasets'
import { multiplyTransposed } from '../linalg/products'
import { PCA } from './pca'

/** Variances differ by rounding; vectors by as much times the gap between neighbouring variances. */
const VALUES = 1e-11
const VECTORS = 1e-8

checkEstimator('PCA', () => new PCA(), { oneRow: 'refuses' })
checkEstimator('PCA, whitened', () => new PCA({ nComponents: 2, whiten: true, svdSolver: 'covariance_eigh' }), {
  oneRow: 'refuses',
})
checkEstimator('PCA, randomized', () => new PCA({ nComponents: 1, svdSolver: 'randomized', randomState: 0 }), {
  oneRow: 'refuses',
})

describe('PCA', () => {
  it.each(golden.cases.map(c => [c.data, c.rows, c.params, c] as const))(
    'equals scikit-learn on %s, %i rows, %o',
    (name, rows, params, c) => {
      const X = dataset(name as DatasetName).X.slice(0, 0, rows)
      const model = new PCA(params as never).fit(X)
      expect(model.nComponents).toBe(c.values.length)
      expect(relativeDifference(model.explainedVariance, c.variance)).toBeLessThan(VALUES)
      expect(relativeDifference(model.explainedVarianceRatio, c.ratio)).toBeLessThan(VALUES)
      expect(relativeDifference(model.singularValues, c.values)).toBeLessThan(VALUES)
      expect(Math.abs(model.noiseVariance - c.noise)).toBeLessThan(VALUES * c.variance[0])
      // The last of all components of 40 centred rows has no variance, and so no direction.
      const columns = X.shape[1]
      const used = c.values.filter(s => s > 1e-9 * c.values[0]).length
      expect(
        maxDifference(model.components.data.slice(0, used * columns), c.components.slice(0, used * columns)),
      ).toBeLessThan(VECTORS)
      const some = everyRow(X, 25)
      const transformed = model.transform(some)
      expect(relativeDifference(transformed.data, c.transform)).toBeLessThan(VECTORS)
      expect(relativeDifference(model.inverseTransform(transformed).data, c.inverse)).toBeLessThan(VECTORS)
    },
  )

  it('gives orthonormal components of large tables as well', () => {
    const wide = new NdArray(new RandomState(0).standardNormal(450 * 420), [420, 450])
    const tall = wide.transpose()
    const rotated = new PCA({ svdSolver: 'full' }).fit(wide)
    for (const model of [rotated, new PCA({ svdSolver: 'full' }).fit(tall)]) {
      const products = multiplyTransposed(model.components, model.components)
      const identity = products.data.map((_, k) => Number(k % (products.shape[0] + 1) === 0))
      expect(maxDifference(products.data, identity)).toBeLessThan(1e-10)
    }
    let total = 0
    const centered = wide.toContiguous()
    for (let j = 0; j < 450; j++) {
      const mean = rotated.mean[j]
      for (let i = 0; i < 420; i++) total += (centered[i * 450 + j] - mean) ** 2 / 419
    }
    expect(rotated.explainedVariance.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 6)
  })

  it('refuses parameters and rows that it cannot use', () => {
    const { X } = dataset('iris')
    for (const nComponents of [0, -1, 1.5, NaN, 5, 'MLE']) {
      expect(() => new PCA({ nComponents: nComponents as never }).fit(X), String(nComponents)).toThrow(
        'nComponents must be',
      )
    }
    expect(() => new PCA({ nComponents: 0.5, svdSolver: 'randomized' }).fit(X)).toThrow(
      'nComponents must be a whole number',
    )
    expect(() => new PCA({ nComponents: 'mle', svdSolver: 'randomized' }).fit(X)).toThrow('nComponents must be')
    const wide = [Array.from({ length: 5 }, (_, j) => j), [1, 0, 0, 2, 1], [0, 3, 0, 2, 1]]
    expect(() => new PCA({ nComponents: 'mle' }).fit(wide)).toThrow('nComponents must be')
    expect(() =>
      new PCA({ nComponents: 'mle' }).fit([
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ]),
    ).toThrow(/same variance/)
    expect(() => new PCA({ svdSolver: 'arpack' as never }).fit(X)).toThrow('svdSolver must be')
    expect(() => new PCA({ whiten: 1 as never }).fit(X)).toThrow('whiten must be')
    expect(() => new PCA({ iteratedPower: -1 }).fit(X)).toThrow('iteratedPower must be')
    expect(() => new PCA({ nOversamples: 0 }).fit(X)).toThrow('nOversamples must be')
    expect(() =>
      new PCA().fit([
        [1, 2],
        [1, 2],
      ]),
    ).toThrow('all rows are equal')
    expect(() => new PCA().fit([[1e200], [-1e200]])).toThrow(DataError)
  })
})
