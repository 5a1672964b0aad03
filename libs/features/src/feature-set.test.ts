import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { DESCRIPTOR_NAMES } from './descriptors'
import { extended207 } from './extended207'
import { extractFeatures } from './extract-features'
import { checkFeatureSet } from './feature-set'
import type { FeatureColumn } from './feature-set'
import { gtzan57 } from './gtzan57'

const audio = {
  samples: Float32Array.from({ length: 9000 }, (_, i) => Math.sin(0.1 * i) + Math.sin(i * i)),
  sampleRate: 22050,
}
const columns = (...list: Partial<FeatureColumn>[]) => ({ name: 'own', columns: list as FeatureColumn[] })

test('is data: it goes through JSON', () => {
  for (const set of [gtzan57, extended207]) expect(JSON.parse(JSON.stringify(set))).toEqual(set)
})

test('takes every descriptor by name, each giving a finite number', () => {
  const set = columns(...DESCRIPTOR_NAMES.map(descriptor => ({ name: `a_${descriptor}`, descriptor })))
  const record = extractFeatures(audio, set)
  expect(Object.keys(record)).toEqual(DESCRIPTOR_NAMES.map(name => `a_${name}`))
  for (const [name, value] of Object.entries(record)) expect(Number.isFinite(value), name).toBe(true)
})

test('takes rows, alone and in groups, and means by default', () => {
  const set = columns(
    { name: 'all', descriptor: 'melSpectrogram' },
    { name: 'low', descriptor: 'melSpectrogram', row: [0, 64] },
    { name: 'high', descriptor: 'melSpectrogram', row: [64, 128], statistic: 'mean' },
    { name: 'one', descriptor: 'melSpectrogram', row: 127 },
    { name: 'mfcc40', descriptor: 'mfcc', row: 39 },
  )
  const { all, low, high, one } = extractFeatures(audio, set)
  expect(all).toBeCloseTo((low + high) / 2, 6)
  expect(one).toBeGreaterThan(0)
  expect(checkFeatureSet(set)[0]).toEqual({
    name: 'all',
    descriptor: 'melSpectrogram',
    from: 0,
    to: 128,
    statistic: 'mean',
  })
})

test('refuses what does not exist', () => {
  expectInvalid('set', () => checkFeatureSet(undefined as never))
  expectInvalid('set', () => checkFeatureSet(columns()))
  expectInvalid('set.columns[0].name', () => checkFeatureSet(columns({ descriptor: 'rms' })))
  const twice = { name: 'a', descriptor: 'rms' } as const
  expectInvalid('set.columns[1].name', () => checkFeatureSet(columns(twice, twice)))
  expectInvalid('set.columns[0].descriptor', () =>
    checkFeatureSet(columns({ name: 'a', descriptor: 'loudness' as never })),
  )
  expectInvalid('set.columns[0].statistic', () => checkFeatureSet(columns({ ...twice, statistic: 'mode' as never })))
  expectInvalid('set.columns[0].row', () => checkFeatureSet(columns({ ...twice, row: 1 })))
  expectInvalid('set.columns[0].row', () => checkFeatureSet(columns({ name: 'a', descriptor: 'mfcc', row: [3, 3] })))
  expectInvalid('set.columns[0].row', () => checkFeatureSet(columns({ name: 'a', descriptor: 'mfcc', row: 128 })))
})
