import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { bin, db, meanPower, meanSquare, minus } from '../test/levels'
import { makeSignal } from '../test/signals'
import { codecLoss } from './codec-loss'
import { limitBand } from './limit-band'
import { makeNoise } from './noise'

const music = makeSignal('music').subarray(0, 20000)

describe('codecLoss', () => {
  test('leaves an error of about the ratio asked for, and nothing above the cutoff', () => {
    const low = limitBand(music, { high: 4000 })
    for (const snr of [6, 12, 20]) {
      const ratio = db(meanSquare(low) / meanSquare(minus(codecLoss(low, { snr }), low)))
      expect(ratio).toBeGreaterThan(snr - 2)
      expect(ratio).toBeLessThan(snr + 6)
    }
    const P = meanPower(codecLoss(makeNoise(30000, { randomState: 1 }), { cutoff: 5000 }))
    expect(db(P[bin(7000)] / P[bin(3000)])).toBeLessThan(-40)
  })

  test('refuses bad parameters', () => {
    expectInvalid('snr', () => codecLoss(music, { snr: NaN }))
    expectInvalid('cutoff', () => codecLoss(music, { cutoff: -1 }))
  })
})
