import { expect } from 'vitest'
import { FeatureExtractor } from '../src/feature-extractor'
import { gtzan57 } from '../src/gtzan57'
import type { Mode } from '../src/analysis'
import { expectWithin } from './golden'
import type { readTable } from './shared-data'
import { readWav, sharedPath } from './shared-data'

export const GENRES = ['blues', 'classical', 'country', 'disco', 'hiphop', 'jazz', 'metal', 'pop', 'reggae', 'rock']

const BIN = 22050 / 2048

/** Computes gtzan57 for recordings and their segments, and compares rows of tables cell by cell. */
export class RowChecker {
  /** Rows compared, frames in them, and frames whose roll-off is one bin off. */
  rows = 0
  frames = 0
  binsOff = 0
  readonly #extractor: FeatureExtractor

  constructor(mode: Mode) {
    this.#extractor = new FeatureExtractor(gtzan57, { mode, segment: 3 })
  }

  /** A recording and its segments, as `[row name, values, number of samples]`. */
  *rowsOf(track: string): Generator<[string, Float64Array, number]> {
    const samples = readWav(sharedPath(`data/audio/${track}.wav`))
    yield [`${track}.wav`, this.#extractor.extract(samples), samples.length]
    for (const [k, { start, end }] of this.#extractor.segments(samples).entries()) {
      yield [`${track}.${k}.wav`, this.#extractor.extract(samples.subarray(start, end)), end - start]
    }
  }

  /** Demands that a row equals the table's: tempo and zero crossings exactly, the rest within the tolerance of columns. */
  expectRow(name: string, values: Float64Array, length: number, table: ReturnType<typeof readTable>): void {
    const expected = table.rows.get(name)
    if (!expected) throw new Error(`${name} is not in the table`)
    expect(table.columns).toEqual(this.#extractor.columns)
    expect(expected.length, name).toBe(length)
    this.rows++
    const frames = 1 + Math.floor(length / 512)
    this.frames += frames
    table.columns.forEach((column, i) => {
      const where = `${name} ${column}`
      const want = expected.values[i]
      if (column === 'tempo') expect(values[i], where).toBeCloseTo(want, 9)
      else if (column === 'zero_crossing_rate_mean') expect(values[i], where).toBeCloseTo(want, 14)
      else if (column.endsWith('_var')) {
        if (column === 'rolloff_var' && this.#isOneBinOff(values, expected.values, i - 1, frames)) return
        expectWithin('varOfColumn', [values[i]], [want], where)
      } else {
        if (column === 'rolloff_mean' && this.#isOneBinOff(values, expected.values, i, frames)) {
          this.binsOff++
          return
        }
        const deviation = Math.sqrt(expected.values[i + 1])
        expectWithin('meanOfColumn', [values[i] / deviation], [want / deviation], where)
      }
    })
  }

  /** Whether the mean roll-off differs by what one bin in one frame makes. */
  #isOneBinOff(values: Float64Array, expected: readonly number[], mean: number, frames: number): boolean {
    return Math.abs(Math.abs(values[mean] - expected[mean]) * frames - BIN) < 1e-3
  }
}
