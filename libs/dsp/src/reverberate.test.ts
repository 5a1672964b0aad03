import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation } from '../test/golden'
import { db, meanSquare } from '../test/levels'
import { reverberate } from './reverberate'

describe('reverberate', () => {
  const pulse = new Float32Array(22050)
  pulse[0] = 1

  test('adds a tail that falls by 60 dB in the decay time, at the ratio asked for', () => {
    const room = reverberate(pulse, { decay: 0.8, directToReverberant: 3, randomState: 4 })
    expect(room[0]).toBeCloseTo(1, 5)
    const tail = room.slice(1)
    expect(db(1 / (meanSquare(tail) * tail.length))).toBeCloseTo(3, 1)
    const level = (t: number) => meanSquare(room.slice(t * 22050, t * 22050 + 2000))
    expect(Math.abs(db(level(0.1) / level(0.5)) - 30)).toBeLessThan(3)
    expect(reverberate(pulse, { randomState: 4 })).toEqual(reverberate(pulse, { randomState: 4 }))
  })

  test('uses the room that is given', () => {
    const response = Float32Array.of(1, 0, 0.5)
    const out = reverberate(Float32Array.of(1, 2, 3), { impulseResponse: response })
    expect(deviation(out, [1, 2, 3.5])).toBeLessThan(1e-6)
  })

  test('refuses bad parameters', () => {
    expectInvalid('decay', () => reverberate(pulse, { decay: 0 }))
    expectInvalid('delay', () => reverberate(pulse, { delay: -1 }))
    expectInvalid('directToReverberant', () => reverberate(pulse, { directToReverberant: NaN }))
  })
})
