import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeatureSet } from '@genre/features'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWavs } from '../../test/audio-files'
import { formatFeatureTable } from '../table/format-feature-table'
import { extractToFile } from './extract-to-file'
import { readFeatureTable } from './table-file'

const set: FeatureSet = { name: 'loudness', columns: [{ name: 'rms_mean', descriptor: 'rms' }] }
const options = { set, jobs: 1, segments: 1 } as const

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-to-file-'))
  await writeWavs(join(folder, 'music'), { 'rock/rock.00000.wav': 2.1, 'pop/pop.00000.wav': 1.1 })
})
afterEach(() => rm(folder, { recursive: true }))

describe('extractToFile', () => {
  it('writes the table, as CSV or Parquet', async () => {
    for (const name of ['x.csv', 'x.parquet']) {
      const { table } = await extractToFile(join(folder, 'music'), join(folder, name), options)
      expect(await readFeatureTable(join(folder, name), { columns: ['rms_mean'] })).toEqual(table)
    }
    expect((await readdir(folder)).sort()).toEqual(['music', 'x.csv', 'x.parquet'])
  })

  it('keeps what is done if it is stopped, and removes it in the end', async () => {
    const out = join(folder, 'x.csv')
    const stop = new AbortController()
    const stopped = { ...options, resume: true, signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) }
    await expect(extractToFile(join(folder, 'music'), out, stopped)).rejects.toThrowError('enough')
    expect((await readdir(folder)).sort()).toEqual(['music', 'x.csv.parts'])
    expect(await readdir(`${out}.parts`)).toHaveLength(1)
    const { table } = await extractToFile(join(folder, 'music'), out, { ...options, resume: true })
    expect(await readFile(out, 'utf8')).toBe(formatFeatureTable(table))
    expect((await readdir(folder)).sort()).toEqual(['music', 'x.csv'])
  })

  it('keeps a cache that was given', async () => {
    const cache = join(folder, 'cache')
    await extractToFile(join(folder, 'music'), join(folder, 'x.csv'), { ...options, cache, resume: true })
    expect(await readdir(cache)).toHaveLength(2)
    expect((await readdir(folder)).sort()).toEqual(['cache', 'music', 'x.csv'])
  })

  it('sees before the work that the output cannot be written', async () => {
    await mkdir(join(folder, 'out'))
    let files = 0
    const counted = { ...options, onProgress: () => files++ }
    await expect(extractToFile(join(folder, 'music'), join(folder, 'none', 'x.csv'), counted)).rejects.toThrowError(
      'x.csv: cannot be written: there is no such folder',
    )
    await expect(extractToFile(join(folder, 'music'), join(folder, 'out'), counted)).rejects.toThrowError(
      'it is a folder',
    )
    expect(files).toBe(0)
  })
})
