import { DataError, InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { exampleTable } from '../../test/example-tables'
import { assertNoLeak } from './assert-no-leak'
import { rowSplit } from './row-split'

const table = exampleTable(3, 2, ['blues', 'reggae'])
const none = { train: [] as number[], validation: [] as number[], test: [] as number[] }

function fault(parts: Partial<typeof none>, options?: Parameters<typeof assertNoLeak>[2], protocol = 'track') {
  try {
    assertNoLeak({ ...none, ...parts, protocol: protocol as 'track' }, table, options)
  } catch (error) {
    if (error instanceof DataError) return error
    throw error
  }
  throw new Error('no leak was found')
}

describe('assertNoLeak', () => {
  it('is content with parts that share nothing', () => {
    assertNoLeak({ ...none, protocol: 'track', train: [0, 1, 2], validation: [4, 5], test: [6, 7] }, table)
    assertNoLeak({ ...none, protocol: 'track' }, table)
  })

  it('names a shared track', () => {
    expect(fault({ train: [0], test: [1] }).message).toBe(
      'split, row 1, column track: blues.00000 is in test and, as row 0, in train',
    )
    expect(fault({ validation: [0], test: [1] })).toMatchObject({ row: 1, column: 'track' })
    expect(fault({ train: [0, 2, 4], validation: [5] })).toMatchObject({ row: 5, column: 'track' })
  })

  it('names a shared artist where artists are promised or asked for', () => {
    // All three blues tracks are John Lee Hooker's, the reggae ones Bob Marley's.
    const parts = { train: [0], test: [2] }
    assertNoLeak({ ...none, ...parts, protocol: 'track' }, table)
    expect(fault(parts, { by: 'artist' }).message).toContain('John Lee Hooker is in test and, as row 0, in train')
    expect(fault(parts, {}, 'fault-filtered')).toMatchObject({ row: 2, column: 'artist' })
    expect(fault(parts, {}, 'artist')).toMatchObject({ row: 2, column: 'artist' })
    assertNoLeak({ ...none, train: [0], test: [6], protocol: 'artist' }, table)
  })

  it('names a row that is there twice or not at all', () => {
    expect(fault({ train: [0, 0] }).message).toContain('row 0: is in train twice')
    expect(fault({ train: [0], test: [0] }).message).toContain('row 0: is in train and in test')
    for (const row of [-1, 12, 0.5, NaN]) expect(fault({ test: [row] }).message).toContain(`test has row ${row}`)
  })

  it('fails for a row split of segments', () => {
    expect(() => assertNoLeak(rowSplit(table, { randomState: 0 }), table)).toThrowError(DataError)
  })

  it('refuses another measure', () => {
    expect(() => assertNoLeak({ ...none, protocol: 'track' }, table, { by: 'album' as 'track' })).toThrowError(
      InvalidParameterError,
    )
  })
})
