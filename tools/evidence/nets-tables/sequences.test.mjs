import { createFeatureTable } from '@genre/gtzan'
import { expect, test } from 'vitest'
import { columnsOf, fullTable, sequencesOf, splitRows } from './sequences.mjs'

/** Four segments of ten tracks; the first column grows from row to row. */
const names = ['jazz', 'rock'].flatMap(genre =>
  [0, 1, 2, 3, 4].flatMap(track => [0, 1, 2, 3].map(segment => `${genre}.0000${track}.${segment}.wav`)),
)
const table = createFeatureTable({
  columns: ['rms_mean', 'tempo', 'mfcc1_mean'],
  filenames: names,
  lengths: names.map(() => 66149),
  labels: names.map(name => name.slice(0, 4)),
  values: names.map((_, row) => [row, 120, (row * row) % 7]),
})

test('columns are standardised by the training rows, without tempo', () => {
  const train = Int32Array.from({ length: 20 }, (_, i) => i)
  const { values, width } = columnsOf(table, train)
  expect(width).toBe(2)
  const first = train.map(row => row).reduce((sum, row) => sum + values[2 * row], 0)
  expect(first).toBeCloseTo(0, 4)
  // Mean 9.5, deviation sqrt(33.25) of 0 to 19.
  expect(values[2 * 30]).toBeCloseTo((30 - 9.5) / Math.sqrt(33.25), 5)
  expect(columnsOf(table, train, 0.3).width).toBe(1)
})

test('a track is the sequence of its rows, from the start again where they are few', () => {
  const columns = { values: Float32Array.from(names, (_, row) => row), width: 1 }
  const rows = Int32Array.of(3, 1, 22)
  const { tracks, examples } = sequencesOf(table, columns, rows, { steps: 4, classes: ['jazz', 'rock'] })
  expect(tracks).toEqual(['jazz.00000', 'rock.00000'])
  expect(examples.labels).toEqual([0, 1])
  expect(examples.inputs.shape).toEqual([2, 4, 1])
  expect([...examples.inputs.data]).toEqual([1, 3, 1, 3, 22, 22, 22, 22])
})

test('splits keep tracks together, or do not', () => {
  const tracksOf = (/** @type {Int32Array} */ rows) => new Set(Array.from(rows, row => table.tracks[row]))
  const shared = (/** @type {'row' | 'track'} */ protocol) => {
    const { train, test } = splitRows(table, protocol, 1)
    return [...tracksOf(test)].filter(track => tracksOf(train).has(track)).length
  }
  expect(shared('track')).toBe(0)
  expect(shared('row')).toBeGreaterThan(0)
})

test('absent rows stand where the full table has them', () => {
  const { excerpts, rowOf } = fullTable(table, ['jazz.00000.4.wav', 'jazz.00012.0.wav'])
  expect(excerpts.filenames.slice(3, 6)).toEqual(['jazz.00000.3.wav', 'jazz.00000.4.wav', 'jazz.00001.0.wav'])
  expect([...rowOf.slice(3, 6)]).toEqual([3, -1, 4])
  expect(excerpts.filenames[21]).toBe('jazz.00012.0.wav')
  expect(rowOf.filter(row => row === -1).length).toBe(2)
})
