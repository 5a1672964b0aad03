import { expect, test } from 'vitest'
import { BANDS, BAND_PAIRS, MODULATIONS, bandCorrelation, bandLevels, bandModulation } from './bands'

const RATE = 22050 / 512

/** Levels of all bands from a formula. */
function track(frames: number, level: (band: number, second: number) => number) {
  const data = new Float32Array(BANDS * frames)
  for (let i = 0; i < data.length; i++) data[i] = level(i % BANDS, Math.floor(i / BANDS) / RATE)
  return { data, rows: BANDS, frames }
}

test('bandLevels averages neighbouring mel bands', () => {
  const { data, rows } = bandLevels({ data: Float32Array.from({ length: 256 }, (_, i) => i), rows: 128, frames: 2 })
  expect(rows).toBe(18)
  // 128 / 18 = 7.1: the first band has mel bands 0 to 6, the last 120 to 127.
  expect([data[0], data[17], data[18]]).toEqual([3, 123.5, 131])
})

test('bandModulation finds the rate and the strength of a modulation', () => {
  const rates = Array.from({ length: MODULATIONS }, (_, m) => 0.1 * 100 ** (m / (MODULATIONS - 1)))
  for (const m of [2, 5, 8]) {
    const moved = track(1293, (band, s) => -30 + (band + 1) * Math.sin(2 * Math.PI * rates[m] * s))
    const { data } = bandModulation(moved, RATE)
    for (let band = 0; band < BANDS; band++) {
      const own = data.subarray(band * MODULATIONS, (band + 1) * MODULATIONS)
      expect(own.indexOf(Math.max(...own)), `rate ${m}, band ${band}`).toBe(m)
    }
    // Twice the depth is four times the power.
    expect(data[MODULATIONS + m] - data[m]).toBeCloseTo(20 * Math.log10(2), 2)
  }
})

test('bandModulation does not depend on the mean level', () => {
  const at = (offset: number, frames: number) =>
    bandModulation(
      track(frames, (band, s) => offset + Math.sin(2 * Math.PI * 4 * s + band)),
      RATE,
    ).data
  at(-80, 600).forEach((value, i) => expect(value).toBeCloseTo(at(0, 600)[i], 3))
  expect(
    bandModulation(
      track(1, () => -3),
      RATE,
    ).data.every(value => value === -30),
  ).toBe(true)
})

test('bandCorrelation is that of Pearson, pair by pair', () => {
  const { data } = bandCorrelation(track(400, (band, s) => (band % 2 ? -1 : 1) * (band + 1) * Math.sin(s)))
  expect(data.length).toBe(BAND_PAIRS)
  expect(data[0]).toBeCloseTo(-1, 6)
  expect(data[1]).toBeCloseTo(1, 6)
  const still = bandCorrelation(track(400, (band, s) => (band === 0 ? -100 : Math.sin(s))))
  expect([...still.data.slice(0, 18)].map(value => Math.round(value))).toEqual([...Array(17).fill(0), 1])
})
