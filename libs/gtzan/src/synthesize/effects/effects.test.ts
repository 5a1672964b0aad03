import { describe, expect, it } from 'vitest'
import { biquad, filterInPlace, type BiquadType } from './biquad'
import { driveInPlace } from './drive'
import { reverb } from './reverb'

const sampleRate = 22050

/** Gain in dB of a filter for a sine. */
function gainAt(type: BiquadType, options: { frequency: number; decibels?: number; q?: number }, tone: number): number {
  const x = Float64Array.from({ length: 20000 }, (_, i) => Math.sin((2 * Math.PI * tone * i) / sampleRate))
  filterInPlace(x, biquad(type, { ...options, sampleRate }))
  const power = x.subarray(10000).reduce((sum, v) => sum + v * v, 0) / 10000
  return 10 * Math.log10(power / 0.5)
}

describe('effects', () => {
  it('filters as the cookbook says', () => {
    expect(gainAt('lowpass', { frequency: 1000 }, 1000)).toBeCloseTo(-3.01, 1)
    expect(gainAt('lowpass', { frequency: 1000 }, 4000)).toBeLessThan(-24)
    expect(gainAt('highpass', { frequency: 1000 }, 1000)).toBeCloseTo(-3.01, 1)
    expect(gainAt('highpass', { frequency: 1000 }, 100)).toBeCloseTo(-40, 0)
    expect(gainAt('lowShelf', { frequency: 300, decibels: 6 }, 30)).toBeCloseTo(6, 1)
    expect(gainAt('lowShelf', { frequency: 300, decibels: 6 }, 6000)).toBeCloseTo(0, 1)
    expect(gainAt('highShelf', { frequency: 1000, decibels: -5 }, 8000)).toBeCloseTo(-5, 1)
    expect(gainAt('highShelf', { frequency: 1000, decibels: -5 }, 50)).toBeCloseTo(0, 1)
    expect(gainAt('peak', { frequency: 1000, decibels: 4, q: 1 }, 1000)).toBeCloseTo(4, 1)
    expect(gainAt('peak', { frequency: 1000, decibels: 4, q: 1 }, 50)).toBeCloseTo(0, 1)
  })

  it('lets a room ring for the time asked for', () => {
    const input = new Float64Array(3 * sampleRate)
    input[0] = 1
    const out = reverb(input, { seconds: 1, size: 1, damping: 0, sampleRate })
    const power = (from: number) => {
      const part = out.subarray(from * sampleRate, (from + 0.2) * sampleRate)
      return 10 * Math.log10(part.reduce((sum, x) => sum + x * x, 0))
    }
    expect(power(0.2) - power(1.2)).toBeGreaterThan(54)
    expect(power(0.2) - power(1.2)).toBeLessThan(66)
  })

  it('drives into saturation without running away', () => {
    const x = Float64Array.from({ length: 5000 }, (_, i) => 2 * Math.sin(i / 20))
    driveInPlace(x, { amount: 40, cabinet: 4000, sampleRate })
    expect(x.every(v => Math.abs(v) < 1)).toBe(true)
  })
})
