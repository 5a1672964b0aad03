import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { frame } from './frame'

test('views overlapping frames and leaves what does not fill one', () => {
  const y = Float32Array.from({ length: 10 }, (_, i) => i)
  const frames = frame(y, { frameLength: 4, hopLength: 3 })
  expect(frames.transpose().toArray()).toEqual([
    [0, 1, 2, 3],
    [3, 4, 5, 6],
    [6, 7, 8, 9],
  ])
  expect(frames.data).toBe(y)
  expect(frame(y, { frameLength: 10, hopLength: 100 }).shape).toEqual([10, 1])
})

test('has librosa’s defaults', () => {
  expect(frame(new Float32Array(22050)).shape).toEqual([2048, 40])
})

test('refuses bad lengths', () => {
  expectInvalid('frameLength', () => frame(new Float32Array(3), { frameLength: 4 }))
  expectInvalid('frameLength', () => frame(new Float32Array(3), { frameLength: 0 }))
  expectInvalid('hopLength', () => frame(new Float32Array(3), { frameLength: 2, hopLength: 0 }))
})
