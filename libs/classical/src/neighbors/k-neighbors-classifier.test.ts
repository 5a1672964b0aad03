import { NdArray, RandomState } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/neighbors.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset } from '../../test/datasets'
import { takeRows } from '../model-selection/take'
import { KNeighborsClassifier } from './k-neighbors-classifier'

/** Distances are square roots of sums of at most 64 squares: 64 roundings of 2^-53. */
const RELATIVE = 1e-14

function split(name: DatasetName) {
  const { X, y } = dataset(name)
  const rows = Int32Array.from(y.keys())
  const train = rows.filter(i => i % 3 !== 0)
  const test = rows.filter(i => i % 3 === 0)
  return { XTrain: takeRows(X, train), yTrain: takeRows(y, train), XTest: takeRows(X, test) }
}

checkEstimator('KNeighborsClassifier', () => new KNeighborsClassifier({ nNeighbors: 1 }))
checkEstimator('KNeighborsClassifier by distance', () => new KNeighborsClassifier({ weights: 'distance' }), {
  oneRow: 'refuses',
})

describe('KNeighborsClassifier', () => {
  it.each(golden.cases.map(c => [`${c.data}, k ${c.nNeighbors}, ${c.weights}`, c] as const))(
    'equals scikit-learn on %s',
    (_, { data, nNeighbors, weights, tied, predict, predictProba, distances }) => {
      const { XTrain, yTrain, XTest } = split(data as DatasetName)
      const params = { nNeighbors, weights: weights as 'uniform' | 'distance' }
      const model = new KNeighborsClassifier(params).fit(XTrain, yTrain)
      const keep = (_: unknown, row: number) => !tied.includes(row)
      expect(model.predict(XTest).filter(keep)).toEqual((predict as unknown[]).filter(keep))
      if (!predictProba || !distances) return
      const probabilities = model.predictProba(XTest)
      const width = probabilities.shape[1]
      probabilities.data.forEach((p, k) => {
        if (keep(null, Math.floor(k / width))) expect(Math.abs(p - predictProba[k])).toBeLessThan(1e-12)
      })
      model.kneighbors(XTest).distances.data.forEach((d, k) => {
        expect(Math.abs(d - distances[k])).toBeLessThanOrEqual(RELATIVE * d)
      })
    },
  )

  it('gives the vote to coinciding rows alone', () => {
    const { X, y, Q, predict, predictProba } = golden.coinciding
    const model = new KNeighborsClassifier({ nNeighbors: 3, weights: 'distance' }).fit(X, y)
    expect(model.predict(Q)).toEqual(predict)
    const rows = model.predictProba(Q).toArray() as number[][]
    rows.forEach((row, i) => row.forEach((p, j) => expect(p).toBeCloseTo(predictProba[i][j], 14)))
  })

  it('finds the very neighbours that a plain search finds, ties by position', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 24 }),
        fc.constantFrom(1, 3, 1000),
        fc.constantFrom(1e-160, 1e-9, 1, 1e9, 1e140),
        (seed, rows, columns, levels, scale) => {
          const random = new RandomState(seed)
          const values = () =>
            new NdArray(
              random.randint(0, levels, rows * columns).map(v => v * scale),
              [rows, columns],
            )
          const X = values()
          const Q = values()
          const k = 1 + random.nextInteger(0, rows)
          const { indices, distances } = new KNeighborsClassifier()
            .fit(X, new Int32Array(rows))
            .kneighbors(Q, { nNeighbors: k })
          for (let q = 0; q < rows; q++) {
            const all = Array.from({ length: rows }, (_, i) => {
              let sum = 0
              for (let j = 0; j < columns; j++) sum += (Q.get(q, j) - X.get(i, j)) ** 2
              return [Math.sqrt(sum), sum, i]
            }).sort((a, b) => a[1] - b[1] || a[2] - b[2])
            for (let n = 0; n < k; n++) {
              expect(indices.get(q, n)).toBe(all[n][2])
              expect(distances.get(q, n)).toBe(all[n][0])
            }
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it.each([
    [300, 1, 3, 1],
    [500, 2, 1000, 1],
    [700, 3, 4, 1e-9],
    [400, 10, 2, 1],
    [260, 7, 1000, 1e120],
    [300, 12, 3, 1],
    [300, 23, 1000, 1],
    [900, 30, 1000, 1e9],
    [250, 5, 1, 1],
    [700, 64, 2, 1e-100],
    [900, 65, 1000, 1],
    [600, 130, 3, 1e100],
  ])('finds them in %i rows of %i columns with %i levels as well', (rows, columns, levels, scale) => {
    const random = new RandomState(rows)
    const values = (count: number) =>
      new NdArray(
        random.randint(0, levels, count * columns).map(v => v * scale),
        [count, columns],
      )
    const X = values(rows)
    const Q = new NdArray(Float64Array.from([...X.data.subarray(0, 4 * columns), ...values(8).data]), [12, columns])
    for (const k of [1, 4, 40, 200]) {
      const model = new KNeighborsClassifier().fit(X, new Int32Array(rows))
      const { indices, distances } = model.kneighbors(Q, { nNeighbors: k })
      for (let q = 0; q < 12; q++) {
        const all = Array.from({ length: rows }, (_, i) => {
          let sum = 0
          for (let j = 0; j < columns; j++) sum += (Q.get(q, j) - X.get(i, j)) ** 2
          return [sum, i]
        }).sort((a, b) => a[0] - b[0] || a[1] - b[1])
        const expected = all.slice(0, k)
        expect(Array.from(indices.slice(0, q, q + 1).toContiguous())).toEqual(expected.map(([, i]) => i))
        expect(Array.from(distances.slice(0, q, q + 1).toContiguous())).toEqual(expected.map(([sum]) => Math.sqrt(sum)))
      }
    }
  })

  it.each([12, 80])('finds them among and from rows that are far out, in %i columns', columns => {
    const random = new RandomState(columns)
    const lengths = [1e-3, 1, 1, 1, 1, 30, 1e4, 1e9, 1e100]
    const values = (count: number) =>
      new NdArray(
        random.standardNormal(count * columns).map((v, k) => v * lengths[Math.floor(k / columns) % lengths.length]),
        [count, columns],
      )
    const [X, Q] = [values(300), values(18)]
    Q.data.fill(3e160, 17 * columns, 17 * columns + 1)
    const model = new KNeighborsClassifier().fit(X, new Int32Array(300))
    for (const k of [1, 7]) {
      const { indices } = model.kneighbors(Q.slice(0, 0, 17), { nNeighbors: k })
      for (let q = 0; q < 17; q++) {
        const all = Array.from({ length: 300 }, (_, i) => {
          let sum = 0
          for (let j = 0; j < columns; j++) sum += (Q.get(q, j) - X.get(i, j)) ** 2
          return [sum, i]
        }).sort((a, b) => a[0] - b[0] || a[1] - b[1])
        const found = indices.slice(0, q, q + 1).toContiguous()
        expect(Array.from(found)).toEqual(all.slice(0, k).map(([, i]) => i))
      }
    }
    expect(() => model.predict(Q)).toThrow('row 17')
  })

  it('refuses more neighbours than rows, bad parameters, and distances that overflow', () => {
    const X = [[0], [1]]
    const model = new KNeighborsClassifier({ nNeighbors: 3 }).fit(X, ['a', 'b'])
    expect(() => model.predict(X)).toThrow('nNeighbors must be at most 2')
    for (const nNeighbors of [0, -1, 1.5, NaN]) {
      expect(() => new KNeighborsClassifier({ nNeighbors }).fit(X, ['a', 'b'])).toThrow('nNeighbors must be')
    }
    expect(() => new KNeighborsClassifier({ weights: 'near' as never }).fit(X, ['a', 'b'])).toThrow('weights must be')
    expect(() => new KNeighborsClassifier({ nNeighbors: 1 }).fit([[0]], ['a']).predict([[1e200]])).toThrow('overflow')
  })
})
