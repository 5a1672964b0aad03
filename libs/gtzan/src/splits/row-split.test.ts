import { InvalidParameterError, RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/row-splits.json'
import { exampleTable } from '../../test/example-tables'
import type { FeatureTable } from '../table/feature-table'
import { createFeatureTable } from '../table/feature-table'
import { rowSplit } from './row-split'

function rows(count: number): FeatureTable {
  const filenames = Array.from({ length: count }, (_, k) => `song ${k}.wav`)
  return createFeatureTable({
    columns: [],
    filenames,
    lengths: filenames.map(() => 1),
    labels: filenames.map(() => 'rock'),
    values: filenames.map(() => []),
  })
}

describe('rowSplit', () => {
  it.each(golden.cases)(
    "takes scikit-learn's rows: $rows rows, test $testSize, validation $validationSize, seed $randomState",
    expected => {
      const split = rowSplit(rows(expected.rows), expected)
      expect(split.seed).toBe(expected.randomState)
      if ('train' in expected) {
        expect([...split.train]).toEqual(expected.train)
        expect([...split.validation]).toEqual(expected.validation)
        expect([...split.test]).toEqual(expected.test)
      } else {
        const weighted = (part: Int32Array) => part.reduce((sum, row, i) => sum + row * (i + 1), 0)
        expect([split.train.length, split.test.length]).toEqual([expected.trainLength, expected.testLength])
        expect([weighted(split.train), weighted(split.test)]).toEqual([expected.trainSum, expected.testSum])
      }
    },
  )

  it('sets a quarter aside by default', () => {
    const split = rowSplit(rows(100))
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([75, 0, 25])
    expect(split.seed).toBeNull()
  })

  it('draws on from a generator', () => {
    const random = new RandomState(42)
    const first = rowSplit(rows(50), { randomState: random })
    const second = rowSplit(rows(50), { randomState: random })
    expect(first.test).not.toEqual(second.test)
    expect(first.test).toEqual(rowSplit(rows(50), { randomState: 42 }).test)
  })

  it('warns of the leak with its size', () => {
    const split = rowSplit(exampleTable(10, 10), { testSize: 0.3, randomState: 42 })
    expect(split.protocol).toBe('row')
    expect(split.warning).toMatch(/^Row protocol: 300 of 300 test rows are segments of tracks that are also in/)
    expect(rowSplit(rows(10), { randomState: 1 }).warning).toMatch(/artists and repeated recordings/)
  })

  it.each([
    [{ testSize: 0 }, 'testSize'],
    [{ testSize: 1.5 }, 'testSize'],
    [{ testSize: -0.1 }, 'testSize'],
    [{ testSize: NaN }, 'testSize'],
    [{ testSize: 10 }, 'testSize'],
    [{ testSize: 0.3, validationSize: 2 }, 'validationSize'],
    [{ testSize: 0.3, validationSize: -1 }, 'validationSize'],
    [{ testSize: 0.5, validationSize: 0.5 }, 'testSize and validationSize'],
    [{ testSize: 0.6, validationSize: 0.7 }, 'testSize and validationSize'],
    [{ testSize: 5, validationSize: 5 }, 'testSize and validationSize'],
  ])('refuses %j', (options, parameter) => {
    expect(() => rowSplit(rows(10), options)).toThrowError(
      expect.objectContaining({ name: InvalidParameterError.name, parameter }),
    )
  })

  it('refuses an empty table', () => {
    expect(() => rowSplit(rows(0))).toThrowError(/no part of 0 rows is empty/)
  })
})
