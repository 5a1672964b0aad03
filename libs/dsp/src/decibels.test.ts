import { NdArray } from '@genre/core'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { at, deviation, expectWithin, golden, goldenSignals } from '../test/golden'
import { amplitudeToDb, dbToAmplitude, dbToPower, max, powerToDb } from './decibels'
import { melSpectrogram } from './mel-spectrogram'

interface Golden {
  in: number[]
  cases: {
    options: { ref?: number | 'max'; amin?: number; top_db?: number | null }
    power: number[]
    amplitude: number[]
  }[]
  db: number[]
  to_power: number[]
  to_power_ref: number[]
  to_amplitude: number[]
  to_amplitude_ref: number[]
}
const reference = golden<Golden>('decibels')
const values = Float32Array.from(reference.in)

test.each(reference.cases)(
  'equals librosa.power_to_db and amplitude_to_db with $options',
  ({ options, power, amplitude }) => {
    const { ref, amin, top_db: topDb } = options
    const ours = { ref: ref === 'max' ? max : ref, amin, topDb }
    expectWithin('powerToDb', deviation(powerToDb(values, ours), power))
    expectWithin('amplitudeToDb', deviation(amplitudeToDb(values.subarray(0, -1), ours), amplitude))
  },
)

test.each(goldenSignals)('equals librosa.power_to_db on the mel spectrogram of $name', ({ name, y, reference }) => {
  const M = melSpectrogram(y)
  expectWithin('powerToDb', deviation(at(powerToDb(M), undefined, reference.mel_frames), reference.db.values), name)
  const relative = powerToDb(M, { ref: max })
  expectWithin('powerToDb', deviation(at(relative, undefined, reference.mel_frames), reference.db_ref_max.values), name)
})

test('comes back', () => {
  const db = Float32Array.from(reference.db)
  expectWithin('dbToPower', deviation(dbToPower(db), reference.to_power, 100))
  expectWithin('dbToPower', deviation(dbToPower(db, { ref: 2.5 }), reference.to_power_ref, 250))
  expectWithin('dbToAmplitude', deviation(dbToAmplitude(db), reference.to_amplitude, 10))
  expectWithin('dbToAmplitude', deviation(dbToAmplitude(db, { ref: 2.5 }), reference.to_amplitude_ref, 25))
})

test('keeps shape and memory order, and its input', () => {
  const S = new NdArray(Float32Array.of(1, 10, 100, 1000, 1, 1), [2, 3], [1, 2])
  const copy = S.data.slice()
  expect(powerToDb(S).toArray()).toEqual([
    [0, 20, 0],
    [10, 30, 0],
  ])
  expect(powerToDb(S).stride).toEqual([1, 2])
  const rows = new NdArray(S.toContiguous(), [2, 3])
  expect(powerToDb(rows).toArray()).toEqual(powerToDb(S).toArray())
  expect(powerToDb(new NdArray(Float32Array.of(1, 10), [2])).toArray()).toEqual([0, 10])
  expect(amplitudeToDb(S.slice(1, 0, 1)).toArray()).toEqual([[0], [20]])
  expect(dbToPower(new NdArray(Float64Array.of(0, 10), [1, 1, 2])).shape).toEqual([1, 1, 2])
  expect(S.data).toEqual(copy)
})

test('takes the limit over the whole array', () => {
  expect([...powerToDb(Float32Array.of(1e6, 1e-6))]).toEqual([60, -20])
  expect([...powerToDb(Float32Array.of(1e6, 1e-6), { topDb: null })]).toEqual([60, -60])
  expect(powerToDb(new Float32Array(0)).length).toBe(0)
  expect(powerToDb(Float32Array.of(NaN, 1))[0]).toBeNaN()
})

test('refuses bad parameters', () => {
  expectInvalid('amin', () => powerToDb(values, { amin: 0 }))
  expectInvalid('amin', () => amplitudeToDb(values, { amin: -1 }))
  expectInvalid('topDb', () => powerToDb(values, { topDb: -1 }))
  expectInvalid('ref', () => powerToDb(values, { ref: NaN }))
  expectInvalid('ref', () => dbToPower(values, { ref: Infinity }))
  expectInvalid('S', () => powerToDb([1, 2] as unknown as Float32Array))
})
