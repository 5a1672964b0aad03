import { describe, expect, it } from 'vitest'
import golden from '../../golden/one-hot.json' with { type: 'json' }
import { checkEstimator } from '../../test/check-estimator'
import { ColumnTransformer } from '../compose/column-transformer'
import { fromJSON } from '../from-json'
import { GaussianNB } from '../naive-bayes/gaussian-nb'
import { Pipeline } from '../pipeline/pipeline'
import type { Category } from './categories'
import { MinMaxScaler } from './min-max-scaler'
import type { OneHotEncoderParams } from './one-hot-encoder'
import { OneHotEncoder } from './one-hot-encoder'

checkEstimator('OneHotEncoder', () => new OneHotEncoder({ handleUnknown: 'ignore' }))
checkEstimator(
  'OneHotEncoder with infrequent categories',
  () => new OneHotEncoder({ handleUnknown: 'infrequent_if_exist', maxCategories: 3, drop: 'first' }),
)

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

describe('OneHotEncoder', () => {
  it.each(golden.cases.map(c => [JSON.stringify(c.params), c] as const))('equals scikit-learn with %s', (_, c) => {
    const params = Object.fromEntries(Object.entries(c.params).map(([name, value]) => [camel(name), value]))
    const encoder = new OneHotEncoder(params as Partial<OneHotEncoderParams>).fit(c.X as Category[][])
    const encoded = encoder.transform(c.Q as Category[][])
    expect(encoded.shape).toEqual([c.Q.length, c.width])
    expect(Array.from(encoded.data)).toEqual(c.transform)
    expect(encoder.inverseTransform(encoded)).toEqual(c.inverse)
    expect(encoder.categories).toEqual(c.categories)
    expect(encoder.dropIdx).toEqual(c.dropIdx)
    expect(encoder.infrequentCategories).toEqual(c.infrequent)
    // Python writes booleans with a capital.
    const names = c.names.map(name => name.replace(/^c_(True|False)$/, word => word.toLowerCase().replace('C_', 'c_')))
    expect(encoder.getFeatureNamesOut(['a', 'b', 'c'])).toEqual(names)
    const read = fromJSON(JSON.stringify(encoder), { expect: OneHotEncoder })
    expect(read.transform(c.Q as Category[][])).toEqual(encoded)
  })

  it('stands in a ColumnTransformer and a Pipeline, beside numbers', () => {
    const rows = [
      ['blues', 1, true],
      ['rock', 2, false],
      ['rock', 3, true],
    ]
    const columns = new ColumnTransformer(
      [
        ['kind', new OneHotEncoder(), [0, 2]],
        ['scale', new MinMaxScaler(), [1]],
      ],
      { remainder: 'passthrough' },
    )
    expect(columns.fitTransform(rows).toArray()).toEqual([
      [1, 0, 0, 1, 0],
      [0, 1, 1, 0, 0.5],
      [0, 1, 0, 1, 1],
    ])
    const model = new Pipeline<string>([
      ['columns', columns],
      ['nb', new GaussianNB()],
    ])
    expect(model.fit(rows, ['a', 'b', 'b']).predict(rows)).toEqual(['a', 'b', 'b'])
    expect(() => new Pipeline([['nb', new GaussianNB()]]).fit(rows, ['a', 'b', 'b'])).toThrow(/row 0, column 0/)
    expect(() => columns.transform([['blues', 1]])).toThrow(/3 columns/)
  })

  it('refuses what it did not see, missing values and mixed columns, with their place', () => {
    const encoder = new OneHotEncoder().fit([['a'], ['b']])
    expect(() => encoder.transform([['a'], ['c']])).toThrow(/row 1, column 0/)
    expect(() => encoder.fit([['a'], [null as never]])).toThrow(/row 1, column 0/)
    expect(() => encoder.fit([[1], [NaN]])).toThrow(/row 1, column 0/)
    expect(() => encoder.fit([['a'], [1]])).toThrow(/row 1, column 0/)
    expect(() => encoder.fit([['a'], ['b', 'c']])).toThrow(/row 1/)
    expect(() => encoder.fit(['a'] as never)).toThrow(/two axes/)
    expect(() => encoder.inverseTransform([[0, 0]])).toThrow(/all zeros/)
    expect(() => encoder.getFeatureNamesOut(['a', 'b'])).toThrow(/inputFeatures/)
    expect(() => encoder.setParams({ drop: ['c'] }).fit([['a'], ['b']])).toThrow(/drop\[0\]/)
    expect(() => encoder.setParams({ drop: ['a', 'b'] }).fit([['a'], ['b']])).toThrow(/1 items/)
  })

  it.each([
    ['categories', 'some'],
    ['categories', [['a', 'a']]],
    ['categories', [[2, 1]]],
    ['categories', [['a', 1]]],
    ['categories', [[]]],
    ['drop', 'last'],
    ['drop', [{}]],
    ['handleUnknown', 'warn'],
    ['minFrequency', 0],
    ['minFrequency', 1.5],
    ['maxCategories', 0],
  ])('refuses %s = %s', (parameter, value) => {
    expect(() => new OneHotEncoder({ [parameter]: value }).fit([['a'], ['b']])).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER', parameter }) as Error,
    )
  })
})
