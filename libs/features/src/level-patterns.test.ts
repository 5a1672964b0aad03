import { expect, test } from 'vitest'
import golden from '../golden/texture.json'
import { decode, synthetic } from '../test/texture'
import { PATTERNS, PATTERN_ZONES, framesApart, levelPatterns } from './level-patterns'

const RATE = 11.2

function track(rows: number, frames: number, level: (band: number, frame: number) => number) {
  const data = Float32Array.from({ length: rows * frames }, (_, i) => level(i % rows, Math.floor(i / rows)))
  return { data, rows, frames }
}

/** Where patterns are more than 0, by zone, with their squares (shares). */
function shares(data: ArrayLike<number>, zone: number): Record<number, number> {
  const values = Array.from({ length: PATTERNS }, (_, p) => data[zone * PATTERNS + p] ** 2)
  return Object.fromEntries(values.flatMap((share, p) => (share > 0 ? [[p, Number(share.toFixed(9))]] : [])))
}

test('equals the reference, value by value', () => {
  for (const { rows, frames, frameRate, patterns } of golden.cases) {
    const { data } = levelPatterns(synthetic(rows, frames), frameRate)
    const expected = decode(patterns)
    expect(data.length).toBe(expected.length)
    data.forEach((value, i) => expect(Math.abs(value - expected[i]), `${rows} bands, row ${i}`).toBeLessThan(1e-12))
  }
})

test('nothing louder is the first pattern, everything louder the last but one', () => {
  const flat = levelPatterns(
    track(128, 20, () => -30),
    RATE,
  )
  for (let zone = 0; zone < PATTERN_ZONES; zone++) expect(shares(flat.data, zone)).toEqual({ 0: 1 })
  // Alternate values: one is louder than its neighbours in time and frequency, the next is softer than they.
  const { data } = levelPatterns(
    track(128, 22, (band, frame) => (band % 2 === 0 && frame % 2 === 0 ? -20 : -10)),
    RATE,
  )
  expect(Object.keys(shares(data, 2))).toContain(String(PATTERNS - 2))
})

test('neither louder sound nor small changes make a difference', () => {
  const of = (offset: number, wobble: number) =>
    levelPatterns(
      track(128, 40, (band, frame) => offset + 10 * Math.sin(band + frame * frame) + wobble * ((band + frame) % 2)),
      RATE,
    ).data
  expect(of(-60, 0)).toEqual(of(-30, 0))
  const still = levelPatterns(
    track(128, 40, (band, frame) => 0.4 * ((band + frame) % 2)),
    RATE,
  )
  expect(shares(still.data, 0)).toEqual({ 0: 1 })
})

test('neighbours are 0.09 s apart whatever the frame rate', () => {
  expect([framesApart(11.2), framesApart(22050 / 512), framesApart(1)]).toEqual([1, 4, 1])
  const slow = track(128, 60, (band, frame) => 10 * Math.sin(band * 0.7 + frame * frame))
  const fast = track(128, 240, (band, frame) => slow.data[Math.floor(frame / 4) * 128 + band])
  const [a, b] = [levelPatterns(slow, 11.2).data, levelPatterns(fast, 44.8).data]
  expect([...b]).toEqual([...a])
})

test('a clip too short for neighbours has no patterns', () => {
  expect(levelPatterns(synthetic(128, 2), RATE).data.every(value => value === 0)).toBe(true)
  expect(levelPatterns(synthetic(128, 3), RATE).data.some(value => value > 0)).toBe(true)
})
