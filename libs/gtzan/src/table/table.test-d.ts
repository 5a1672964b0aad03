import type { NdArray } from '@genre/core'
import { expectTypeOf, test } from 'vitest'
import type { Excerpts, FeatureTable } from './feature-table'
import { createFeatureTable } from './feature-table'
import { formatFeatureTable } from './format-feature-table'
import type { GENRES, Genre } from './genres'
import { isGenre } from './genres'
import { formatParquetTable, parseParquetTable } from './parquet-table'
import { parseFeatureTable } from './parse-feature-table'
import { selectRows } from './select-rows'

declare const table: FeatureTable

test('a table is typed arrays and read-only lists', () => {
  expectTypeOf(table.X).toEqualTypeOf<NdArray<Float64Array>>()
  expectTypeOf(table.segments).toEqualTypeOf<Int32Array>()
  expectTypeOf(table.labels).toEqualTypeOf<readonly string[]>()
  expectTypeOf(table).toExtend<Excerpts>()
})

test('a text gives a table, pieces that come over time a promise', () => {
  expectTypeOf(parseFeatureTable('')).toEqualTypeOf<FeatureTable>()
  expectTypeOf(parseFeatureTable(['', ''])).toEqualTypeOf<FeatureTable>()
  expectTypeOf(parseFeatureTable(new ReadableStream<string>())).toEqualTypeOf<Promise<FeatureTable>>()
  expectTypeOf(formatFeatureTable(table)).toEqualTypeOf<string>()
  expectTypeOf(parseParquetTable(new Uint8Array(0))).toEqualTypeOf<Promise<FeatureTable>>()
  expectTypeOf(formatParquetTable(table)).toEqualTypeOf<Promise<Uint8Array>>()
  // @ts-expect-error columns are names or 'any'
  parseFeatureTable('', { columns: 'all' })
  // @ts-expect-error bytes are not text
  parseFeatureTable(new Uint8Array(0))
})

test('rows are chosen by any list of numbers', () => {
  expectTypeOf(selectRows).parameter(1).toEqualTypeOf<ArrayLike<number>>()
  expectTypeOf(createFeatureTable).returns.toEqualTypeOf<FeatureTable>()
})

test('genres are ten words', () => {
  expectTypeOf<Genre>().toEqualTypeOf<(typeof GENRES)[number]>()
  const word = 'blues' as string
  if (isGenre(word)) expectTypeOf(word).toEqualTypeOf<Genre>()
  // @ts-expect-error another spelling
  const genre: Genre = 'hip-hop'
  expectTypeOf(genre).toBeString()
})
