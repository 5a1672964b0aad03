import { DataError } from '@genre/core'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { published, publishedTable } from '../../test/example-tables'
import { createFeatureTable } from './feature-table'
import { formatParquetTable, parseParquetTable } from './parquet-table'

const table = createFeatureTable({
  columns: ['tempo', 'rms'],
  filenames: ['blues.00000.0.wav', 'Ólafs "lag".1.wav'],
  lengths: [66149, 2 ** 40],
  labels: ['blues', 'rock'],
  values: [
    [123.046875, -0],
    [5e-324, -1.7976931348623157e308],
  ],
})

/** A Parquet file as another program might write it. */
function foreign(
  columns: Record<string, unknown[]>,
  types: Record<string, 'STRING' | 'DOUBLE' | 'INT32' | 'FLOAT'> = {},
) {
  const columnData = Object.entries(columns).map(([name, data]) => ({
    name,
    data: data as number[],
    type: types[name],
  }))
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}

const good = { filename: ['a.wav', 'b.wav'], length: [1, 2], tempo: [0.5, 1.5], label: ['pop', 'rock'] }

describe('formatParquetTable and parseParquetTable', () => {
  it('keep a table bit for bit', async () => {
    const bytes = await formatParquetTable(table)
    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('PAR1')
    expect(await parseParquetTable(bytes, { columns: 'any' })).toEqual(table)
  })

  it('keep an empty table', async () => {
    const empty = createFeatureTable({ columns: ['a'], filenames: [], lengths: [], labels: [], values: [] })
    expect(await parseParquetTable(await formatParquetTable(empty), { columns: ['a'] })).toEqual(empty)
  })

  it.skipIf(!published)('keep the published 30 s table (skipped without it)', async () => {
    const whole = publishedTable('features_30_sec.csv')
    expect(await parseParquetTable(await formatParquetTable(whole))).toEqual(whole)
  })

  it('read other number types', async () => {
    const read = await parseParquetTable(foreign(good, { length: 'INT32', tempo: 'FLOAT' }), { columns: 'any' })
    expect([...read.X.data]).toEqual([0.5, 1.5])
    expect([...read.lengths]).toEqual([1, 2])
  })

  it.each<[string, Record<string, unknown[]>, Partial<DataError>]>([
    ['a missing column', { filename: ['a'], length: [1], label: ['pop'] }, { column: 'tempo' }],
    ['another first column', { name: ['a'], length: [1], tempo: [1], label: ['pop'] }, { column: 'filename' }],
    ['an empty number', { ...good, tempo: [0.5, null] }, { row: 1, column: 'tempo' }],
    ['NaN', { ...good, tempo: [0.5, NaN] }, { row: 1, column: 'tempo' }],
    ['a text', { ...good, tempo: ['x', 'y'] }, { row: 0, column: 'tempo' }],
    ['a number as name', { ...good, filename: [1, 2] }, { row: 0, column: 'filename' }],
    ['an empty name', { ...good, filename: ['a', ''] }, { row: 1, column: 'filename' }],
    ['a name twice', { ...good, filename: ['a', 'a'] }, { row: 1, column: 'filename' }],
    ['a negative length', { ...good, length: [1, -2] }, { row: 1, column: 'length' }],
    ['an unknown genre', { ...good, label: ['pop', 'techno'] }, { row: 1, column: 'label' }],
    ['an empty label', { ...good, label: ['pop', null] }, { row: 1, column: 'label' }],
  ])('refuse %s, saying where', async (_, columns, facts) => {
    const read = parseParquetTable(foreign(columns), { columns: ['tempo'], name: 'x.parquet' })
    await expect(read).rejects.toThrowError(expect.objectContaining({ name: DataError.name, ...facts }))
  })

  it('refuse other bytes', async () => {
    const bytes = await formatParquetTable(table)
    for (const wrong of [
      new Uint8Array(0),
      bytes.subarray(0, bytes.length - 9),
      new TextEncoder().encode('filename,length,tempo,label\n'),
    ]) {
      await expect(parseParquetTable(wrong, { columns: 'any' })).rejects.toThrowError(DataError)
    }
  })
})
