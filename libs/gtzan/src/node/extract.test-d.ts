import { gtzan57 } from '@genre/features'
import { expectTypeOf, test } from 'vitest'
import { trackSplit } from '../splits/track-split'
import type { FeatureTable } from '../table/feature-table'
import type { Dataset } from './dataset'
import { openDataset } from './dataset'
import type { ExtractResult } from './extract-table'
import { extractTable } from './extract-table'
import { extractToFile } from './extract-to-file'
import { readFeatureTable, writeFeatureTable } from './table-file'

declare const dataset: Dataset

test('a folder, files and a dataset can be extracted', () => {
  expectTypeOf(extractTable('gtzan')).toEqualTypeOf<Promise<ExtractResult>>()
  extractTable(['a.wav'] as const, { set: gtzan57, mode: 'kaggle', segments: 'none', jobs: 2 })
  extractToFile(dataset, 'x.csv', { resume: true, signal: new AbortController().signal })
  expectTypeOf<ExtractResult['table']>().toEqualTypeOf<FeatureTable>()
  // @ts-expect-error there is no such mode
  extractTable('gtzan', { mode: 'fast' })
  // @ts-expect-error a length in seconds, or none
  extractTable('gtzan', { segments: '3' })
})

test('a dataset can be split and tables are files', () => {
  expectTypeOf(openDataset('gtzan')).toEqualTypeOf<Promise<Dataset>>()
  expectTypeOf(trackSplit).toBeCallableWith(dataset)
  expectTypeOf(readFeatureTable('x.csv', { columns: 'any' })).toEqualTypeOf<Promise<FeatureTable>>()
  expectTypeOf(writeFeatureTable).toBeCallableWith('x.csv', {} as FeatureTable)
  expectTypeOf(writeFeatureTable).toBeCallableWith('x.csv', {} as AsyncGenerator<FeatureTable>)
})
