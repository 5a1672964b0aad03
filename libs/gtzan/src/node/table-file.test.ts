import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Progress } from '@genre/core'
import { DataError } from '@genre/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exampleTable } from '../../test/example-tables'
import { trackSplit } from '../splits/track-split'
import { createFeatureTable } from '../table/feature-table'
import { formatFeatureTable } from '../table/format-feature-table'
import { readFeatureTable, writeFeatureTable } from './table-file'
import { readSplit, writeSplit } from './table-split-file'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-table-'))
})
afterEach(() => rm(folder, { recursive: true }))

const rows = 3000
const table = createFeatureTable({
  columns: ['tempo', 'é'],
  filenames: Array.from({ length: rows }, (_, i) => `blues.${String(i >> 3).padStart(5, '0')}.${i & 7}.wav`),
  lengths: Array.from({ length: rows }, (_, i) => i),
  labels: new Array(rows).fill('blues'),
  values: Array.from({ length: rows }, (_, i) => [Math.sin(i), i / 7]),
})

describe.each(['features.csv', 'Features.PARQUET'])('readFeatureTable and writeFeatureTable, %s', name => {
  it('keep a table', async () => {
    const path = join(folder, name)
    const written: Progress[] = []
    const read: Progress[] = []
    await writeFeatureTable(path, table, { onProgress: progress => written.push(progress) })
    expect(await readFeatureTable(path, { columns: 'any', onProgress: progress => read.push(progress) })).toEqual(table)
    expect(await readdir(folder)).toEqual([name])
    for (const progress of [written.at(-1)!, read.at(-1)!]) expect(progress.done).toBe(progress.total)
    expect(read.at(-1)!.total).toBe((await readFile(path)).length)
  })

  it('stop at a signal', async () => {
    const path = join(folder, name)
    await writeFeatureTable(path, table)
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(writeFeatureTable(path, table, { signal })).rejects.toThrowError('enough')
    await expect(readFeatureTable(path, { columns: 'any', signal })).rejects.toThrowError('enough')
    const later = new AbortController()
    const reading = readFeatureTable(path, { columns: 'any', signal: later.signal })
    later.abort(new Error('enough'))
    await expect(reading).rejects.toThrowError('enough')
  })

  it('name a file that is not there, and a folder', async () => {
    const path = join(folder, 'none', name)
    await expect(readFeatureTable(path)).rejects.toThrowError(`${path}: cannot be read: there is no such file`)
    await expect(writeFeatureTable(path, table)).rejects.toThrowError(`${path}: cannot be written: there is no such`)
    await expect(readFeatureTable(folder)).rejects.toThrowError(`${folder}: cannot be read: it is not a file`)
  })
})

describe('readFeatureTable', () => {
  it('reads characters that are torn by the pieces of the stream', async () => {
    const text = formatFeatureTable({ ...table, filenames: table.filenames.map(name => `日本é ${name}`) })
    for (const shift of [0, 1, 2]) {
      const path = join(folder, `${shift}.csv`)
      await writeFile(path, text.replace('tempo', 'tempo' + 'x'.repeat(shift)))
      const read = await readFeatureTable(path, { columns: 'any' })
      expect(read.filenames).toEqual(table.filenames.map(name => `日本é ${name}`))
    }
  })

  it('refuses what is not UTF-8, and names the file in every error', async () => {
    const path = join(folder, 'x.csv')
    await writeFile(
      path,
      Buffer.concat([Buffer.from('filename,length,tempo,label\n'), Buffer.from([0xff, 0xfe, 0x0a])]),
    )
    await expect(readFeatureTable(path, { columns: 'any' })).rejects.toThrowError(`${path}, row 0: is not UTF-8 text`)
    await writeFile(path, Buffer.from('filename,length,tempo,label\n\xe9', 'latin1'))
    await expect(readFeatureTable(path, { columns: 'any' })).rejects.toThrowError('is not UTF-8 text')
    await writeFile(path, 'filename,length,tempo,label\na.wav,1,x,pop\n')
    await expect(readFeatureTable(path, { columns: 'any' })).rejects.toThrowError(`${path}, row 0, column tempo: `)
    await writeFile(path, '')
    await expect(readFeatureTable(path)).rejects.toThrowError(DataError)
  })
})

describe('readSplit and writeSplit', () => {
  it('keep a split with its table', async () => {
    const path = join(folder, 'split.json')
    const example = exampleTable(4, 3)
    const split = trackSplit(example, { randomState: 1 })
    await writeSplit(path, split, example)
    expect(await readSplit(path, example)).toEqual(split)
    await expect(readSplit(path, exampleTable(3, 3))).rejects.toThrowError(`${path}: belongs to a table of 120 rows`)
    await expect(readSplit(join(folder, 'none'), example)).rejects.toThrowError('there is no such file')
  })
})
