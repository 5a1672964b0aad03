import { expect, test } from 'vitest'
import golden from '../golden/texture.json'
import { decode, synthetic } from '../test/texture'
import { DIRECTIONS, levelSlopes } from './level-slopes'

test('equals the reference, value by value', () => {
  for (const { rows, frames, frameRate, slopes } of golden.cases) {
    const { data } = levelSlopes(synthetic(rows, frames), frameRate)
    const expected = decode(slopes)
    expect(data.length).toBe(expected.length)
    data.forEach((value, i) => expect(Math.abs(value - expected[i]), `${rows} bands, row ${i}`).toBeLessThan(1e-9))
  }
})

test('a ramp has one direction, and its own steepness', () => {
  // Direction 0 begins at "louder with time": turned by 15 degrees from there the ramp is in the middle of it.
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    const angle = ((direction + 0.5) * 2 * Math.PI) / DIRECTIONS
    const data = Float32Array.from({ length: 128 * 30 }, (_, i) => {
      return 3 * (Math.cos(angle) * Math.floor(i / 128) + Math.sin(angle) * (i % 128))
    })
    const slopes = levelSlopes({ data, rows: 128, frames: 30 }, 11.2).data
    slopes.forEach((value, i) => {
      expect(value, `${direction}, ${i}`).toBeCloseTo(Math.log(0.01 + (i % DIRECTIONS === direction ? 3 : 0)), 3)
    })
  }
})

test('is flat where nothing moves, and for a clip too short for neighbours', () => {
  for (const frames of [1, 2, 9]) {
    const { data } = levelSlopes({ data: new Float32Array(128 * frames).fill(-80), rows: 128, frames }, 11.2)
    expect(data.every(value => value === Math.log(0.01))).toBe(true)
  }
})
