import { ShapeError } from '@genre/core'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { effects, every } from '../test/effects'
import { deviation, expectWithin } from '../test/golden'
import { makeSignal } from '../test/signals'
import { griffinLim } from './griffin-lim'
import { spectrogram } from './spectrogram'

const y = makeSignal('music').subarray(0, 4000)
const S = spectrogram(y, { nFft: 256 })

test('equals librosa.griffinlim from zero phases and from a seed', () => {
  const zero = griffinLim(S, { nIter: 4, init: 'zero' })
  expectWithin('griffinLim', deviation(every(zero, 11), effects.griffin_lim))
  const seeded = griffinLim(S, { nIter: 3, randomState: 5, momentum: 0.5, length: 4000 })
  expect(seeded.length).toBe(4000)
  expectWithin('griffinLim', deviation(every(seeded, 11), effects.griffin_lim_seed))
})

test('comes closer to the magnitudes with every iteration', () => {
  const error = (nIter: number) => {
    const again = spectrogram(griffinLim(S, { nIter, randomState: 1, length: 4000 }), { nFft: 256 })
    return Math.sqrt(S.data.reduce((sum, v, i) => sum + (v - again.data[i]) ** 2, 0))
  }
  const [none, few, many] = [error(0), error(8), error(40)]
  expect(few).toBeLessThan(0.5 * none)
  expect(many).toBeLessThan(few)
})

test('gives nothing for frames that span nothing', () => {
  expect(griffinLim(spectrogram(y.subarray(0, 1)), { nIter: 2 }).length).toBe(0)
})

test('refuses bad parameters', () => {
  expectInvalid('nIter', () => griffinLim(S, { nIter: -1 }))
  expectInvalid('momentum', () => griffinLim(S, { momentum: -0.1 }))
  expectInvalid('init', () => griffinLim(S, { init: 'ones' as 'zero' }))
  expectInvalid('seed', () => griffinLim(S, { randomState: -1 }))
  expect(() => griffinLim(S, { nFft: 512 })).toThrow(ShapeError)
})
