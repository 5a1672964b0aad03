import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { suiteProtocols, withAbsentRows } from './suite-protocols'

/** Two genres, 15 tracks each, of three segments. */
const filenames = ['blues', 'rock'].flatMap(genre =>
  Array.from({ length: 45 }, (_, i) => `${genre}.${String(Math.floor(i / 3)).padStart(5, '0')}.${i % 3}.wav`),
)
const tableOf = (names: string[]) => ({
  filenames: names,
  tracks: names.map(name => name.slice(0, -6)),
  labels: names.map(name => name.split('.')[0]),
})
const full = tableOf(filenames)
const sizes = { testSize: 0.15, validationSize: 0.15 }

describe('suiteProtocols', () => {
  it('draws the rows of the full table where some are absent', () => {
    const absent = ['blues.00003.1.wav', 'rock.00002.0.wav', 'rock.00014.2.wav']
    const part = tableOf(filenames.filter(name => !absent.includes(name)))
    const whole = withAbsentRows(part, absent)
    expect(whole.excerpts.filenames).toEqual(filenames)
    for (const name of ['row', 'track'] as const) {
      const [here] = suiteProtocols([name], whole, part, 42)
      const [there] = suiteProtocols([name], withAbsentRows(full, []), full, 42)
      const [a, b] = [here.split(sizes), there.split(sizes)]
      for (const key of ['train', 'validation', 'test'] as const) {
        const expected = Array.from(b[key], row => filenames[row]).filter(file => !absent.includes(file))
        expect(Array.from(a[key], row => part.filenames[row])).toEqual(expected)
      }
    }
  })

  it('says how each protocol divides, and what it must not be shown without', () => {
    const [row, track, filtered] = suiteProtocols(['row', 'track', 'fault-filtered'], withAbsentRows(full, []), full, 7)
    expect(row.split(sizes)).toMatchObject({ method: '70/15/15 by row, seed 7, two nested random splits' })
    expect(row.split(sizes).warning).toMatch(/segments of tracks that are also learned from/)
    expect(row.groups).toBeNull()
    expect(track.split({ testSize: 0.2, validationSize: 0 }).method).toBe(
      '80/20 by track, genres in proportion, seed 7',
    )
    expect(track.split(sizes).warning).toBeUndefined()
    expect(track.groups).toEqual(full.tracks)
    expect(filtered.split(sizes).warning).toMatch(/lacks|missing|tracks/)
    expect(filtered.groups![0]).toBe('John Lee Hooker')
  })

  it('refuses names that are there, or are no segment', () => {
    for (const name of ['blues.00003.1.wav', 'song.wav', 'blues.00003.wav']) {
      expect(() => withAbsentRows(full, [name])).toThrow(InvalidParameterError)
    }
  })
})
