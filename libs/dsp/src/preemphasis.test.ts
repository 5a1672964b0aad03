import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { effects } from '../test/effects'
import { deviation, expectWithin } from '../test/golden'
import { makeSignal, noise } from '../test/signals'
import { deemphasis, preemphasis } from './preemphasis'

const y = makeSignal('music').subarray(0, 40)

test('equals librosa.effects.preemphasis and deemphasis', () => {
  expectWithin('preemphasis', deviation(preemphasis(y), effects.preemphasis))
  expectWithin('preemphasis', deviation(preemphasis(y, { coef: 0.5 }), effects.preemphasis_half))
  expectWithin('deemphasis', deviation(deemphasis(y), effects.deemphasis))
})

test('comes back, for any length', () => {
  for (const n of [1, 2, 3, 1000]) {
    const x = noise(n, n, 1)
    expect(deviation(deemphasis(preemphasis(x)), x)).toBeLessThan(1e-5)
  }
})

test('refuses bad coefficients', () => {
  expectInvalid('coef', () => preemphasis(y, { coef: NaN }))
  expectInvalid('coef', () => deemphasis(y, { coef: 2 }))
})
