import { describe, expect, it } from 'vitest'
import golden from '../../golden/color-maps.json'
import { COLOR_MAPS, colorAt, colorTable } from './color-maps'

describe('colorTable', () => {
  it('is near matplotlib in every colour', () => {
    for (const name of COLOR_MAPS) {
      const table = colorTable(name)
      const expected = golden[name].flat()
      const worst = expected.reduce((max, value, i) => Math.max(max, Math.abs(value - table[i])), 0)
      // Straight lines between every fifth colour; cividis has kinks between.
      expect(worst, name).toBeLessThanOrEqual(name === 'cividis' ? 4 : 1)
    }
  })

  it('refuses unknown maps and values', () => {
    expect(() => colorTable('jet' as never)).toThrow("colorMap must be one of 'magma'")
    expect(() => colorAt('gray', Number.NaN)).toThrow('value must be a number')
  })

  it('gives the ends to what lies outside', () => {
    expect(colorAt('gray', -3)).toBe('#000000')
    expect(colorAt('gray', 7)).toBe('#ffffff')
    expect(colorAt('gray', 0.5)).toBe('#808080')
  })
})
