import { appendFileSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { SIGNALS, makeSignal } from './signals'
import { TOLERANCES } from './tolerances'

/** An array as the golden files hold it: shape (bins, frames), values frame by frame. */
export interface GoldenMatrix {
  shape: [number, number]
  values: number[]
}
export interface GoldenComplex {
  shape: [number, number]
  real: number[]
  imag: number[]
}

/** A file of `golden/`. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as T
}

/** What `golden/signal-*.json` holds. */
export interface GoldenSignal {
  n: number
  sha256: string
  shape: [number, number]
  bins: number[]
  frames: number[]
  stft: GoldenComplex
  power_per_frame: number[]
  power_per_bin: number[]
  mel_frames: number[]
  mel: GoldenMatrix
  mel_per_band: number[]
  mel_max: number
  db: GoldenMatrix
  db_ref_max: GoldenMatrix
  dct_frames: number[]
  dct: GoldenMatrix
  median_time: GoldenMatrix
  median_frequency: GoldenMatrix
  mask_harmonic: GoldenMatrix
  mask_percussive: GoldenMatrix
  samples: number[]
  harmonic: number[]
  percussive: number[]
  harmonic_sumsq: number
  percussive_sumsq: number
}

/** The signals with their reference values. */
export const goldenSignals = SIGNALS.map(name => ({
  name,
  y: makeSignal(name),
  reference: golden<GoldenSignal>(`signal-${name}`),
}))

/** The values at some bins of some frames, frame by frame. */
export function at(
  matrix: { get(...index: number[]): number; shape: readonly number[] },
  bins: readonly number[] | undefined,
  frames: readonly number[],
): number[] {
  const rows = bins ?? Array.from({ length: matrix.shape[0] }, (_, k) => k)
  return frames.flatMap(t => rows.map(k => matrix.get(k, t)))
}

/** The largest difference of two sequences, which must be of one length, divided by `scale`. NaN differs from everything. */
export function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>, scale = 1): number {
  expect(actual.length).toBe(expected.length)
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i])
    if (!(difference <= worst)) worst = difference
  }
  return worst / scale
}

/** The largest absolute value, or 1 if all are zero: a scale for relative deviations. */
export function largest(values: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]))
  return most || 1
}

/**
 * Demands that a deviation is within the tolerance of a quantity. With GENRE_DEVIATIONS set to a file, the deviation is
 * noted there, for the table in the README.
 */
export function expectWithin(quantity: keyof typeof TOLERANCES, value: number, where = ''): void {
  const file = process.env.GENRE_DEVIATIONS
  if (file) appendFileSync(file, JSON.stringify({ quantity, value, where, ...TOLERANCES[quantity] }) + '\n')
  expect(value, `${quantity} ${where}`).toBeLessThanOrEqual(TOLERANCES[quantity].limit)
}
