import { RandomState } from '@genre/core'
import { expectTypeOf, test } from 'vitest'
import type { FeatureTable } from '../table/feature-table'
import { artistIndex } from './artist-index'
import { artistSplit } from './artist-split'
import { assertNoLeak } from './assert-no-leak'
import { faultFilteredSplit } from './fault-filtered-split'
import { rowSplit } from './row-split'
import type { Protocol, Split } from './split'
import { formatSplit, parseSplit } from './split-json'
import { trackFolds } from './track-folds'
import { trackSplit } from './track-split'

declare const table: FeatureTable
declare const dataset: { filenames: string[]; tracks: string[]; labels: string[] }

test('every split is a Split', () => {
  expectTypeOf(rowSplit(table, { testSize: 0.3, validationSize: 0.1, randomState: 42 })).toEqualTypeOf<Split>()
  expectTypeOf(trackSplit(dataset, { randomState: new RandomState(1) })).toEqualTypeOf<Split>()
  expectTypeOf(trackFolds(table, { folds: 5 })).toEqualTypeOf<Split[]>()
  expectTypeOf(faultFilteredSplit(dataset)).toEqualTypeOf<Split>()
  expectTypeOf(artistSplit(table, { fold: 1 })).toEqualTypeOf<Split>()
  expectTypeOf(parseSplit(formatSplit(rowSplit(table), table), table)).toEqualTypeOf<Split>()
  // @ts-expect-error a fold is needed
  artistSplit(table)
})

test('a split says what it is', () => {
  expectTypeOf<Split['protocol']>().toEqualTypeOf<Protocol>()
  expectTypeOf<Split['train']>().toEqualTypeOf<Int32Array>()
  expectTypeOf<Split['seed']>().toEqualTypeOf<number | null>()
  expectTypeOf<Split['warning']>().toEqualTypeOf<string | undefined>()
})

test('a leak check takes any lists of rows', () => {
  expectTypeOf(assertNoLeak(rowSplit(table), table)).toBeVoid()
  assertNoLeak({ protocol: 'track', train: [0], validation: [], test: new Int32Array(1) }, dataset, { by: 'artist' })
  // @ts-expect-error there is no such measure
  assertNoLeak(rowSplit(table), table, { by: 'album' })
  expectTypeOf(artistIndex()).toEqualTypeOf<Map<string, string>>()
})
