import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { encodePng } from '@genre/nets'
import { afterAll, expect, test } from 'vitest'
import { cut, listPictures, readColours, readLevels, splitTracks, windowStarts } from './pictures.mjs'
import { choose, SEARCH, tested } from './runs.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'genre-evidence-pictures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
for (const genre of ['rock', 'jazz']) {
  mkdirSync(path.join(folder, genre))
  // Black where the spectrogram is: 80 dB below the loudest.
  const data = new Uint8Array(288 * 432 * 3)
  writeFileSync(path.join(folder, genre, `${genre}00007.png`), encodePng({ data, shape: [288, 432, 3] }))
}

test('pictures are read with their tracks', async () => {
  const { tracks, classes, labels, files } = await listPictures(folder)
  expect([tracks, classes, labels]).toEqual([
    ['jazz.00007', 'rock.00007'],
    ['jazz', 'rock'],
    [0, 1],
  ])
  const levels = await readLevels(files, 64)
  expect(levels.length).toBe(2 * 64 * 336)
  expect(new Set(levels)).toEqual(new Set([-1]))
  expect((await readColours(files, [24, 16])).length).toBe(2 * 24 * 16 * 3)
})

test('windows lie evenly over a picture, and are cut where they should be', () => {
  expect(windowStarts(128, 5)).toEqual([0, 52, 104, 156, 208])
  expect(windowStarts(100, 1)).toEqual([118])
  const levels = Float32Array.from({ length: 2 * 2 * 336 }, (_, i) => i)
  const { data, shape } = cut(levels, 2, 3, [{ row: 1, start: 5 }])
  expect(shape).toEqual([1, 2, 3, 1])
  expect([...data]).toEqual([677, 678, 679, 1013, 1014, 1015])
})

test('splits are those of the whole collection', () => {
  const tracks = ['blues.00000', 'blues.00012', 'blues.00029']
  expect(splitTracks(tracks, 'fault-filtered', { seed: 1 })).toEqual({ train: [2], validation: [0], test: [1] })
  const all = Array.from({ length: 100 }, (_, i) => `jazz.${String(i).padStart(5, '0')}`)
  const without = all.filter(track => track !== 'jazz.00054')
  const named = (/** @type {string[]} */ list) =>
    splitTracks(list, 'track', { seed: 42 })
      .test.map(i => list[i])
      .filter(track => track !== 'jazz.00054')
  expect(named(without)).toEqual(named(all))
})

test('what names the most validation tracks is tested, the first of equal ones', () => {
  const results = SEARCH.map(() => ({ accuracy: 0.5 }))
  expect(choose(results)).toBe(SEARCH[0])
  results[1] = { accuracy: 0.6 }
  const runs = tested(choose(results))
  expect(runs.every(run => run.scoredOn === 'test' && run.mixup === SEARCH[1].mixup)).toBe(true)
  expect(runs.filter(run => run.protocol === 'track').every(run => !run.withValidation)).toBe(true)
})
