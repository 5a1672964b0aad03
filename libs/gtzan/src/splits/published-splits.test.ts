import { DataError, InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { exampleTable, published, publishedTable, readPublished } from '../../test/example-tables'
import type { FeatureTable } from '../table/feature-table'
import { GENRES } from '../table/genres'
import { selectRows } from '../table/select-rows'
import { artistIndex } from './artist-index'
import { artistSplit } from './artist-split'
import { assertNoLeak } from './assert-no-leak'
import { faultFilteredSplit } from './fault-filtered-split'
import { gtzanFaults } from './faults'

const whole = exampleTable(100, 0)
const tracks = (table: FeatureTable, rows: Int32Array) => Array.from(rows, row => table.tracks[row])
const names = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line =>
      line
        .replace(/^.*\//, '')
        .replace(/\.wav.*$/, '')
        .replace('_', '.'),
    )
    .sort()

describe('faultFilteredSplit', () => {
  it('has 443, 197 and 290 tracks, no artist in two parts', () => {
    const split = faultFilteredSplit(whole)
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([443, 197, 290])
    expect(split).toMatchObject({ protocol: 'fault-filtered', seed: null })
    expect(split.warning).toBeUndefined()
    expect(split.missing).toBeUndefined()
    assertNoLeak(split, whole)
  })

  it('says which tracks the table lacks', () => {
    const rows = whole.tracks.flatMap((track, row) => (track === 'jazz.00054' ? [] : [row]))
    const split = faultFilteredSplit(selectRows(whole, rows))
    expect(split.train).toHaveLength(442)
    expect(split.missing).toEqual(['jazz.00054'])
    expect(split.warning).toBe('1 of the 930 tracks of the published split are not in the table: jazz.00054.')
    const few = faultFilteredSplit(exampleTable(5, 10))
    // Of the first five tracks of each genre the split leaves out hiphop.00001, metal.00004 and reggae.00003.
    expect(few.warning).toMatch(/^883 of the 930 .*: blues.00005, .* and 878 more\.$/)
  })

  it('finds tracks in folders and leaves others alone', () => {
    const table = { ...whole, tracks: whole.tracks.map((track, row) => (row < 12 ? `x/${track}` : `song ${row}`)) }
    expect([...faultFilteredSplit(table).validation]).toEqual(Array.from({ length: 12 }, (_, i) => i))
  })

  it('refuses a table of other music', () => {
    const other = { ...whole, tracks: whole.tracks.map(track => `techno/${track}x`) }
    expect(() => faultFilteredSplit(other)).toThrowError(DataError)
  })

  it.skipIf(!published)('is the published one (skipped without the lists)', () => {
    const split = faultFilteredSplit(whole)
    for (const [part, file] of [
      ['train', 'train'],
      ['validation', 'valid'],
      ['test', 'test'],
    ] as const) {
      expect(tracks(whole, split[part]).sort()).toEqual(names(readPublished(`splits/${file}_filtered.txt`)))
    }
  })

  it.skipIf(!published)('divides the published 3 s table (skipped without it)', () => {
    const table = publishedTable('features_3_sec.csv')
    const split = faultFilteredSplit(table)
    expect(split.missing).toBeUndefined()
    expect(new Set(tracks(table, split.test)).size).toBe(290)
    assertNoLeak(split, table)
  })
})

describe('artistSplit', () => {
  it.each([
    [1, 315, 633, 35],
    [2, 316, 632, 65],
    [3, 317, 631, 50],
  ])('fold %d tests on %d tracks; of %d to train on, %d share an artist', (fold, test, train, shared) => {
    const split = artistSplit(whole, { fold })
    expect(split).toMatchObject({ protocol: 'artist', seed: null, fold })
    expect(split.warning).toBeUndefined()
    expect([split.test.length, split.train.length]).toEqual([test, train - shared])
    assertNoLeak(split, whole)

    const asPublished = artistSplit(whole, { fold, asPublished: true })
    expect(asPublished.train).toHaveLength(train)
    expect(asPublished.test).toEqual(split.test)
    expect(asPublished.warning).toContain(`${shared} tracks of artists`)
    expect(() => assertNoLeak(asPublished, whole)).toThrowError(DataError)
    assertNoLeak(asPublished, whole, { by: 'track' })
  })

  it('counts tracks, not rows, in its warning', () => {
    expect(artistSplit(exampleTable(100, 3), { fold: 1, asPublished: true }).warning).toContain('35 tracks')
  })

  it.skipIf(!published).each([1, 2, 3])('fold %d is the published one (skipped without the lists)', fold => {
    const split = artistSplit(whole, { fold, asPublished: true })
    expect(tracks(whole, split.train).sort()).toEqual(names(readPublished(`splits/artist-3fold/f${fold}_train.txt`)))
    expect(tracks(whole, split.test).sort()).toEqual(names(readPublished(`splits/artist-3fold/f${fold}_test.txt`)))
  })

  it.each([0, 4, 1.5, undefined])('refuses fold %s', fold => {
    expect(() => artistSplit(whole, { fold: fold as number })).toThrowError(InvalidParameterError)
  })
})

describe('artistIndex', () => {
  it('knows 919 tracks of 1000', () => {
    const artists = artistIndex()
    expect(artists.size).toBe(919)
    expect(artists.get('blues.00000')).toBe('John Lee Hooker')
    expect(artists.get('rock.00099')).toBe('The Stone Roses')
    expect(artists.get('reggae.00051')).toBeUndefined()
    expect([...artists.values()].filter(artist => artist === 'Bob Marley')).toHaveLength(35)
    expect([...artists.values()].every(artist => artist.trim() === artist && artist !== '')).toBe(true)
  })

  it.skipIf(!published)('is the published one (skipped without it)', () => {
    const artists = artistIndex()
    for (const line of readPublished('splits/artists.txt').trim().split('\n')) {
      const [name, rest] = line.split(/ ::: (.*)/)
      const artist = rest.startsWith(':::') ? '' : rest.split(':::')[0].trim()
      expect((artists.get(name.slice(0, -4)) ?? '').toLowerCase()).toBe(artist.toLowerCase())
    }
  })
})

describe('gtzanFaults', () => {
  const faults = gtzanFaults()

  it('names tracks of GTZAN, groups being mutual', () => {
    const known = new Set(whole.tracks)
    const repeats = new Map(faults.filter(({ kind }) => kind === 'repeat').map(fault => [fault.track, fault.of]))
    for (const { track, of } of faults) {
      expect(known).toContain(track)
      for (const other of of) expect(repeats.get(other)).toContain(track)
    }
    expect(new Set(faults.map(({ track }) => track)).size).toBe(faults.length)
    expect(faults.map(({ track }) => track)).toEqual(faults.map(({ track }) => track).sort())
  })

  it('has one recording of each group in the artist folds at most, and no distorted track', () => {
    const kept = new Set([1, 2, 3].flatMap(fold => tracks(whole, artistSplit(whole, { fold }).test)))
    for (const { track, kind, of } of faults) {
      if (kind === 'distorted') expect(kept).not.toContain(track)
      if (kind === 'repeat' && kept.has(track)) for (const other of of) expect(kept).not.toContain(other)
    }
    // ... and whatever the folds leave out is a known fault.
    const faulty = new Set(faults.map(({ track }) => track))
    const out = whole.tracks.filter(track => !kept.has(track))
    expect(out).toHaveLength(52)
    for (const track of out) expect(faulty).toContain(track)
  })

  it('has one recording of each group in the fault-filtered split at most', () => {
    const split = faultFilteredSplit(whole)
    const kept = new Set([split.train, split.validation, split.test].flatMap(rows => tracks(whole, rows)))
    for (const { track, of } of faults) if (kept.has(track)) for (const other of of) expect(kept).not.toContain(other)
  })

  it.skipIf(!published)('agrees with the published descriptors: repeats are near each other (skipped without)', () => {
    const table = publishedTable('features_30_sec.csv')
    const row = new Map(table.tracks.map((track, i) => [track, i]))
    const [count, width] = table.X.shape
    const data = table.X.data
    const scale = Array.from({ length: width }, (_, j) => {
      let sum = 0
      let squares = 0
      for (let i = 0; i < count; i++) {
        sum += data[i * width + j]
        squares += data[i * width + j] ** 2
      }
      return Math.sqrt(squares / count - (sum / count) ** 2)
    })
    const distance = (a: string, b: string) => {
      let sum = 0
      for (let j = 0; j < width; j++)
        sum += ((data[row.get(a)! * width + j] - data[row.get(b)! * width + j]) / scale[j]) ** 2
      return Math.sqrt(sum)
    }
    const within = faults.flatMap(({ track, of }) => of.map(other => distance(track, other))).sort((a, b) => a - b)
    const between = table.tracks
      .slice(1)
      .map((track, i) => distance(track, table.tracks[i]))
      .sort((a, b) => a - b)
    // Excerpts of one recording may start elsewhere, so not all are alike; the typical ones are.
    expect(within.filter(d => d < 1e-3).length).toBe(28)
    expect(within[Math.floor(within.length / 2)]).toBeLessThan(between[5])
  })

  it('covers the ten genres only', () => {
    expect(faults.every(({ track }) => GENRES.some(genre => track.startsWith(`${genre}.`)))).toBe(true)
  })
})
