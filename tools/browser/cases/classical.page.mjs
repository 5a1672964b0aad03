import { fromJSON } from '@genre/classical'
import { describe, expect, test } from 'vitest'
import { expectWithin, given } from '../suite/case.mjs'

const { models, rows } = given('classical')
const probabilities = {
  quantity: 'predictProba of a model from its JSON',
  limit: 1e-12,
  unit: 'absolute',
  why: 'exponentials may round otherwise in another engine',
}

describe('a model fitted in Node classifies here from its JSON as it does there', () => {
  test.for(models.map((/** @type {any} */ model) => [model.name, model]))('%s', ([name, { json, ...expected }]) => {
    const model = /** @type {any} */ (fromJSON(json))
    expectWithin(probabilities, model.predictProba(rows).data, expected.probabilities, name)
    expect([...model.predict(rows)]).toEqual(expected.labels)
    expect(JSON.stringify(model)).toBe(json)
  })
})
