import { DataError, RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { CacheEntry } from '../src/node/extract-cache'
import { formatSplit, parseSplit } from '../src/splits/split-json'
import { trackSplit } from '../src/splits/track-split'
import type { FeatureTable } from '../src/table/feature-table'
import { createFeatureTable } from '../src/table/feature-table'
import { formatFeatureTable } from '../src/table/format-feature-table'
import { formatParquetTable, parseParquetTable } from '../src/table/parquet-table'
import { parseFeatureTable } from '../src/table/parse-feature-table'
import { exampleTable } from './example-tables'
import { mutateBytes, mutateText as mutate } from './mutate-text'

/** How many mutated inputs; `FUZZ=20` gives twenty times as many. */
const TIMES = Number(process.env.FUZZ ?? 1)
const RUNS = 1500 * TIMES

function checkTable(table: FeatureTable): void {
  const [rows, columns] = table.X.shape
  expect([table.filenames, table.tracks, table.labels, table.lengths, table.segments].map(part => part.length)).toEqual(
    new Array(5).fill(rows),
  )
  expect(table.columns.length).toBe(columns)
  expect(new Set(table.filenames).size).toBe(rows)
  expect(table.X.data.every(Number.isFinite)).toBe(true)
}

/** The table, or the message of the error that refused it; any other error fails the test. */
function outcome<T>(read: () => T): T | string {
  try {
    return read()
  } catch (error) {
    if (error instanceof DataError) return error.message
    throw error
  }
}

/** Runs a function for every seed, and says the seed if one fails or takes more than two seconds. */
async function forSeeds(count: number, run: (random: RandomState) => unknown): Promise<void> {
  for (let seed = 0; seed < count; seed++) {
    const start = performance.now()
    try {
      await run(new RandomState(seed))
    } catch (cause) {
      throw new Error(`seed ${seed}`, { cause })
    }
    expect(performance.now() - start, `milliseconds for seed ${seed}`).toBeLessThan(2000)
  }
}

const table = createFeatureTable({
  columns: ['tempo', 'rms'],
  filenames: ['blues.00000.0.wav', 'a "b", c.wav', 'rock/x\ny.wav', 'pop.00001.wav'],
  lengths: [66149, 3, 0, 661794],
  labels: ['blues', 'rock', 'rock', 'pop'],
  values: [
    [123.046875, 1e-5],
    [-0, 0.1],
    [1e300, -1e-300],
    [3, 4],
  ],
})

describe('mutated inputs', { timeout: 30_000 * TIMES }, () => {
  it('of tables are read or refused, alike whole and in pieces', async () => {
    const texts = [formatFeatureTable(table), formatFeatureTable(table).replaceAll('\n', '\r\n')]
    let read = 0
    await forSeeds(2 * RUNS, random => {
      const text = mutate(texts[random.nextInteger(0, 2)], random)
      const columns = random.next() < 0.5 ? 'any' : table.columns
      const whole = outcome(() => parseFeatureTable(text, { columns, genres: 'any' }))
      const cuts = Array.from({ length: 3 }, () => random.nextInteger(0, text.length + 1)).sort((a, b) => a - b)
      const pieces = [0, ...cuts].map((cut, i) => text.slice(cut, [...cuts, text.length][i]))
      expect(outcome(() => parseFeatureTable(pieces, { columns, genres: 'any' }))).toEqual(whole)
      if (typeof whole === 'string') return
      read++
      checkTable(whole)
      const again = parseFeatureTable(formatFeatureTable(whole), { columns: 'any', genres: 'any' })
      expect(again).toEqual(whole)
    })
    // Some of the changes do no harm, most do.
    expect(read).toBeGreaterThan(RUNS / 20)
    expect(read).toBeLessThan(RUNS)
  })

  it('of Parquet files are read or refused', async () => {
    const bytes = await formatParquetTable(table)
    await forSeeds(RUNS, async random => {
      try {
        checkTable(await parseParquetTable(mutateBytes(bytes, random), { columns: 'any', genres: 'any' }))
      } catch (error) {
        if (!(error instanceof DataError)) throw error
      }
    })
  })

  it('of splits are read or refused', async () => {
    const rows = exampleTable(3, 2)
    const text = formatSplit(trackSplit(rows, { randomState: 0, testSize: 0.2 }), rows)
    let read = 0
    await forSeeds(RUNS, random => {
      const split = outcome(() => parseSplit(mutate(text, random), rows))
      if (typeof split === 'string') return
      read++
      const used = [...split.train, ...split.validation, ...split.test]
      expect(new Set(used).size).toBe(used.length)
      expect(used.every(row => Number.isInteger(row) && row >= 0 && row < 60)).toBe(true)
    })
    expect(read).toBeLessThan(RUNS)
  })

  it('of cache entries are read or passed over', async () => {
    const columns = [{ name: 'rms', descriptor: 'rms' }] as const
    const features = { lengths: [5, 6], values: [Float64Array.of(1), Float64Array.of(2)], warnings: ['cut off'] }
    const text = CacheEntry.merge(undefined, columns, features).format()
    await forSeeds(RUNS, random => {
      const entry = CacheEntry.parse(mutate(text, random))
      if (!entry?.has(columns[0])) return
      const { lengths, values } = entry.features(columns)
      expect(values.length).toBe(lengths.length)
      for (const row of values) expect(Number.isFinite(row[0])).toBe(true)
    })
  })
})
