import {
  KNeighborsClassifier,
  LogisticRegression,
  MinMaxScaler,
  PCA,
  Pipeline,
  QuantileTransformer,
  RobustScaler,
  StandardScaler,
  VotingClassifier,
} from '@genre/classical'
import { describe, expect, it } from 'vitest'
import { ordinaryRow } from './ordinary-row'

const X = [
  [0, 10],
  [1, 20],
  [5, 40],
  [9, 80],
]
const y = ['a', 'a', 'b', 'b']
const behind = (scaler: unknown) =>
  new Pipeline<string>([
    ['scale', scaler as StandardScaler],
    ['model', new LogisticRegression<string>()],
  ]).fit(X, y)

describe('ordinaryRow', () => {
  it.each([
    ['the median of ranks', new QuantileTransformer({ nQuantiles: 4 }), [3, 30]],
    ['the mean of standard scaling', new StandardScaler(), [3.75, 37.5]],
    ['the median of robust scaling', new RobustScaler(), [3, 30]],
    ['the middle of limits', new MinMaxScaler(), [4.5, 45]],
  ])('takes %s', (_, scaler, expected) => {
    ordinaryRow(behind(scaler))!.forEach((value, j) => expect(value).toBeCloseTo(expected[j], 12))
  })

  it('asks the first of those who vote', () => {
    const vote = new VotingClassifier<string>([['a', behind(new RobustScaler())]], { voting: 'soft' }).fit(X, y)
    expect([...ordinaryRow(vote)!]).toEqual([3, 30])
  })

  it('knows nothing of others', () => {
    expect(ordinaryRow(behind(new PCA()))).toBeNull()
    expect(ordinaryRow(new KNeighborsClassifier<string>({ nNeighbors: 1 }).fit(X, y))).toBeNull()
    expect(ordinaryRow(null)).toBeNull()
  })
})
