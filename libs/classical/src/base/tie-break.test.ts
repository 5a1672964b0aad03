import { describe, expect, it } from 'vitest'
import { RandomForestClassifier } from '../ensemble/random-forest-classifier'
import { fromJSON } from '../from-json'
import { VotingClassifier } from '../meta/voting-classifier'
import { GaussianNB } from '../naive-bayes/gaussian-nb'
import { KNeighborsClassifier } from '../neighbors/k-neighbors-classifier'
import { SVC } from '../svm/svc'
import { DecisionTreeClassifier } from '../tree/decision-tree-classifier'
import { DummyClassifier } from '../dummy/dummy-classifier'

/** Rows at 0 are half 'a' and half 'b'; of all rows most are 'b'. */
const X = [[0], [0], [5], [6]]
const y = ['a', 'b', 'b', 'b']

describe('tieBreak', () => {
  const models = {
    KNeighborsClassifier: (tieBreak: 'first' | 'prior') => new KNeighborsClassifier({ nNeighbors: 2, tieBreak }),
    DecisionTreeClassifier: (tieBreak: 'first' | 'prior') => new DecisionTreeClassifier({ tieBreak, randomState: 0 }),
    RandomForestClassifier: (tieBreak: 'first' | 'prior') =>
      new RandomForestClassifier({ tieBreak, bootstrap: false, nEstimators: 3, randomState: 0 }),
    'VotingClassifier, hard': (tieBreak: 'first' | 'prior') =>
      new VotingClassifier(
        [
          ['a', new DummyClassifier({ strategy: 'constant', constant: 'a' })],
          ['b', new DummyClassifier({ strategy: 'constant', constant: 'b' })],
        ],
        { tieBreak },
      ),
    'VotingClassifier, soft': (tieBreak: 'first' | 'prior') =>
      new VotingClassifier(
        [
          ['a', new DummyClassifier({ strategy: 'constant', constant: 'a' })],
          ['b', new DummyClassifier({ strategy: 'constant', constant: 'b' })],
        ],
        { tieBreak, voting: 'soft' },
      ),
  }

  it.each(Object.entries(models))('goes to the first class, or to the one with more rows: %s', (_, make) => {
    expect(
      make('first')
        .fit(X, y)
        .predict([[0]]),
    ).toEqual(['a'])
    const model = make('prior').fit(X, y)
    expect(model.predict([[0]])).toEqual(['b'])
    expect((fromJSON(JSON.stringify(model)) as typeof model).predict([[0]])).toEqual(['b'])
  })

  it('counts weights where the estimator takes them', () => {
    const sampleWeight = [3, 3, 1, 1]
    const tree = new DecisionTreeClassifier({ tieBreak: 'prior', randomState: 0 })
    expect(tree.fit(X, y, { sampleWeight }).predict([[0]])).toEqual(['b'])
    const many = [...X, [9]]
    const labels = [...y, 'a']
    expect(tree.fit(many, labels, { sampleWeight: [1, 1, 1, 1, 9] }).predict([[0]])).toEqual(['a'])
  })

  it('settles a circle of votes of SVC', () => {
    // Three classes around the centre, where each pair votes for another one.
    const circle = [0, 1, 2].flatMap(k =>
      [0, 1].map(i => {
        const angle = (2 * Math.PI * k) / 3 + 0.2
        return [Math.cos(angle) * (1 + i), Math.sin(angle) * (1 + i)]
      }),
    )
    const labels = ['a', 'a', 'b', 'b', 'c', 'c']
    const extra = [...circle, [Math.cos((4 * Math.PI) / 3 + 0.2) * 3, Math.sin((4 * Math.PI) / 3 + 0.2) * 3]]
    const first = new SVC({ kernel: 'linear', C: 100 }).fit(extra, [...labels, 'c'])
    const prior = new SVC({ kernel: 'linear', C: 100, tieBreak: 'prior' }).fit(extra, [...labels, 'c'])
    const grid = Array.from({ length: 41 * 41 }, (_, k) => [(Math.floor(k / 41) - 20) / 40, ((k % 41) - 20) / 40])
    const differ = first.predict(grid).map((label, k) => [label, prior.predict([grid[k]])[0]])
    const changed = differ.filter(([a, b]) => a !== b)
    expect(changed.every(([a, b]) => a === 'a' && b === 'c')).toBe(true)
  })

  it('is the first class for files that know no priors', () => {
    const json = JSON.parse(JSON.stringify(models.DecisionTreeClassifier('prior').fit(X, y)))
    delete json.state.classPrior
    expect(fromJSON(json, { expect: DecisionTreeClassifier<string> }).predict([[0]])).toEqual(['a'])
  })

  it('refuses other words', () => {
    for (const model of [new KNeighborsClassifier({ tieBreak: 'last' as never }), new SVC({ tieBreak: 1 as never })]) {
      expect(() => model.fit(X, y)).toThrow(/tieBreak must be/)
    }
    expect(() => new GaussianNB({ tieBreak: 'prior' } as never)).toThrow(/tieBreak/)
  })
})
