import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AudioMeter } from './audio-meter'

const measure = (...channels: number[][]) => {
  const meter = new AudioMeter(channels.length)
  meter.push(channels.map(channel => Float32Array.from(channel)))
  return meter.measures
}

describe('AudioMeter', () => {
  it('measures peak, mean, root mean square and zeros over all channels', () => {
    const { frames, peak, dc, rms, zeros } = measure([0.5, -0.5, 0], [0, 0.25, -1])
    expect([frames, peak]).toEqual([3, 1])
    expect(dc).toBeCloseTo((0.25 - 1) / 6, 12)
    expect(rms).toBeCloseTo(Math.sqrt((0.25 + 0.25 + 0.0625 + 1) / 6), 12)
    expect(zeros).toBeCloseTo(2 / 6, 12)
  })

  it('counts samples at full scale that stand in runs of three, each channel for itself', () => {
    expect(measure([1, 1, 0, 1, 1, 1, -1, -1]).clipped).toBe(3 / 8)
    expect(measure([1, 1, -1, -1, -1, -1]).clipped).toBe(4 / 6)
    expect(measure([1, 0, 1], [1, 1, 1]).clipped).toBe(3 / 6)
    expect(measure([0.5, 0.5, 0.5]).clipped).toBe(0)
  })

  it('finds the longest gap between sound, on all channels at once', () => {
    expect(measure([0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]).gap).toBe(3)
    expect(measure([1, 0, 0, 0, 1], [1, 0, 1, 0, 1]).gap).toBe(1)
    expect(measure([0, 0, 0]).gap).toBe(0)
  })

  it('gives the same whatever the blocks are', () => {
    const value = fc.constantFrom(0, 0, 1, 1, -1, 0.5)
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (samples, size) => {
        const meter = new AudioMeter(2)
        for (let at = 0; at < samples.length; at += size) {
          const part = Float32Array.from(samples.slice(at, at + size))
          meter.push([part, part.map(x => -x)])
        }
        expect(meter.measures).toEqual(
          measure(
            samples,
            samples.map(x => -x),
          ),
        )
      }),
    )
  })

  it('of nothing', () => {
    expect(new AudioMeter(2).measures).toEqual({ frames: 0, peak: 0, dc: 0, rms: 0, clipped: 0, zeros: 0, gap: 0 })
  })
})
