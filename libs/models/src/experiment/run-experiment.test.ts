import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { NdArray, RandomState } from '@genre/core'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { experimentWorkers } from '../node/experiment-workers'
import type { ExperimentData, ExperimentProtocol } from './experiment-data'
import type { ExperimentResults } from './experiment-results'
import type { ExperimentRecord } from './experiment-task'
import { runExperiment } from './run-experiment'
import type { SuiteName } from './suites/suite-named'

const genres = ['jazz', 'pop', 'rock']

/** Tracks of a few alike segments: 3 genres, `perGenre` tracks each. */
function table(perGenre = 12, segments = 4, columns = 5): ExperimentData {
  const random = new RandomState(1)
  const rows: number[] = []
  const labels: string[] = []
  const tracks: string[] = []
  genres.forEach((genre, g) => {
    for (let t = 0; t < perGenre; t++) {
      const centre = Array.from({ length: columns }, (_, j) => (j === g ? 2 : 0) + random.nextNormal())
      for (let s = 0; s < segments; s++) {
        rows.push(...centre.map(x => x + 0.2 * random.nextNormal()))
        labels.push(genre)
        tracks.push(`${genre}.${String(t).padStart(5, '0')}`)
      }
    }
  })
  const names = Array.from({ length: columns }, (_, j) => `column${j}`)
  return { X: new NdArray(Float64Array.from(rows), [labels.length, columns]), columns: names, labels, tracks }
}

/** Every third part of something: rows, or whole tracks. */
function protocol(name: string, data: ExperimentData, keys: readonly unknown[]): ExperimentProtocol {
  const order = new RandomState(0).shuffle([...new Set(keys)])
  const part = (k: number, of: number) =>
    Int32Array.from(keys.flatMap((key, row) => (order.indexOf(key) % of === k ? [row] : [])))
  const split = ({ validationSize }: { validationSize: number }) => {
    const [a, b, c] = [0, 1, 2].map(k => part(k, 3))
    return validationSize > 0
      ? { train: a, validation: b, test: c, method: 'thirds' }
      : { train: Int32Array.from([...a, ...b]), validation: new Int32Array(0), test: c, method: 'thirds' }
  }
  return { name, groups: name === 'row' ? null : data.tracks, split }
}

const data = table()
const protocols = [
  protocol(
    'row',
    data,
    data.labels.map((_, row) => row),
  ),
  protocol('track', data, data.tracks),
]
const run = (suite: SuiteName, options: Partial<Parameters<typeof runExperiment>[0]> = {}) =>
  runExperiment({ suite, data, protocols, grid: 'small', randomState: 3, ...options })

/** The results but for times. */
function timeless(results: ExperimentResults): string {
  return JSON.stringify(results, (key, value: unknown) => (key === 'seconds' ? 0 : value))
}

let dir: string
let file: URL
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-experiment-'))
  const outfile = join(dir, 'worker.mjs')
  const entry = fileURLToPath(new URL('../node/experiment-worker.ts', import.meta.url))
  const bundle = { bundle: true, conditions: ['@genre/source'] }
  await build({ entryPoints: [entry], outfile, ...bundle, format: 'esm', platform: 'node' })
  file = pathToFileURL(outfile)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('runExperiment', () => {
  it('tries every combination of a3 under every protocol, counts it and states the leak', async () => {
    const results = await run('a3')
    expect(results.failed).toEqual([])
    expect(results.cells).toHaveLength(2 * 4 * 8)
    for (const cell of results.cells) {
      const [low, high] = cell.segments.interval
      expect(cell.segments.total).toBe(48)
      expect(cell.segments.accuracy).toBeCloseTo(cell.segments.right / 48, 12)
      expect(cell.confusion.flat().reduce((a, b) => a + b, 0)).toBe(48)
      expect(cell.confusion.reduce((sum, row, k) => sum + row[k], 0)).toBe(cell.segments.right)
      expect(cell.trackConfusion.flat().reduce((a, b) => a + b, 0)).toBe(cell.tracks.total)
      expect(low <= cell.segments.accuracy && cell.segments.accuracy <= high).toBe(true)
      const best = Math.max(...cell.trials.map(trial => trial.validation))
      expect(cell.validation).toBe(best)
      expect(cell.params).toEqual(cell.trials.find(trial => trial.validation === best)!.params)
      expect(cell.published).toBeGreaterThan(0.2)
    }
    const of = (name: string, model: string) =>
      results.cells.find(c => c.protocol === name && c.model === model && c.transform === 'none')!
    expect(of('track', 'KNN').tracks.total).toBe(12)
    // Segments of a track are nearly the same: by row the neighbour is the track itself.
    expect(of('row', 'KNN').segments.accuracy).toBeGreaterThan(of('track', 'KNN').segments.accuracy)
    expect(results.leaks).toHaveLength(32)
    const leak = results.leaks.find(one => one.model === 'KNN' && one.transform === 'none')!
    expect(leak.difference).toBeCloseTo(of('row', 'KNN').segments.accuracy - of('track', 'KNN').segments.accuracy, 12)
    expect(leak.interval[0]).toBeLessThan(leak.difference)
    expect(of('row', 'random forest').importances).toHaveLength(5)
    expect(of('row', 'neural net').trials[0].history).toHaveLength(2)
    expect(['perceptron', 'KNN'].map(model => of('row', model).averaged)).toEqual(['decision values', 'probabilities'])
  }, 60_000)

  it('gives the same bytes on this thread, on threads, and taken up again from a log', async () => {
    const log = new Map<string, ExperimentRecord>()
    const known = (records = new Map<string, ExperimentRecord>()) => {
      return { known: records, append: (record: ExperimentRecord) => void log.set(record.key, record) }
    }
    const expected = timeless(await run('c', { log: known() }))
    const all = new Map(log)
    for (const jobs of [1, 2, 3]) {
      const pool = experimentWorkers({ jobs, file })!
      expect(timeless(await run('c', { pool }))).toBe(expected)
      await pool.close()
    }
    log.clear()
    const half = new Map([...all].filter((_, k) => k % 2 === 0))
    const progress: number[] = []
    const again = await run('c', { log: known(half), onProgress: p => progress.push(p.done) })
    expect(timeless(again)).toBe(expected)
    expect(log.size).toBe(all.size - half.size)
    expect(progress.at(-1)).toBe(all.size)
    // A record with other parameters than the suite's is not taken for one of it.
    const [key, first] = [...all][0]
    await run('c', { log: known(new Map([[key, { ...first, params: { nEstimators: 1 } }]])) })
    expect(log.get(key)).toMatchObject({ params: first.params })
  }, 60_000)

  it('stops when told to, with its threads', async () => {
    const pool = experimentWorkers({ jobs: 2, file })!
    const controller = new AbortController()
    const onProgress = () => controller.abort(new Error('enough'))
    await expect(run('a3', { pool, signal: controller.signal, onProgress })).rejects.toThrow('enough')
    expect(pool.running).toBe(0)
    await expect(run('a3', { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no')
  })

  it('keeps groups apart in folds, and tests the chosen one only in the suite best', async () => {
    const columns = ['a@mean', 'a@std', 'a@q10', 'band1_mean', 'zone1_pattern1']
    const tracks = data.labels.map((_, row) => `track ${row}`)
    const groups = data.tracks
    const whole = { ...data, columns, tracks }
    const artists = { ...protocol('fault-filtered', whole, groups), groups }
    const results = await runExperiment({ suite: 'best', data: whole, protocols: [artists], grid: 'small' })
    expect(results.cells).toHaveLength(1)
    expect(results.untested.length).toBeGreaterThan(10)
    expect(Math.max(...results.untested.map(cell => cell.validation))).toBeLessThanOrEqual(results.cells[0].validation)
    expect(results.transforms.map(({ name }) => name)).toContain('bands and texture')
    expect(results.rule).toMatch(/artists kept apart/)
    expect(results.cells[0].trials[0].folds).toHaveLength(5)
  }, 60_000)

  it('records what a model refuses, and goes on', async () => {
    const tiny = table(2, 2)
    const results = await runExperiment({
      suite: 'a3',
      data: tiny,
      protocols: [
        protocol(
          'row',
          tiny,
          tiny.labels.map((_, row) => row),
        ),
      ],
      grid: 'small',
    })
    // Four rows to learn from: fewer than the 20 centres of k-means.
    expect(results.failed.map(({ transform }) => transform)).toContain('RBF')
    expect(results.failed[0].error).toMatch(/nClusters|rows/)
    expect(results.cells.length + results.failed.length).toBe(32)
  })

  it('refuses tables and protocols that do not fit', async () => {
    await expect(run('a3', { protocols: [] })).rejects.toThrow(/protocols/)
    await expect(run('a4' as 'a3')).rejects.toThrow(/suite must be one of a3, b4, c, best/)
    await expect(run('a3', { data: { ...data, columns: ['a'] } })).rejects.toThrow(/columns must have 5 names/)
    await expect(run('best')).rejects.toThrow(/columns must be a table with columns that the suite best knows/)
    const empty = { name: 'none', groups: null, split: () => ({ train: [0, 1], validation: [], test: [], method: '' }) }
    await expect(run('c', { protocols: [empty] })).rejects.toThrow(/the none protocol leaves no rows in its test part/)
    expect(() => experimentWorkers({ jobs: 0 })).toThrow(/jobs/)
    expect(experimentWorkers({ jobs: 1 })).toBeNull()
  })
})
