import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { makeSignal } from '../test/signals'
import { clip } from './clip'

const music = makeSignal('music').subarray(0, 20000)

test('clip keeps within the level', () => {
  expect([...clip(Float32Array.of(0.25, -2, 0.75), { level: 0.5 })]).toEqual([0.25, -0.5, 0.5])
  const driven = clip(music, { drive: 30, shape: 'soft', level: 0.8 })
  expect(Math.max(...driven.map(Math.abs))).toBeLessThanOrEqual(Math.fround(0.8))
  expect(Math.sign(driven[500])).toBe(Math.sign(music[500]))
  expectInvalid('level', () => clip(music, { level: 0 }))
  expectInvalid('drive', () => clip(music, { drive: NaN }))
  expectInvalid('shape', () => clip(music, { shape: 'tube' as 'soft' }))
})
