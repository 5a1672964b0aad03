import { describe, expect, it } from 'vitest'
import golden from '../golden/imported.json' with { type: 'json' }
import type { Model } from '../src/index'
import { fromJSON } from '../src/index'
import type { DatasetName } from './datasets'
import { dataset, everyRow, maxDifference } from './datasets'

/** The same numbers go through the same formulas; sums are added in another order. */
const ROUNDING = 1e-11

interface Case {
  data: DatasetName
  model: { type: string }
  predict?: unknown[]
  transform?: number[]
  predictProba?: number[]
  decisionFunction?: number[]
}

/** Of the digits the first hundred rows. */
const rowsOf = (name: DatasetName) => (name === 'digits' ? dataset(name).X.slice(0, 0, 100) : dataset(name).X)

describe('a model fitted by scikit-learn and exported', () => {
  it.each((golden.models as unknown as Case[]).map(c => [c.model.type, c] as const))(
    '%s answers as it did there',
    (_, c) => {
      const model = fromJSON(c.model) as Model
      const some = everyRow(rowsOf(c.data), 13)
      expect(model.isFitted).toBe(true)
      if (c.predict) expect(model.predict!(some)).toEqual(c.predict)
      for (const method of ['transform', 'predictProba', 'decisionFunction'] as const) {
        const expected = c[method]
        if (!expected) continue
        const scale = Math.max(1, ...expected.map(Math.abs))
        expect(maxDifference(model[method]!(some).data, expected) / scale, method).toBeLessThan(ROUNDING)
      }
      expect(fromJSON(JSON.stringify(model)).toJSON()).toEqual(model.toJSON())
    },
  )
})
