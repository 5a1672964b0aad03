import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Progress } from '@genre/core'
import { InvalidParameterError } from '@genre/core'
import type { FeatureSet } from '@genre/features'
import { FeatureExtractor, gtzan57 } from '@genre/features'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeWavs } from '../../test/audio-files'
import { published, publishedTable } from '../../test/example-tables'
import { gtzan57Columns } from '../table/columns'
import { formatFeatureTable } from '../table/format-feature-table'
import { parseFeatureTable } from '../table/parse-feature-table'
import { openDataset } from './dataset'
import { extractTable } from './extract-table'
import { readAudio } from './read-audio'

/** Three quick columns. */
const quick: FeatureSet = {
  name: 'quick',
  columns: [
    { name: 'rms_mean', descriptor: 'rms' },
    { name: 'zcr_var', descriptor: 'zeroCrossingRate', statistic: 'var' },
    { name: 'centroid', descriptor: 'spectralCentroid' },
  ],
}
const options = { set: quick, jobs: 1 } as const

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'genre-extract-data-'))
  await writeWavs(data, {
    'rock/rock.00000.wav': 4,
    'blues/blues.00001.wav': 2.2,
    'blues/blues.00000.wav': 3.1,
    'techno/ä song.wav': 2.2,
    'blues/blues.00002.wav': 0.5,
  })
  await writeFile(join(data, 'blues', 'blues.00003.wav'), 'no wav')
  await writeFile(join(data, 'blues', 'blues.00004.wav'), '')
  await symlink('nowhere', join(data, 'rock', 'rock.00001.wav'))
})
afterAll(() => rm(data, { recursive: true }))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-extract-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('extractTable', () => {
  it('gives one row per segment in the order of the files, and passes bad files over', async () => {
    const progress: Progress[] = []
    const result = await extractTable(data, { ...options, segments: 1, onProgress: p => progress.push(p) })
    expect(result.table.columns).toEqual(['rms_mean', 'zcr_var', 'centroid'])
    expect(result.table.filenames).toEqual([
      'blues.00000.0.wav',
      'blues.00000.1.wav',
      'blues.00000.2.wav',
      'blues.00001.0.wav',
      'blues.00001.1.wav',
      'rock.00000.0.wav',
      'rock.00000.1.wav',
      'rock.00000.2.wav',
      'techno/ä song.0.wav',
      'techno/ä song.1.wav',
    ])
    expect(result.table.labels.filter(label => label === 'techno')).toHaveLength(2)
    expect(result.table.tracks.at(-1)).toBe('techno/ä song')
    expect([...result.table.segments]).toEqual([0, 1, 2, 0, 1, 0, 1, 2, 0, 1])
    expect(new Set(result.table.lengths)).toEqual(new Set([22049]))
    expect(result.skipped.map(({ file, error }) => [file.slice(data.length + 1), error.code])).toEqual([
      ['blues/blues.00002.wav', 'TOO_SHORT'],
      ['blues/blues.00003.wav', 'DECODE'],
      ['blues/blues.00004.wav', 'DECODE'],
      ['rock/rock.00001.wav', 'DECODE'],
    ])
    for (const { file, error } of result.skipped) expect(error.message).toContain(file)
    expect(result.warnings).toEqual([])
    expect(result.jobs).toBe(1)
    expect(result.seconds).toBeGreaterThan(0)
    expect(progress.at(-1)).toMatchObject({ done: 8, total: 8 })
  })

  it('computes what FeatureExtractor computes', async () => {
    const { table } = await extractTable(data, { ...options, segments: 1, mode: 'kaggle' })
    const extractor = new FeatureExtractor(quick, { mode: 'kaggle', segment: 1 })
    const { samples } = await readAudio(join(data, 'blues', 'blues.00000.wav'))
    const { start, end } = extractor.segments(samples)[2]
    expect([...table.X.pick(2).toContiguous()]).toEqual([...extractor.extract(samples.subarray(start, end))])
  })

  it('gives one row per file with segments none, read back as the same table', async () => {
    const { table } = await extractTable(data, { ...options, segments: 'none' })
    expect(table.filenames).toEqual([
      'blues.00000.wav',
      'blues.00001.wav',
      'blues.00002.wav',
      'rock.00000.wav',
      'techno/ä song.wav',
    ])
    expect([...table.lengths]).toEqual([3.1, 2.2, 0.5, 4, 2.2].map(seconds => Math.round(seconds * 22050)))
    expect([...table.segments]).toEqual([-1, -1, -1, -1, -1])
    expect(parseFeatureTable(formatFeatureTable(table), { columns: 'any', genres: 'any' })).toEqual(table)
  })

  it('computes the 57 descriptors by default', async () => {
    const { table } = await extractTable([join(data, 'rock', 'rock.00000.wav')], { jobs: 1 })
    expect(table.columns).toEqual(gtzan57Columns())
    expect(table.columns).toEqual(gtzan57.columns.map(({ name }) => name))
    expect(table.filenames).toEqual(['rock.00000.0.wav'])
    expect([...table.lengths]).toEqual([66149])
  })

  it('takes a list of files, each once, and a dataset', async () => {
    const files = ['techno/ä song.wav', 'blues/blues.00000.wav', 'techno/ä song.wav'].map(name => join(data, name))
    const { table } = await extractTable(files, { ...options, segments: 'none' })
    expect(table.filenames).toEqual(['blues.00000.wav', 'techno/ä song.wav'])
    expect(table.labels).toEqual(['blues', 'techno'])
    const one = await extractTable([files[0]], { ...options, segments: 'none' })
    expect(one.table.filenames).toEqual(['ä song.wav'])
    expect(one.table.labels).toEqual(['techno'])
    const dataset = await openDataset(join(data, 'blues'))
    const { table: blues } = await extractTable(dataset, { ...options, segments: 'none' })
    expect(blues.filenames).toEqual(['blues.00000.wav', 'blues.00001.wav', 'blues.00002.wav'])
  })

  it('reports a file that is cut off, and uses what is there', async () => {
    const path = join(folder, 'pop.00000.wav')
    const whole = await readFile(join(data, 'rock', 'rock.00000.wav'))
    await writeFile(path, whole.subarray(0, 44 + 2 * 30000))
    const { table, warnings } = await extractTable(folder, { ...options, segments: 'none' })
    expect([...table.lengths]).toEqual([30000])
    expect(warnings).toMatchObject([{ file: path }])
    expect(warnings[0].message).toMatch(/\w/)
  })

  it('gives a table without rows if no file can be read', async () => {
    const { table, skipped } = await extractTable([join(data, 'none.wav')], options)
    expect(table.X.shape).toEqual([0, 3])
    expect(skipped).toHaveLength(1)
  })

  it('stops at a signal', async () => {
    const stop = new AbortController()
    const onProgress = () => stop.abort(new Error('enough'))
    await expect(extractTable(data, { ...options, signal: stop.signal, onProgress })).rejects.toThrowError('enough')
    const signal = AbortSignal.abort(new Error('before'))
    await expect(extractTable(data, { ...options, signal })).rejects.toThrowError('before')
  })

  it.each([
    [{ segments: 0 }, 'segments'],
    [{ segments: -3 }, 'segments'],
    [{ segments: Infinity }, 'segments'],
    [{ segments: 'all' as 'none' }, 'segments'],
    [{ segments: 1e-9 }, 'segment'],
    [{ mode: 'fast' as 'kaggle' }, 'mode'],
    [{ sampleRate: 0 }, 'sampleRate'],
    [{ jobs: 0 }, 'jobs'],
    [{ jobs: 1.5 }, 'jobs'],
    [{ set: { name: 'none', columns: [] } }, 'set'],
  ])('refuses %j', async (wrong, parameter) => {
    await expect(extractTable(data, { ...options, ...wrong })).rejects.toThrowError(
      expect.objectContaining({ name: InvalidParameterError.name, parameter }),
    )
  })

  it('says that there is nothing to do', async () => {
    await expect(extractTable(folder, options)).rejects.toThrowError('holds no audio file')
    await expect(extractTable(join(folder, 'none'), options)).rejects.toThrowError('there is no such folder')
    await expect(extractTable([], options)).rejects.toThrowError('the list of files is empty')
  })

  const audio = fileURLToPath(new URL('../../../../../shared/data/audio', import.meta.url))
  it.skipIf(!published || !existsSync(audio))("makes Kaggle's own rows (skipped without the files)", async () => {
    const { table } = await extractTable([join(audio, 'jazz.00000.wav')], { mode: 'kaggle', jobs: 1 })
    const original = publishedTable('features_3_sec.csv')
    const width = 57
    expect(table.filenames).toHaveLength(10)
    table.filenames.forEach((filename, row) => {
      const at = original.filenames.indexOf(filename)
      expect(table.lengths[row]).toBe(original.lengths[at])
      expect(table.labels[row]).toBe(original.labels[at])
      for (let j = 0; j < width; j++) {
        const ours = table.X.get(row, j)
        const theirs = original.X.get(at, j)
        // The table was made with single-precision sums: 1e-5 of the value, means 1e-5 of the standard deviation, and
        // the means of the near-zero harmonic and percussive samples 1e-3 of it.
        const name = table.columns[j]
        const spread = name.endsWith('_mean') ? Math.sqrt(original.X.get(at, j + 1)) : 0
        const tolerance =
          name === 'harmony_mean' || name === 'perceptr_mean'
            ? 1e-3 * spread
            : 1e-5 * Math.max(spread, Math.abs(theirs))
        expect(Math.abs(ours - theirs), `${filename} ${name}`).toBeLessThanOrEqual(tolerance)
      }
    })
  })
})

describe('extractTable with a cache', () => {
  const entries = async () => (await readdir(join(folder, 'cache')).catch(() => [])).sort()
  const run = (more: Partial<Parameters<typeof extractTable>[1]> = {}, source: string = data) =>
    extractTable(source, { ...options, segments: 1, cache: join(folder, 'cache'), ...more })

  it('gives the same table again', async () => {
    const plain = await extractTable(data, { ...options, segments: 1 })
    const first = await run()
    const before = await entries()
    expect(before).toHaveLength(4)
    const second = await run()
    expect(first.table).toEqual(plain.table)
    expect(second.table).toEqual(plain.table)
    expect(second.skipped).toEqual(plain.skipped)
    expect(await entries()).toEqual(before)
  })

  it('reads what is known instead of computing it', async () => {
    await run()
    // Change a known value: if it shows up, it was not computed.
    const [name] = await entries()
    const entry = JSON.parse(await readFile(join(folder, 'cache', name), 'utf8'))
    const [key] = Object.keys(entry.columns)
    const known = Buffer.from(entry.columns[key], 'base64')
    known.writeDoubleLE(0.123456789, 0)
    entry.columns[key] = known.toString('base64')
    await writeFile(join(folder, 'cache', name), JSON.stringify(entry))
    expect([...(await run()).table.X.data]).toContain(0.123456789)
  })

  it('adds the columns that another set has more', async () => {
    await run()
    const more: FeatureSet = {
      name: 'more',
      columns: [{ name: 'tempo', descriptor: 'tempo' }, quick.columns[2], { ...quick.columns[0], name: 'loudness' }],
    }
    const plain = await extractTable(data, { ...options, segments: 1, set: more })
    expect((await run({ set: more })).table).toEqual(plain.table)
    expect(await entries()).toHaveLength(4)
    expect((await run({ set: quick })).table).toEqual((await extractTable(data, { ...options, segments: 1 })).table)
  })

  it('keeps modes, rates and segments apart', async () => {
    await run()
    for (const change of [
      { mode: 'kaggle' },
      { sampleRate: 16000 },
      { segments: 'none' },
      { segments: 0.7 },
    ] as const) {
      const plain = await extractTable(data, { ...options, segments: 1, ...change })
      expect((await run(change)).table).toEqual(plain.table)
    }
  })

  it('goes by content, not by name', async () => {
    const music = join(folder, 'music')
    await writeWavs(music, { 'rock/a.wav': 2.1 })
    const first = await run({}, music)
    await copyFile(join(music, 'rock/a.wav'), join(music, 'rock/b.wav'))
    const second = await run({}, music)
    expect(await entries()).toHaveLength(1)
    expect(second.table.filenames).toEqual(['rock/a.0.wav', 'rock/a.1.wav', 'rock/b.0.wav', 'rock/b.1.wav'])
    expect([...second.table.X.data.subarray(6)]).toEqual([...first.table.X.data])
    await copyFile(join(data, 'blues', 'blues.00001.wav'), join(music, 'rock/a.wav'))
    expect((await run({}, music)).table.X.data).not.toEqual(second.table.X.data)
  })

  it('computes anew what is damaged', async () => {
    const plain = await run()
    for (const damage of ['', '{', 'null', '[]', '{"format":"genre-extract"}', undefined]) {
      for (const name of await entries()) {
        const path = join(folder, 'cache', name)
        const text = await readFile(path, 'utf8')
        await writeFile(path, damage ?? text.replace(/":"[^"]{4}/, '":"'))
      }
      expect((await run()).table).toEqual(plain.table)
    }
  })

  it('keeps warnings', async () => {
    const music = join(folder, 'music')
    await writeWavs(music, { 'rock/a.wav': 2.1 })
    const whole = await readFile(join(music, 'rock/a.wav'))
    await writeFile(join(music, 'rock/a.wav'), whole.subarray(0, 44 + 2 * 30000))
    const first = await run({}, music)
    expect(first.warnings).toHaveLength(1)
    expect((await run({}, music)).warnings).toEqual(first.warnings)
  })

  it('says that the folder cannot be used', async () => {
    await writeFile(join(folder, 'cache'), 'a file')
    await expect(run()).rejects.toThrowError(/cache/)
  })
})
