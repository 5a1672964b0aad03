import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import golden from '../golden/gtzan.json' with { type: 'json' }
import {
  KNeighborsClassifier,
  MinMaxScaler,
  Pipeline,
  StandardScaler,
  StratifiedGroupKFold,
  accuracyScore,
  trainTestSplit,
} from '../src/index'

const path = fileURLToPath(new URL('../../../../shared/data/features_3_sec.csv', import.meta.url))

describe.skipIf(!existsSync(path))('on the GTZAN table (skipped where ../shared is absent)', () => {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(1) : []
  const cells = lines.map(line => line.trim().split(','))
  const X = cells.map(row => row.slice(2, -1).map(Number))
  const y = cells.map(row => row.at(-1)!)
  const tracks = cells.map(row => row[0].split('.').slice(0, 2).join('.'))
  const names = (digits: string) => [...digits].map(digit => golden.classes[Number(digit)])
  const [XTrain, XTest, yTrain, yTest] =
    lines.length > 0 ? trainTestSplit([X, y], { testSize: 0.3, randomState: 42 }) : [[], [], [], []]

  it('is the table that the reference was made with, and is split in the same way', () => {
    expect(y).toHaveLength(golden.rows)
    expect(yTest).toEqual(names(golden.test))
  })

  it.each(golden.knn)(
    '%s, %i neighbours, %s: every prediction equals scikit-learn',
    (scaler, k, weights, accuracy, digits, tied) => {
      const model = new Pipeline<string>([
        ['scale', scaler === 'MinMaxScaler' ? new MinMaxScaler() : new StandardScaler()],
        ['knn', new KNeighborsClassifier({ nNeighbors: k as number, weights: weights as 'uniform' })],
      ])
      const predicted = model.fit(XTrain, yTrain).predict(XTest)
      // Some recordings are in the table twice, under two genres: which of them counts as nearer is rounding.
      const clear = (_: unknown, row: number) => !(tied as number[]).includes(row)
      expect(predicted.filter(clear)).toEqual(names(digits as string).filter(clear))
      expect((tied as number[]).length).toBeLessThan(40)
      expect(Math.abs(accuracyScore(yTest, predicted) - (accuracy as number))).toBeLessThan(0.001)
    },
  )

  it('is parted by track into the same folds', () => {
    const folds = new StratifiedGroupKFold({ nSplits: 5, shuffle: true, randomState: 0 }).split(X, y, tracks)
    const foldOf = new Int32Array(y.length)
    folds.forEach(({ test }, fold) => test.forEach(row => (foldOf[row] = fold)))
    expect(foldOf.join('')).toBe(golden.folds)
  })
})
