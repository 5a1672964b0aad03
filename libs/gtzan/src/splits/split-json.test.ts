import { DataError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { exampleTable } from '../../test/example-tables'
import { artistSplit } from './artist-split'
import { faultFilteredSplit } from './fault-filtered-split'
import { rowSplit } from './row-split'
import { formatSplit, parseSplit } from './split-json'
import { trackFolds } from './track-folds'
import { trackSplit } from './track-split'

const table = exampleTable(4, 3)

describe('formatSplit and parseSplit', () => {
  it.each([
    ['row', rowSplit(table, { randomState: 3 })],
    ['track', trackSplit(table, { randomState: 3, testSize: 0.2, validationSize: 0.2 })],
    ['fold', trackFolds(table, { randomState: 3 })[2]],
    ['fault-filtered', faultFilteredSplit(table)],
    ['artist', artistSplit(table, { fold: 2 })],
    ['unseeded', rowSplit(table)],
  ])('keep a %s split as it is', (_, split) => {
    expect(parseSplit(formatSplit(split, table), table)).toEqual(split)
  })

  it('refuse another table', () => {
    const text = formatSplit(trackSplit(table, { randomState: 0 }), table)
    expect(() => parseSplit(text, exampleTable(4, 2))).toThrowError(/belongs to a table of 120 rows; this one has 80/)
    const renamed = { ...table, filenames: ['x.wav', ...table.filenames.slice(1)] }
    expect(() => parseSplit(text, renamed)).toThrowError(/another table/)
    const relabelled = { ...table, labels: ['rock', ...table.labels.slice(1)] }
    expect(() => parseSplit(text, relabelled)).toThrowError(/another table/)
    // Other descriptors of the same excerpts are no other table.
    expect(parseSplit(text, Object.assign({ columns: ['x'] }, table)).protocol).toBe('track')
  })

  const good = JSON.parse(formatSplit(trackSplit(table, { randomState: 0 }), table))
  it.each([
    ['no JSON', '{', /is not JSON/],
    ['another JSON', '[]', /format must be/],
    ['null', 'null', /format must be/],
    ['another format', { ...good, format: 'model' }, /format must be/],
    ['a later version', { ...good, version: 2 }, /has version 2; this package reads version 1/],
    ['another protocol', { ...good, protocol: 'album' }, /protocol must be/],
    ['a seed that is a text', { ...good, seed: '1' }, /seed must be/],
    ['fold 0', { ...good, fold: 0 }, /fold must/],
    ['a warning that is a number', { ...good, warning: 1 }, /warning must/],
    ['missing tracks that are numbers', { ...good, missing: [1] }, /missing must/],
    ['no table', { ...good, table: undefined }, /belongs to a table of undefined rows/],
    ['no test part', { ...good, test: undefined }, /test must be a list/],
    ['a row out of range', { ...good, test: [120] }, /test has 120, which is no row/],
    ['a row that is a text', { ...good, test: ['1'] }, /test has "1", which is no row/],
    ['half a row', { ...good, test: [1.5] }, /no row/],
    ['a row twice', { ...good, test: [good.train[0]] }, /row \d+ is there twice/],
  ])('refuse %s', (_, value, message) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const read = () => parseSplit(text, table, { name: 'split.json' })
    expect(read).toThrowError(DataError)
    expect(read).toThrowError(message)
    expect(read).toThrowError(/^split\.json: /)
  })
})
