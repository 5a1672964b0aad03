import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { expectClose, readGolden } from '../test/golden'
import type { GoldenArray } from '../test/golden'
import { chromaFilterBank } from './chroma-filter-bank'
import type { ChromaFilterBankOptions } from './chroma-filter-bank'

const { chroma } = readGolden<{ chroma: { options: ChromaFilterBankOptions; expected: GoldenArray }[] }>('banks.json')

test.each(chroma)('equals librosa.filters.chroma with $options', ({ options, expected }) => {
  expectClose('chromaFilterBank', chromaFilterBank(options), expected, JSON.stringify(options))
})

test('gives a semitone its pitch class, C first', () => {
  const bank = chromaFilterBank({ octwidth: null })
  const strongest = (hz: number) => {
    const bin = Math.round((hz * 2048) / 22050)
    const weights = Array.from({ length: 12 }, (_, c) => bank.get(c, bin))
    return weights.indexOf(Math.max(...weights))
  }
  expect([2093, 2217.5, 2349.3, 2637, 3520].map(strongest)).toEqual([0, 1, 2, 4, 9])
})

test('turns with the tuning', () => {
  const high = chromaFilterBank({ tuning: 0.5, octwidth: null })
  const none = chromaFilterBank({ tuning: 0, octwidth: null })
  expect(high.get(9, 327)).toBeLessThan(none.get(9, 327))
})

test('refuses what is out of range', () => {
  expectInvalid('sampleRate', () => chromaFilterBank({ sampleRate: 0 }))
  expectInvalid('nFft', () => chromaFilterBank({ nFft: 1 }))
  expectInvalid('nChroma', () => chromaFilterBank({ nChroma: 0 }))
  expectInvalid('tuning', () => chromaFilterBank({ tuning: NaN }))
  expectInvalid('ctroct', () => chromaFilterBank({ ctroct: Infinity }))
  expectInvalid('octwidth', () => chromaFilterBank({ octwidth: 0 }))
  expectInvalid('norm', () => chromaFilterBank({ norm: 0 }))
})
