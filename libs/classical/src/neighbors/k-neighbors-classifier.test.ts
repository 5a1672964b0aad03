import { NdArray, RandomState } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/neighbors.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import type { DatasetName } from '../../test/datasets'
import { dataset } from '../../test/datasets'
import { fromJSON } from '../from-json'
import { takeRows } from '../model-selection/take'
import type { DistanceMetric } from './distance-metric'
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

checkEstimator(
  'KNeighborsClassifier, Manhattan',
  () => new KNeighborsClassifier({ nNeighbors: 1, metric: 'manhattan' }),
)
checkEstimator('KNeighborsClassifier, Chebyshev', () => new KNeighborsClassifier({ nNeighbors: 1, p: Infinity }))
checkEstimator('KNeighborsClassifier, p = 3', () => new KNeighborsClassifier({ nNeighbors: 1, p: 3 }))
checkEstimator('KNeighborsClassifier, cosine', () => new KNeighborsClassifier({ nNeighbors: 1, metric: 'cosine' }))

/** The same distances by their definitions. */
function plainDistance(metric: DistanceMetric, p: number, a: number[], b: number[]): number {
  const differences = a.map((value, j) => Math.abs(value - b[j]))
  const power = metric === 'manhattan' ? 1 : metric === 'chebyshev' ? Infinity : metric === 'euclidean' ? 2 : p
  if (metric === 'cosine') {
    const lengths = Math.hypot(...a) * Math.hypot(...b)
    return lengths === 0 ? 1 : 1 - a.reduce((sum, value, j) => sum + value * b[j], 0) / lengths
  }
  if (power === Infinity) return Math.max(...differences)
  return differences.reduce((sum, value) => sum + value ** power, 0) ** (1 / power)
}

const METRICS: [DistanceMetric, number][] = [
  ['minkowski', 2],
  ['euclidean', 1],
  ['manhattan', 2],
  ['minkowski', 1],
  ['chebyshev', 2],
  ['minkowski', Infinity],
  ['minkowski', 3],
  ['minkowski', 0.7],
  ['cosine', 2],
]

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

  it.each(golden.metrics.map(c => [`${c.metric}, p ${c.p}, ${c.data}${c.zeros ? ' with zeros' : ''}`, c] as const))(
    'equals scikit-learn by %s',
    (_, { data, zeros, metric, p, tied, predict, predictProba, distances }) => {
      const { X, y } = dataset(data as DatasetName)
      const values = X.data.slice()
      const [rows, columns] = X.shape
      if (zeros) for (let i = 0; i < rows; i += 10) values.fill(0, i * columns, (i + 1) * columns)
      const table = new NdArray(values, X.shape)
      const some = (keep: (i: number) => boolean) =>
        Int32Array.from(Array.from({ length: rows }, (_, i) => i).filter(keep))
      const train = some(i => i % 3 !== 0)
      const XTest = takeRows(
        table,
        some(i => i % 6 === 0),
      )
      const params = { nNeighbors: 4, weights: 'distance', metric: metric as DistanceMetric, p: Number(p) } as const
      const model = new KNeighborsClassifier(params).fit(takeRows(table, train), takeRows(y, train))
      const keep = (_: unknown, row: number) => !tied.includes(row)
      expect(model.predict(XTest).filter(keep)).toEqual((predict as unknown[]).filter(keep))
      // Of a cosine 16 digits are known, whatever is left when it is taken from 1.
      const close = metric === 'cosine' ? { distance: 1e-15, votes: 1e-8 } : { distance: RELATIVE, votes: 1e-12 }
      model.kneighbors(XTest).distances.data.forEach((d, k) => {
        expect(Math.abs(d - distances[k])).toBeLessThanOrEqual(close.distance * (metric === 'cosine' ? 1 : d))
      })
      const probabilities = model.predictProba(XTest)
      const width = probabilities.shape[1]
      probabilities.data.forEach((share, k) => {
        if (keep(null, Math.floor(k / width))) expect(Math.abs(share - predictProba[k])).toBeLessThan(close.votes)
      })
    },
  )

  it.each(METRICS.flatMap(([metric, p]) => [2, 6, 70].map(columns => [metric, p, columns] as const)))(
    'finds neighbours by %s, p = %d, in %d columns',
    (metric, p, columns) => {
      const random = new RandomState(columns)
      const values = (count: number) => {
        const data = random.standardNormal(count * columns)
        data.fill(0, 0, columns)
        // Some are far out, and cut where rows are compared cheaply.
        for (let k = 0; k < data.length; k++) if (Math.floor(k / columns) % 7 === 3) data[k] *= 1000
        return new NdArray(data, [count, columns])
      }
      const [X, Q] = [values(320), values(9)]
      const [rows, queries] = [X, Q].map(table => table.toArray() as number[][])
      const model = new KNeighborsClassifier({ metric, p }).fit(X, new Int32Array(320))
      const { indices, distances } = model.kneighbors(Q, { nNeighbors: 11 })
      queries.forEach((query, q) => {
        const all = rows.map(row => plainDistance(metric, p, query, row))
        const sorted = [...all].sort((a, b) => a - b)
        for (let n = 0; n < 11; n++) {
          expect(Math.abs(distances.get(q, n) - sorted[n])).toBeLessThan(1e-13 * (1 + sorted[n]))
          expect(Math.abs(all[indices.get(q, n)] - sorted[n])).toBeLessThan(1e-13 * (1 + sorted[n]))
        }
      })
      const again = fromJSON(JSON.parse(JSON.stringify(model)), { expect: KNeighborsClassifier })
      expect(again.params).toEqual(model.params)
      expect(again.kneighbors(Q, { nNeighbors: 11 })).toEqual({ indices, distances })
    },
  )

  it('follows a metric that is changed after fit, and reads files without one', () => {
    const X = [
      [3, 3],
      [0, 5],
    ]
    const model = new KNeighborsClassifier({ nNeighbors: 1, metric: 'manhattan' }).fit(X, ['a', 'b'])
    expect(model.predict([[0, 0]])).toEqual(['b'])
    expect(model.setParams({ metric: 'chebyshev' }).predict([[0, 0]])).toEqual(['a'])
    const json = JSON.parse(JSON.stringify(model.setParams({ metric: 'minkowski', p: 2 }))) as { params: object }
    json.params = { nNeighbors: 1, weights: 'uniform', tieBreak: 'first' }
    expect(fromJSON(json, { expect: KNeighborsClassifier }).predict([[0, 0]])).toEqual(model.predict([[0, 0]]))
  })

  it('has distance 1 from rows of zeros by cosine, also among each other', () => {
    const X = [[0, 0], [1, 1], [1e-200, 0], [0, 1e200]] // prettier-ignore
    const model = new KNeighborsClassifier({ metric: 'cosine' }).fit(X, ['a', 'b', 'c', 'd'])
    const { distances, indices } = model.kneighbors([[0, 0], [2e200, 0], [-3, 0]], { nNeighbors: 4 }) // prettier-ignore
    expect(distances.toArray()).toEqual([
      [1, 1, 1, 1],
      [0, expect.closeTo(1 - Math.SQRT1_2, 15), 1, 1],
      [1, 1, expect.closeTo(1 + Math.SQRT1_2, 15), 2],
    ])
    expect(indices.toArray()).toEqual([[0, 1, 2, 3], [2, 1, 0, 3], [0, 3, 1, 2]]) // prettier-ignore
  })

  it('refuses metrics that it does not know, and powers that are not positive', () => {
    const fit = (params: object) => () => new KNeighborsClassifier(params).fit([[1]], ['a'])
    expect(fit({ metric: 'canberra' })).toThrow("metric must be one of 'minkowski'")
    for (const p of [0, -1, NaN, '2', null])
      expect(fit({ p })).toThrow('p must be a number greater than 0, or Infinity')
  })

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
