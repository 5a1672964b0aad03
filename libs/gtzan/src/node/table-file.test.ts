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
import { readFeatureTable, readFeatureTableBatches, writeFeatureTable } from './table-file'
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

describe('tables in parts', () => {
  const parts = function* (count: number, rows: number) {
    for (let k = 0; k < count; k++) {
      yield createFeatureTable({
        columns: ['tempo', 'rms'],
        filenames: Array.from({ length: rows }, (_, i) => `rock.${String(k * rows + i).padStart(5, '0')}.wav`),
        lengths: new Array<number>(rows).fill(661794),
        labels: new Array<string>(rows).fill('rock'),
        values: Array.from({ length: rows }, (_, i) => [k + i / 7, 1e-7 * i]),
      })
    }
  }
  const options = { columns: 'any' as const }

  it.each(['csv', 'parquet'])('are written as one %s file and read in parts', async kind => {
    const path = join(folder, `parts.${kind}`)
    const done: number[] = []
    await writeFeatureTable(path, parts(5, 3000), { onProgress: progress => done.push(progress.done) })
    expect(done.at(-1)).toBeGreaterThanOrEqual(3000)
    const whole = await readFeatureTable(path, options)
    expect(whole.filenames).toHaveLength(15000)
    const sizes: number[] = []
    let row = 0
    for await (const part of readFeatureTableBatches(path, { ...options, rows: 1000 })) {
      sizes.push(part.filenames.length)
      part.filenames.forEach((name, i) => {
        expect(name).toBe(whole.filenames[row])
        expect(part.X.get(i, 0)).toBe(whole.X.get(row, 0))
        expect(part.X.get(i, 1)).toBe(whole.X.get(row++, 1))
      })
    }
    expect(row).toBe(15000)
    expect(sizes.length).toBeGreaterThan(3)
    const again = join(folder, `again.${kind}`)
    await writeFeatureTable(again, readFeatureTableBatches(path, options))
    expect(formatFeatureTable(await readFeatureTable(again, options))).toBe(formatFeatureTable(whole))
  })

  it.each(['csv', 'parquet'])('tell faults of %s by the row of the whole file', async kind => {
    const path = join(folder, `faulty.${kind}`)
    const twice = [...parts(3, 2000), ...parts(1, 10)]
    await writeFeatureTable(path, twice)
    const read = async (rules: object) => {
      let rows = 0
      for await (const part of readFeatureTableBatches(path, { ...options, rows: 500, ...rules }))
        rows += part.filenames.length
      return rows
    }
    await expect(read({})).rejects.toThrowError(/row 6000, column filename: .*rock\.00000\.wav"? is already row 0/)
    await expect(read({ genres: ['jazz'] })).rejects.toThrowError(/row 0, column label/)
    await expect(readFeatureTable(path, options)).rejects.toThrowError(/row 6000/)
  })

  it('must have the same columns, and be there at all', async () => {
    const path = join(folder, 'several.csv')
    const other = createFeatureTable({ columns: ['x'], filenames: [], lengths: [], labels: [], values: [] })
    for (const name of [path, join(folder, 'several.parquet')]) {
      await expect(writeFeatureTable(name, [...parts(1, 2), other])).rejects.toThrowError(
        'the columns of the first table',
      )
      await expect(writeFeatureTable(name, [])).rejects.toThrowError('there is no table')
      await writeFeatureTable(name, other)
      const read: number[] = []
      for await (const part of readFeatureTableBatches(name, options)) read.push(part.filenames.length)
      expect(read).toEqual([0])
    }
    expect((await readdir(folder)).filter(name => name.includes('tmp'))).toEqual([])
  })

  it('stop when told to', async () => {
    const path = join(folder, 'long.csv')
    await writeFeatureTable(path, parts(5, 2000))
    const controller = new AbortController()
    const reading = readFeatureTableBatches(path, { ...options, rows: 100, signal: controller.signal })
    await reading.next()
    controller.abort(new Error('enough'))
    await expect(
      (async () => {
        for await (const part of reading) void part
      })(),
    ).rejects.toThrowError('enough')
  })
})
