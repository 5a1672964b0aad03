import { KNeighborsClassifier } from '@genre/classical'
import { NdArray, RandomState } from '@genre/core'
import type { Progress } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { compareModels } from './compare-models'
import { evaluate } from './evaluate'
import type { LabelledSegments } from './labelled-segments'
import { rowProtocol, trackProtocol } from './protocol'
import type { Candidate } from './quick-suite'

/** Tracks whose segments resemble each other far more than tracks of one genre do: the row protocol must leak on them. */
function leakySegments(tracksPerGenre = 12, segments = 6): LabelledSegments {
  const random = new RandomState(5)
  const genres = ['jazz', 'pop', 'rock']
  const rows: number[][] = []
  const labels: string[] = []
  const tracks: string[] = []
  genres.forEach((genre, g) => {
    for (let t = 0; t < tracksPerGenre; t++) {
      const centre = Array.from({ length: 4 }, (_, j) => (j === g ? 1 : 0) + 2 * random.nextNormal())
      for (let s = 0; s < segments; s++) {
        rows.push(centre.map(x => x + 0.05 * random.nextNormal()))
        labels.push(genre)
        tracks.push(`${genre}.${t}`)
      }
    }
  })
  return { X: rows, labels, tracks }
}

const nearest: Candidate = {
  name: 'nearest',
  description: 'k = 1',
  create: () => new KNeighborsClassifier<string>({ nNeighbors: 1 }),
}

describe('protocols', () => {
  it('by track keeps every track on one side; by row they are torn, and it says so', () => {
    const data = leakySegments()
    const shared = (fold: { train: ArrayLike<number>; test: ArrayLike<number> }) => {
      const learned = new Set(Array.from(fold.train, row => data.tracks[row]))
      return Array.from(fold.test, row => data.tracks[row]).filter(track => learned.has(track)).length
    }
    const byTrack = trackProtocol(data)
    const byRow = rowProtocol(data)
    expect(byTrack.folds.map(shared)).toEqual([0, 0, 0, 0, 0])
    expect(byTrack.warning).toBeUndefined()
    expect(Math.min(...byRow.folds.map(shared))).toBeGreaterThan(0)
    expect(byRow.warning).toMatch(/training set/)
    for (const { folds } of [byTrack, byRow]) {
      const tested = folds.flatMap(fold => Array.from(fold.test)).sort((a, b) => a - b)
      expect(tested).toEqual(data.labels.map((_, row) => row))
    }
  })
})

describe('evaluate', () => {
  it('counts segments and tracks, with intervals around the scores', async () => {
    const data = leakySegments()
    const result = await evaluate('nearest', nearest.create, data, trackProtocol(data))
    const right = Array.from(result.right)
    expect(right.every(x => x === 0 || x === 1)).toBe(true)
    expect(result.segmentAccuracy).toBeCloseTo(right.reduce((a, b) => a + b, 0) / right.length, 12)
    const counted = result.confusion.flat().reduce((a, b) => a + b, 0)
    expect(counted).toBe(36)
    const diagonal = result.confusion.reduce((sum, row, k) => sum + row[k], 0)
    expect(result.trackAccuracy).toBeCloseTo(diagonal / counted, 12)
    for (const [score, [low, high]] of [
      [result.segmentAccuracy, result.segmentInterval],
      [result.trackAccuracy, result.trackInterval],
    ] as const) {
      expect(low).toBeLessThan(score)
      expect(high).toBeGreaterThan(score)
    }
    // Six alike segments a track are worth about one: an interval that took them for independent would be far narrower.
    const [low, high] = result.segmentInterval
    const p = result.segmentAccuracy
    expect(high - low).toBeGreaterThan(1.5 * 2 * 1.96 * Math.sqrt((p * (1 - p)) / right.length))
  })

  it('tests only the rows of the protocol', async () => {
    const data = leakySegments()
    const rows = data.labels.map((_, row) => row)
    const protocol = {
      name: 'fault-filtered' as const,
      method: 'one split',
      folds: [{ train: rows.filter(row => row % 3 > 0), test: rows.filter(row => row % 3 === 0) }],
    }
    const result = await evaluate('nearest', nearest.create, data, protocol)
    expect(Array.from(result.right).map(x => x >= 0)).toEqual(rows.map(row => row % 3 === 0))
  })

  it('stops when told to', async () => {
    const data = leakySegments()
    const signal = AbortSignal.abort()
    await expect(evaluate('nearest', nearest.create, data, trackProtocol(data), { signal })).rejects.toThrow(/abort/i)
  })

  it('refuses labels or tracks that do not fit the rows', async () => {
    const data = leakySegments()
    expect(() => trackProtocol({ ...data, labels: data.labels.slice(1) })).toThrow(/labels must have 216 items/)
    expect(() => rowProtocol({ ...data, tracks: [] })).toThrow(/tracks must have 216 items/)
  })
})

describe('compareModels', () => {
  it('spells out the leak, and the same again gives the same', async () => {
    const data = leakySegments()
    const seen: Progress[] = []
    const compare = (onProgress?: (p: Progress) => void) =>
      compareModels(data, [nearest], [rowProtocol(data), trackProtocol(data)], { onProgress })
    const comparison = await compare(p => seen.push(p))
    const [row, track] = comparison.evaluations
    expect([row.protocol, track.protocol]).toEqual(['row', 'track'])
    expect(row.segmentAccuracy).toBeGreaterThan(0.95)
    expect(comparison.leaks).toHaveLength(1)
    const [{ difference, interval }] = comparison.leaks
    expect(difference).toBeCloseTo(row.segmentAccuracy - track.segmentAccuracy, 12)
    expect(interval[0]).toBeGreaterThan(0)
    expect(comparison.winner).toBe('nearest')
    expect(seen.at(-1)).toMatchObject({ done: 10, total: 10 })
    const strip = ({ evaluations, ...rest }: typeof comparison) => ({
      ...rest,
      evaluations: evaluations.map(e => ({ ...e, seconds: 0 })),
    })
    expect(strip(await compare())).toEqual(strip(comparison))
  })

  it('needs something to compare', async () => {
    const data = leakySegments()
    await expect(compareModels(data, [], [trackProtocol(data)])).rejects.toThrow(/candidates/)
    await expect(compareModels(data, [nearest], [])).rejects.toThrow(/protocols/)
  })

  it('takes any matrix', async () => {
    const data = leakySegments(5, 2)
    const X = new NdArray(Float32Array.from((data.X as number[][]).flat()), [30, 4])
    const result = await evaluate('nearest', nearest.create, { ...data, X }, trackProtocol({ ...data, X }))
    expect(result.right).toHaveLength(30)
  })
})
