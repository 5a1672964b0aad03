import { RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { SUITES, suiteNamed } from './suite-named'

const count = (name: string) =>
  Object.fromEntries(suiteNamed(name).models.map(({ name: model, trials }) => [model, trials.length]))

describe('suites', () => {
  it('a3 has the grids of its source', () => {
    expect(count('a3')).toEqual({
      'logistic regression': 5,
      SVM: 5,
      perceptron: 5,
      ridge: 5,
      'decision tree': 6,
      'random forest': 16,
      KNN: 10,
      'neural net': 1,
    })
    const { published, models, transforms } = suiteNamed('a3')
    expect(published).toHaveLength(32)
    expect(published.find(p => p.model === 'KNN' && p.transform === 'none')?.accuracy).toBe(0.9313)
    expect(published.find(p => p.model === 'neural net' && p.transform === 'RBF')?.accuracy).toBe(0.2141)
    const names = [models, transforms].map(list => list.map(({ name }) => name))
    for (const { model, transform } of published) {
      expect(names[0]).toContain(model)
      expect(names[1]).toContain(transform)
    }
    const forest = models.find(({ name }) => name === 'random forest')!
    expect(forest.trials.slice(0, 5).map(params => JSON.stringify(params))).toEqual([
      '{"nEstimators":10,"maxDepth":3}',
      '{"nEstimators":10,"maxDepth":5}',
      '{"nEstimators":10,"maxDepth":10}',
      '{"nEstimators":10,"maxDepth":null}',
      '{"nEstimators":50,"maxDepth":3}',
    ])
  })

  it('b4 has those of its source, and replaces the mel bands where the table has them', () => {
    expect(count('b4')).toEqual({ KNN: 40, 'logistic regression': 10, 'neural net': 1 })
    const columns = ['RMS', 'Tempo', ...Array.from({ length: 128 }, (_, k) => `Mel_Spec_${k + 1}`)]
    const [transform] = suiteNamed('b4', { columns }).transforms
    const random = new RandomState(0)
    const loadings = Array.from({ length: 4 }, () => Array.from({ length: 128 }, () => random.nextNormal()))
    const rows = Array.from({ length: 60 }, () => {
      const factors = loadings.map(() => random.nextNormal())
      const bands = loadings[0].map((_, k) => factors.reduce((sum, f, j) => sum + f * loadings[j][k], 0))
      return [random.next(), random.next(), ...bands]
    })
    const [join, scale] = transform.create(columns) as unknown as {
      fit(X: number[][]): unknown
      transform(X: number[][]): { shape: number[]; toArray(): number[][] }
    }[]
    join.fit(rows)
    // Four factors make the 128 bands, so four components (or one less) hold 98 % of them; two columns stay.
    expect(join.transform(rows).shape[1]).toBeGreaterThanOrEqual(5)
    expect(join.transform(rows).shape[1]).toBeLessThanOrEqual(6)
    expect(scale).toBeDefined()
    expect(suiteNamed('b4', { columns: ['RMS'] }).transforms[0].name).toBe('scaled')
  })

  it('c draws the same parameters from the same seed', () => {
    const searched = (randomState: number) => suiteNamed('c', { randomState }).models[1].trials
    expect(searched(1)).toHaveLength(20)
    expect(searched(1)).toEqual(searched(1))
    expect(searched(1)).not.toEqual(searched(2))
  })

  it.each(SUITES)('%s makes every estimator, full and small', name => {
    const columns = ['a@mean', 'a@std', 'a@q10', 'band1_mean']
    const full = suiteNamed(name, { columns })
    const small = suiteNamed(name, { columns, grid: 'small' })
    for (const { models } of [full, small]) {
      for (const { trials, create } of models) {
        for (const params of trials)
          for (const final of [false, true]) expect(create(params, final).isFitted).toBe(false)
      }
    }
    const total = (suite: typeof full) => suite.models.reduce((sum, { trials }) => sum + trials.length, 0)
    expect(total(small)).toBeLessThan(total(full))
  })
})
