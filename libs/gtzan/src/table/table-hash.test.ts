import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { tableHash } from './table-hash'

describe('tableHash', () => {
  it('is the SHA-256 of names and labels, as Node computes it', () => {
    const text = '["blues.00000.wav","blues"]["Ólaf \\"x\\".wav","rock"]'
    const expected = createHash('sha256').update(text).digest('hex')
    expect(tableHash({ filenames: ['blues.00000.wav', 'Ólaf "x".wav'], labels: ['blues', 'rock'] })).toBe(expected)
  })

  it('keeps boundaries and order', () => {
    const hashes = [
      tableHash({ filenames: ['ab', 'c'], labels: ['x', 'y'] }),
      tableHash({ filenames: ['a', 'bc'], labels: ['x', 'y'] }),
      tableHash({ filenames: ['c', 'ab'], labels: ['y', 'x'] }),
      tableHash({ filenames: ['ab', 'c'], labels: ['y', 'x'] }),
      tableHash({ filenames: [], labels: [] }),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})
