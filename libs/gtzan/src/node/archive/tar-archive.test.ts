import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { DataError } from '@genre/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatFeatureTable } from '../../table/format-feature-table'
import { openDataset } from '../dataset'
import { audioBatches } from '../dataset-batches'
import { extractTable } from '../extract-table'
import { checkHealth } from '../health'
import { quarantine } from '../quarantine'
import { readAudio } from '../read-audio'
import { indexArchive } from './tar-archive'
import { parsePax, parseTarHeader } from './tar-header'

const golden = new URL('../../../golden/', import.meta.url)
const packed = (name: string) => fileURLToPath(new URL(`archives/${name}.tar.gz`, golden))
const rms = { name: 'rms', columns: [{ name: 'rms_mean', descriptor: 'rms' }] } as const

interface Listed {
  name: string
  offset: number
  size: number
  file: boolean
}
const { archives } = JSON.parse(await readFile(new URL('archives.json', golden), 'utf8')) as {
  archives: Record<string, Listed[]>
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-tar-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** The archive of that name, compressed or not, as a file of its own. */
async function place(name: string, kind: 'tar' | 'tar.gz'): Promise<string> {
  if (kind === 'tar.gz') return packed(name)
  const path = join(folder, `${name}.tar`)
  await writeFile(path, gunzipSync(await readFile(packed(name))))
  return path
}

const kinds = ['tar', 'tar.gz'] as const

describe.each(kinds)('a %s archive', kind => {
  it.each(['ustar', 'gnu', 'pax'])('of dialect %s is listed as tarfile lists it', async name => {
    const { members, damage, compressed } = await indexArchive(await place(name, kind))
    const expected = archives[name].filter(({ file }) => file)
    expect(members).toEqual(
      expected.map(({ name, offset, size }) => ({ name: name.replace(/^\.\//, ''), offset, size })),
    )
    expect(damage).toBeUndefined()
    expect(compressed).toBe(kind === 'tar.gz')
  })

  it('is a dataset, whose files are read without unpacking', async () => {
    const path = await place('gnu', kind)
    const dataset = await openDataset(path)
    expect(dataset.layout).toBe('marsyas')
    expect(dataset.root).toBe(join(path, 'genres'))
    expect(dataset.skipped).toEqual([])
    expect(dataset.files.map(file => file.label)).toEqual(['blues', 'jazz', 'pop', 'pop', 'rock', 'rock'])
    expect(dataset.filenames[0]).toBe('blues.00000.au')
    const audio = await readAudio(dataset.files[0].path)
    expect(audio.samples.length).toBe(60)
    expect(audio.samples[0]).toBe(((104729 % 65536) - 32768) / 32768)
    const pop = await readAudio(join(path, 'genres/pop/日本 "é" \n.au'))
    expect(pop.samples.length).toBe(60)
    await expect(readAudio(join(path, 'genres/pop/none.au'))).rejects.toThrowError(
      'there is no such file in the archive',
    )
  })

  it('gives the table that its files give', async () => {
    const path = await place('pax', kind)
    const dataset = await openDataset(path)
    const options = { set: rms, segments: 'none' as const, jobs: 1 }
    const { table, skipped } = await extractTable(path, options)
    expect(skipped.map(({ error }) => error.message)).toEqual([expect.stringContaining('the file is empty')])
    const files: string[] = []
    const unpacked = gunzipSync(await readFile(packed('pax')))
    for (const { name, archive } of dataset.files) {
      const file = join(folder, `${archive!.offset}.au`)
      if (name !== 'jazz.00054.au') files.push(file)
      await writeFile(file, unpacked.subarray(archive!.offset, archive!.offset + archive!.size))
    }
    const expected = (await extractTable(files, options)).table
    expect([...table.X.toContiguous()].sort()).toEqual([...expected.X.toContiguous()].sort())
    const cached = await extractTable(path, { ...options, cache: join(folder, 'cache') })
    expect(formatFeatureTable(cached.table)).toBe(formatFeatureTable(table))
    const again = await extractTable(path, { ...options, cache: join(folder, 'cache') })
    expect(formatFeatureTable(again.table)).toBe(formatFeatureTable(table))
  })

  it('is examined, and never changed', async () => {
    const path = await place('gnu', kind)
    const before = await readFile(path)
    const report = await checkHealth(path, { jobs: 1 })
    expect(report.counts.bad).toBe(1)
    expect(report.files.map(({ file, status }) => `${file} ${status}`)).toContain('jazz/jazz.00054.au bad')
    await expect(quarantine(report, join(folder, 'jail'))).rejects.toThrowError('not out of an archive')
    expect(await readFile(path)).toEqual(before)
  })

  it('cannot lead out of itself', async () => {
    const path = await place('hostile', kind)
    const { files, skipped } = await openDataset(path)
    expect(files.map(({ name }) => name)).toEqual(['blues.00000.au', 'blues.00007.au'])
    expect((await readAudio(files[0].path)).samples[0]).toBe(((104729 % 65536) - 32768) / 32768)
    expect(skipped.map(({ error }) => error.message)).toEqual([
      '"etc/blues.00001.au" is passed over: its path is absolute',
      '"genres/../../blues.00002.au" is passed over: its path leads out of the archive',
      '"genres/blues/blues.00003.au" is passed over: a symbolic link, not a file',
      '"genres/blues/blues.00004.au" is passed over: a hard link, not a file',
      '"genres/blues/blues.00005.au" is passed over: a device, not a file',
      '"genres/blues/blues.00006.au" is passed over: a named pipe, not a file',
      '"genres/blues/blues.00000.au" is in the archive once more; the first counts',
    ])
    await expect(readAudio(join(path, 'genres/blues/blues.00003.au'))).rejects.toThrowError('a symbolic link')
  })

  it('that is cut off gives what is whole, and says so', async () => {
    const whole = await readFile(await place('pax', kind))
    const seen = new Set<number>()
    for (let length = 0; length < whole.length; length += kind === 'tar' ? 512 + 100 : 37) {
      const path = join(folder, 'cut')
      await writeFile(path, whole.subarray(0, length))
      const outcome = await openDataset(path).then(
        async dataset => {
          const { table, skipped } = await extractTable(dataset, { set: rms, segments: 'none', jobs: 1 })
          expect(table.filenames.length + skipped.length - dataset.skipped.length).toBe(dataset.files.length)
          return table.filenames.length
        },
        (error: unknown) => {
          expect(error).toBeInstanceOf(DataError)
          return -1
        },
      )
      seen.add(outcome)
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(expect.arrayContaining([-1, 1, 2]))
  })
})

describe('archives', () => {
  it('are not taken for what they are not', async () => {
    const path = join(folder, 'songs.tar')
    for (const content of ['', 'no archive', new Uint8Array(2000), gzipSync('no archive'), gzipSync('')]) {
      await writeFile(path, content)
      await expect(openDataset(path)).rejects.toThrowError(DataError)
    }
    await expect(openDataset(folder)).rejects.toThrowError('holds no audio file, but an archive: name that')
  })

  it('hold batches back where the order is not ours', async () => {
    const batches = audioBatches(await openDataset(packed('gnu')))
    await expect(batches.next()).rejects.toThrowError('can only be read in its own order')
  })

  it('state any size and are believed none', async () => {
    const tar = gunzipSync(await readFile(packed('ustar')))
    for (const size of ['77777777777', '00000000000', '        17 ', '-1']) {
      for (const type of ['0', 'x', 'L', 'g', 'S', 'V']) {
        const forged = Uint8Array.from(tar)
        const header = forged.subarray(1024, 1536)
        header.set(Buffer.from(size.padEnd(12, '\0')), 124)
        header[156] = type.charCodeAt(0)
        header.set(Buffer.from('        '), 148)
        const sum = header.reduce((total, byte) => total + byte, 0)
        header.set(Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
        for (const [name, bytes] of [
          ['forged.tar', forged],
          ['forged.tar.gz', gzipSync(forged)],
        ] as const) {
          const path = join(folder, name)
          await writeFile(path, bytes)
          await openDataset(path).then(
            dataset => extractTable(dataset, { set: rms, segments: 'none', jobs: 1 }),
            (error: unknown) => expect(error).toBeInstanceOf(DataError),
          )
        }
      }
    }
  })

  it('that are bombs are not unpacked to their end', async () => {
    const path = join(folder, 'bomb.tar.gz')
    const header = Buffer.from(gunzipSync(await readFile(packed('ustar'))).subarray(1024, 1536))
    // 8 GB of zeros: 1024 members of gzip one after the other, each of 8 MB
    header.write('77777777777\0', 124)
    header.write('        ', 148)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const zeros = gzipSync(Buffer.alloc(1 << 23))
    await writeFile(path, Buffer.concat([gzipSync(header), ...new Array<Buffer>(1024).fill(zeros)]))
    const before = process.memoryUsage().rss
    await expect(indexArchive(path)).rejects.toThrowError('more than 200 times its size')
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6)
  }, 30_000)

  it('read numbers and names of every dialect', () => {
    const block = (fields: Record<number, string | number[]>) => {
      const bytes = new Uint8Array(512)
      for (const [at, value] of Object.entries(fields)) {
        bytes.set(typeof value === 'string' ? Buffer.from(value, 'latin1') : value, Number(at))
      }
      bytes.set(Buffer.from('        '), 148)
      const sum = bytes.reduce((total, byte) => total + byte, 0)
      bytes.set(Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
      return bytes
    }
    expect(parseTarHeader(block({ 0: 'a', 124: '17 ' }))).toMatchObject({ name: 'a', size: 15, type: '0' })
    expect(parseTarHeader(block({ 0: 'a', 124: [0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1] }))).toMatchObject({
      size: 2 ** 33 + 1,
    })
    expect(parseTarHeader(block({ 0: 'a', 124: new Array<number>(12).fill(0xff) }))).toBeUndefined()
    expect(parseTarHeader(block({ 0: 'b', 156: '5', 257: 'ustar\x0000', 345: 'a/x' }))).toMatchObject({
      name: 'a/x/b',
      type: '5',
    })
    expect(parseTarHeader(block({ 0: 'caf\xe9' }))).toMatchObject({ name: 'café' })
    expect(parseTarHeader(new Uint8Array(512))).toBeNull()
    expect(parseTarHeader(new Uint8Array(512).fill(1))).toBeUndefined()
    expect(parsePax(Buffer.from('9 path=a\n12 size=123\n'))).toEqual(new Map([['path', 'a'], ['size', '123']])) // prettier-ignore
    for (const wrong of ['9 path=a', '8 path=a\n', '99 path=a\n', 'path=a\n', '-9 path=a\n']) {
      expect(parsePax(Buffer.from(wrong))).toBeUndefined()
    }
  })
})
