import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, music } from '../test/golden'
import { chromaCens } from './chroma-cens'

test.each(goldenSignals)('equals librosa.feature.chroma_cens on $name', ({ name, golden, array, audio }) => {
  const tuning = name === 'impulse' ? golden.tuningOf36 : undefined
  expectClose('chromaCens', chromaCens(audio, { tuning }), array('chromaCens'), name)
})

test('gives frames of length 1, quantised if not smoothed', () => {
  const cens = chromaCens(music)
  for (let t = 0; t < cens.shape[1]; t++) {
    let squares = 0
    for (let c = 0; c < 12; c++) squares += cens.get(c, t) ** 2
    expect(squares).toBeCloseTo(1, 6)
  }
  const steps = new Set(chromaCens(music, { winLenSmooth: null, norm: null }).data)
  expect([...steps].every(value => [0, 0.25, 0.5, 0.75, 1].includes(value))).toBe(true)
})

test('refuses bad input', () => {
  expectBadSoundRefused(chromaCens)
  expectInvalid('winLenSmooth', () => chromaCens(music, { winLenSmooth: 0 }))
})
