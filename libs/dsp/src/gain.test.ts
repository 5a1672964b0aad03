import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation } from '../test/golden'
import { makeSignal } from '../test/signals'
import { gain } from './gain'

const music = makeSignal('music').subarray(0, 20000)

test('gain multiplies', () => {
  expect(deviation(gain(Float32Array.of(0.1, -0.2), { db: 20 }), [1, -2])).toBeLessThan(1e-6)
  expect(gain({ samples: music, sampleRate: 1 }, { db: -6 }).sampleRate).toBe(1)
  expectInvalid('db', () => gain(music, {} as never))
})
