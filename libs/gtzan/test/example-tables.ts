import { existsSync, readFileSync } from 'node:fs'
import type { FeatureTable } from '../src/table/feature-table'
import { createFeatureTable } from '../src/table/feature-table'
import { GENRES } from '../src/table/genres'
import { parseFeatureTable } from '../src/table/parse-feature-table'

/** A table of `tracks` tracks for each genre with `segments` rows each and no descriptors; for tests. */
export function exampleTable(tracks = 100, segments = 10, genres: readonly string[] = GENRES): FeatureTable {
  const filenames = genres.flatMap(genre =>
    Array.from({ length: tracks }, (_, n) => `${genre}.${String(n).padStart(5, '0')}`).flatMap(track =>
      segments === 0 ? [`${track}.wav`] : Array.from({ length: segments }, (_, k) => `${track}.${k}.wav`),
    ),
  )
  return createFeatureTable({
    columns: [],
    filenames,
    lengths: filenames.map(() => 66149),
    labels: filenames.map(name => name.split('.')[0]),
    values: filenames.map(() => []),
  })
}

const folder = new URL('../../../../shared/data/', import.meta.url)

/** Whether the published tables and lists are at hand. */
export const published = existsSync(folder)

/** One of the published files. */
export function readPublished(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8')
}

/** One of the published tables. */
export function publishedTable(name: 'features_30_sec.csv' | 'features_3_sec.csv'): FeatureTable {
  return parseFeatureTable(readPublished(name))
}
