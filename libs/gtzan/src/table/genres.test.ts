import { describe, expect, it } from 'vitest'
import { GENRES, isGenre } from './genres'

describe('GENRES', () => {
  it('are the ten of GTZAN in alphabetical order', () => {
    expect(GENRES).toHaveLength(10)
    expect([...GENRES].sort()).toEqual([...GENRES])
  })

  it('are spelled in one way', () => {
    expect(isGenre('hiphop')).toBe(true)
    for (const word of ['hip-hop', 'Blues', '', undefined, 3, ['blues']]) expect(isGenre(word)).toBe(false)
  })
})
