import { KNeighborsClassifier, LogisticRegression, Pipeline, RobustScaler, StandardScaler } from '@genre/classical'
import { RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { explain } from './explain'
import { linearWeights } from './linear-weights'
import { ordinaryRow } from './ordinary-row'

const random = new RandomState(4)
const y = Array.from({ length: 60 }, (_, i) => ['blues', 'jazz', 'rock'][i % 3])
const X = y.map((_, i) => [
  random.nextNormal() + (i % 3),
  100 * random.nextNormal(),
  0.01 * random.nextNormal() * (i % 3),
])

function fitted(scaler: StandardScaler) {
  return new Pipeline<string>([
    ['scale', scaler],
    ['model', new LogisticRegression<string>()],
  ]).fit(X, y)
}

describe('linearWeights', () => {
  it.each([{}, { withStd: false }, { withMean: false }])('explain as trying every column does: %j', params => {
    const model = fitted(new StandardScaler(params))
    const asked = {
      classes: model.classes,
      columns: ['a', 'b', 'c'],
      ordinary: ordinaryRow(model),
      predictProba: (rows: Parameters<typeof model.predictProba>[0]) => model.predictProba(rows),
    }
    const rows = fittedRows()
    const slow = explain({ ...asked, weights: null }, rows)
    const quick = explain({ ...asked, weights: linearWeights(model) }, rows)
    expect(quick.pulls!.map(({ column }) => column)).toEqual(slow.pulls!.map(({ column }) => column))
    quick.pulls!.forEach(({ pull }, i) => expect(pull).toBeCloseTo(slow.pulls![i].pull, 9))
    expect({ ...quick, pulls: null }).toEqual({ ...slow, pulls: null })
  })

  it('are null for every other model', () => {
    const logistic = new LogisticRegression<string>()
    const two = y.map(label => (label === 'rock' ? 'rock' : 'jazz'))
    const other = (steps: ConstructorParameters<typeof Pipeline<string>>[0], labels = y) =>
      new Pipeline<string>(steps).fit(X, labels)
    expect(linearWeights(logistic.clone().fit(X, y))).toBeNull()
    expect(
      linearWeights(
        other([
          ['scale', new RobustScaler()],
          ['model', logistic],
        ]),
      ),
    ).toBeNull()
    expect(
      linearWeights(
        other([
          ['scale', new StandardScaler()],
          ['model', new KNeighborsClassifier<string>()],
        ]),
      ),
    ).toBeNull()
    expect(
      linearWeights(
        other(
          [
            ['scale', new StandardScaler()],
            ['model', logistic],
          ],
          two,
        ),
      ),
    ).toBeNull()
  })
})

function fittedRows() {
  return new StandardScaler({ withMean: false, withStd: false }).fit(X).transform(X.slice(0, 7))
}
