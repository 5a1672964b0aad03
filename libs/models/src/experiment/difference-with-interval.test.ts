import { describe, expect, it } from 'vitest'
import { differenceWithInterval } from './difference-with-interval'

/** `right` ones among `total` values, each in a group of its own. */
const share = (right: number, total: number) => ({
  values: Array.from({ length: total }, (_, i) => Number(i < right)),
  groups: Array.from({ length: total }, (_, i) => `track ${i}`),
})

describe('differenceWithInterval', () => {
  it('is as wide as two independent shares are', () => {
    const { difference, interval } = differenceWithInterval(share(150, 200), share(90, 150))
    expect(difference).toBeCloseTo(0.15, 12)
    const half = 1.96 * Math.sqrt((0.75 * 0.25) / 200 + (0.6 * 0.4) / 150)
    expect(Math.abs(interval[0] - (0.15 - half))).toBeLessThan(0.015)
    expect(Math.abs(interval[1] - (0.15 + half))).toBeLessThan(0.015)
    expect(differenceWithInterval(share(150, 200), share(90, 150)).interval).toEqual(interval)
  })

  it('is wider where values come in groups', () => {
    const one = share(150, 200)
    const grouped = { values: one.values, groups: one.values.map((_, i) => `track ${i >> 3}`) }
    const width = ([low, high]: readonly [number, number]) => high - low
    expect(width(differenceWithInterval(grouped, share(90, 150)).interval)).toBeGreaterThan(
      1.5 * width(differenceWithInterval(one, share(90, 150)).interval),
    )
  })

  it('takes sides of a single group, which a draw over both would leave empty now and then', () => {
    const { difference, interval } = differenceWithInterval(share(1, 1), share(1, 3))
    expect(difference).toBeCloseTo(2 / 3, 12)
    expect(interval[0]).toBeGreaterThanOrEqual(0)
    expect(interval[1]).toBeLessThanOrEqual(1)
  })
})
