import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KNeighborsClassifier } from '@genre/classical'
import { ModelFormatError, RandomState } from '@genre/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GenreClassifier } from '../genre-classifier'
import { readModel, writeModel } from './model-store'

let dir: string
beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'genre-models-'))))
afterAll(() => rm(dir, { recursive: true, force: true }))

function model(): GenreClassifier {
  const random = new RandomState(0)
  const rows = Array.from({ length: 6 }, () => [...random.randomSample(57)])
  const estimator = new KNeighborsClassifier<string>({ nNeighbors: 1 }).fit(rows, ['a', 'b', 'c', 'a', 'b', 'c'])
  return GenreClassifier.fromEstimator({
    name: 'tiny',
    estimator,
    recipe: { set: 'gtzan57', mode: 'librosa', sampleRate: 22050, segment: 3 },
  })
}

describe('readModel and writeModel', () => {
  it('keep a model, bit for bit, and leave nothing else behind', async () => {
    const path = join(dir, 'model.json')
    await writeModel(path, model())
    expect(JSON.stringify(await readModel(path))).toBe(JSON.stringify(model()))
    expect(await readdir(dir)).toEqual(['model.json'])
  })

  it('replace a file only by a whole one', async () => {
    const path = join(dir, 'model.json')
    await writeModel(path, model())
    const before = await readFile(path, 'utf8')
    const broken = { toJSON: () => { throw new Error('no') } } as unknown as GenreClassifier // prettier-ignore
    await expect(writeModel(path, broken)).rejects.toThrow('no')
    expect(await readFile(path, 'utf8')).toBe(before)
    expect(await readdir(dir)).toEqual(['model.json'])
  })

  it.each([
    ['', /not JSON/],
    ['{"format":"genre-model"', /not JSON/],
    ['{}', /format must be/],
  ])('refuse the text %j and name the file', async (text, reason) => {
    const path = join(dir, 'bad.json')
    await writeFile(path, text)
    await expect(readModel(path)).rejects.toThrow(ModelFormatError)
    await expect(readModel(path)).rejects.toThrow(reason)
    await expect(readModel(path)).rejects.toThrow(path)
    await rm(path)
  })

  it('name a file that is not there, or a folder', async () => {
    await expect(readModel(join(dir, 'none.json'))).rejects.toThrow(/none\.json: cannot be read/)
    await expect(readModel(dir)).rejects.toThrow(/cannot be read/)
  })
})
