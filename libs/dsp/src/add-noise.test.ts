import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { db, meanSquare, minus } from '../test/levels'
import { makeSignal, noise } from '../test/signals'
import { addNoise } from './add-noise'

const music = makeSignal('music').subarray(0, 20000)

describe('addNoise', () => {
  test('adds noise at exactly the ratio asked for, of any colour', () => {
    for (const snr of [-5, 0, 20]) {
      for (const kind of ['white', 'pink', noise(777, 3, 0.2)] as const) {
        const noisy = addNoise(music, { snr, noise: kind, randomState: 1 })
        expect(db(meanSquare(music) / meanSquare(minus(noisy, music)))).toBeCloseTo(snr, 3)
      }
    }
  })

  test('is the same for the same seed and another one for another', () => {
    const make = (randomState: number) => addNoise(music, { snr: 10, randomState })
    expect(make(1)).toEqual(make(1))
    expect(make(1)).not.toEqual(make(2))
  })

  test('leaves silence, keeps audio', () => {
    const silence = { samples: new Float32Array(100), sampleRate: 8000, title: 'nothing' }
    expect(addNoise(silence, { snr: 0, randomState: 0 })).toEqual(silence)
  })

  test('refuses bad parameters', () => {
    expectInvalid('snr', () => addNoise(music, undefined as never))
    expectInvalid('snr', () => addNoise(music, { snr: Infinity }))
    expectInvalid('noise', () => addNoise(music, { snr: 1, noise: new Float32Array(5) }))
    expectInvalid('noise', () => addNoise(music, { snr: 1, noise: 'brown' as 'pink' }))
    expectInvalid('noise', () => addNoise(music, { snr: 1, noise: new Float32Array(0) }))
  })
})
