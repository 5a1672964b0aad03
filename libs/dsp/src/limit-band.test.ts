import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { bin, db, meanPower } from '../test/levels'
import { makeSignal } from '../test/signals'
import { limitBand } from './limit-band'
import { makeNoise } from './noise'

const music = makeSignal('music').subarray(0, 20000)

describe('limitBand', () => {
  test('keeps the band and removes the rest', () => {
    const y = makeNoise(2 ** 16, { randomState: 2 })
    const before = meanPower(y)
    const after = meanPower(limitBand(y, { low: 1000, high: 5000 }))
    for (const f of [1300, 2000, 4000, 4700]) expect(Math.abs(db(after[bin(f)] / before[bin(f)]))).toBeLessThan(0.2)
    for (const f of [100, 600, 5400, 9000]) expect(db(after[bin(f)] / before[bin(f)])).toBeLessThan(-60)
  })

  test('does not delay, and does nothing without limits', () => {
    const pulse = new Float32Array(501)
    pulse[250] = 1
    const wide = limitBand(pulse, { high: 5000 })
    expect(wide.indexOf(Math.max(...wide))).toBe(250)
    for (let i = 1; i < 200; i++) expect(wide[250 + i]).toBeCloseTo(wide[250 - i], 6)
    expect(limitBand(music)).toEqual(music)
  })

  test('refuses bad parameters', () => {
    expectInvalid('high', () => limitBand(music, { high: 20000 }))
    expectInvalid('high', () => limitBand(music, { high: 0 }))
    expectInvalid('low', () => limitBand(music, { low: 5000, high: 4000 }))
    expectInvalid('transition', () => limitBand(music, { high: 4000, transition: 0 }))
  })
})
