import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, music, sine } from '../test/golden'
import { chromaCqt } from './chroma-cqt'
import { tonnetz } from './tonnetz'

test.each(goldenSignals)('equals librosa.feature.chroma_cqt on $name', ({ name, golden, array, audio }) => {
  const tuning = name === 'impulse' ? golden.tuningOf36 : undefined
  const chroma = chromaCqt(audio, { tuning })
  expectClose('chromaCqt', chroma, array('chromaCqt'), name)
  expectClose('tonnetzCqt', tonnetz(chroma), array('tonnetzCqt'), name)
})

test('tells low notes apart that chromaStft cannot', () => {
  const pitchClass = (hz: number) => {
    const chroma = chromaCqt(sine(hz, 33075), { tuning: 0 })
    const frame = Array.from({ length: 12 }, (_, c) => chroma.get(c, 32))
    return frame.indexOf(Math.max(...frame))
  }
  expect([65.41, 69.3, 73.42, 77.78].map(pitchClass)).toEqual([0, 1, 2, 3])
})

test('goes by options', () => {
  expect(chromaCqt(music, { nChroma: 36, hopLength: 1024 }).shape).toEqual([36, 65])
  // With an odd hop the octaves cannot be halved: the result is that of longer filters at the full rate.
  const fine = chromaCqt(sine(440, 8000), { hopLength: 125, tuning: 0 })
  expect(fine.get(9, 32)).toBe(1)
  // From A1 on, row 0 is still C.
  expect(chromaCqt(sine(440), { fMin: 55, nOctaves: 6, tuning: 0 }).get(9, 20)).toBe(1)
  // At a high rate what lies above the highest filter is dropped first.
  expect(chromaCqt(sine(440, 44100, 44100), { tuning: 0, hopLength: 1024, nOctaves: 5 }).get(9, 20)).toBe(1)
  expect(chromaCqt(music, { threshold: 1e9 }).data.every(v => v === 0)).toBe(true)
})

test('refuses bad input', () => {
  expectBadSoundRefused(chromaCqt)
  expectInvalid('nOctaves', () => chromaCqt({ samples: new Float32Array(4000), sampleRate: 8000 }, { tuning: 0 }))
  expectInvalid('binsPerOctave', () => chromaCqt(music, { binsPerOctave: 35 }))
  expectInvalid('fMin', () => chromaCqt(music, { fMin: 0 }))
  expectInvalid('threshold', () => chromaCqt(music, { threshold: NaN }))
  expectInvalid('tuning', () => chromaCqt(music, { tuning: NaN }))
  expectInvalid('norm', () => chromaCqt(music, { norm: NaN }))
})
