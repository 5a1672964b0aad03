import { NdArray, ShapeError } from '@genre/core'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals } from '../test/golden'
import { chromaStft } from './chroma-stft'
import { tonnetz } from './tonnetz'

test.each(goldenSignals)('equals librosa.feature.tonnetz of a chroma on $name', ({ name, golden, array, audio }) => {
  const tuning = name === 'impulse' ? golden.tuningFromPower : undefined
  expectClose('tonnetz', tonnetz(chromaStft(audio, { tuning })), array('tonnetz'), name)
})

test('sees a fifth up as one step on the circle of fifths', () => {
  const chord = (pitchClass: number) => {
    const chroma = new NdArray(new Float32Array(12), [12, 1])
    chroma.set(pitchClass % 12, 0, 1)
    return tonnetz(chroma)
  }
  const angle = (pitchClass: number) => Math.atan2(chord(pitchClass).get(0, 0), chord(pitchClass).get(1, 0))
  const turn = 2 * Math.PI
  const step = (((angle(7) - angle(0)) % turn) + turn) % turn
  expect(step).toBeCloseTo(Math.PI / 6, 6)
})

test('takes any layout, scale and number of classes, and leaves silence at zero', () => {
  const flat = new NdArray(
    Float64Array.from({ length: 24 }, (_, i) => 3 * i),
    [24, 1],
  )
  const one = new NdArray(
    Float32Array.from({ length: 24 }, (_, i) => i),
    [24, 1],
    [1, 24],
  )
  tonnetz(flat).data.forEach((value, p) => expect(value).toBeCloseTo(tonnetz(one).data[p], 6))
  expect(tonnetz(new NdArray(new Float32Array(12), [12, 1])).data).toEqual(new Float32Array(6))
})

test('refuses bad input', () => {
  expectInvalid('chroma', () => tonnetz(new Float32Array(12) as never))
  expect(() => tonnetz(new NdArray(new Float32Array(12), [12]))).toThrow(ShapeError)
})
