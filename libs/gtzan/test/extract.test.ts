import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeatureSet } from '@genre/features'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extractTable } from '../src/node/extract-table'
import { formatFeatureTable } from '../src/table/format-feature-table'
import { writeWavs } from './audio-files'
import { built, startScript } from './built'

/** Some descriptors that are quick and some that take a while. */
const set: FeatureSet = {
  name: 'some',
  columns: [
    { name: 'rms_mean', descriptor: 'rms' },
    { name: 'tempo', descriptor: 'tempo' },
    { name: 'mfcc3_var', descriptor: 'mfcc', row: 2, statistic: 'var' },
  ],
}
const options = `set: ${JSON.stringify(set)}, segments: 1`

let folder: string
let data: string
/** The table as this process makes it from the sources, in one thread. */
let expected: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-extract-built-'))
  data = join(folder, 'données "x" #1')
  const names = ['blues', 'jazz', 'pop', 'rock'].flatMap(genre => [0, 1, 2].map(n => `${genre}/${genre}.0000${n}.wav`))
  await writeWavs(data, Object.fromEntries(names.map((name, i) => [name, 1.1 + 0.1 * i])))
  await writeFile(join(data, 'pop', 'pop.00003.wav'), 'no wav')
  expected = formatFeatureTable((await extractTable(data, { set, segments: 1, jobs: 1 })).table)
})
afterAll(() => rm(folder, { recursive: true }))

describe.skipIf(!built)('extraction by the built package (skipped where it is not built)', () => {
  it.each([
    ['module', 1],
    ['module', 3],
    ['commonjs', 2],
  ] as const)('%s, %d jobs: the same table', async (kind, jobs) => {
    const script = `
      gtzan.extractTable(process.argv[1], { ${options}, jobs: ${jobs} }).then(async result => {
        await gtzan.writeFeatureTable(process.argv[2], result.table)
        console.log(JSON.stringify({ jobs: result.jobs, skipped: result.skipped }))
      })`
    const out = join(folder, `${kind}-${jobs}.csv`)
    const { code, output } = await startScript(script, { kind, args: [data, out] }).done
    expect(output).toContain(`{"jobs":${jobs},`)
    expect(code).toBe(0)
    expect(await readFile(out, 'utf8')).toBe(expected)
    const { skipped } = JSON.parse(output)
    expect(skipped).toMatchObject([{ file: join(data, 'pop', 'pop.00003.wav'), error: { code: 'DECODE' } }])
  })

  it('stops all threads at a signal, so that the process ends by itself', async () => {
    const script = `
      const stop = new AbortController()
      const onProgress = () => stop.abort(new Error('enough'))
      const started = performance.now()
      await gtzan.extractTable(process.argv[1], { ${options}, jobs: 2, signal: stop.signal, onProgress })
        .catch(error => console.log(error.message))
      process.on('exit', () => console.log(performance.now() - started < 20000 ? 'ended' : 'late'))`
    const { code, output } = await startScript(script, { args: [data] }).done
    expect(output).toBe('enough\nended\n')
    expect(code).toBe(0)
  })

  it('reports a cache that cannot be written, from a thread as well', async () => {
    await writeFile(join(folder, 'a file'), '')
    const script = `
      await gtzan.extractTable(process.argv[1], { ${options}, jobs: 2, cache: process.argv[2] })
        .catch(error => console.log(error.code, error.message))`
    const { output } = await startScript(script, { args: [data, join(folder, 'a file')] }).done
    expect(output).toContain(`CACHE the cache ${join(folder, 'a file')} cannot be written`)
  })

  it.skipIf(process.platform === 'win32')('goes on after a disk was full at any moment (no Windows)', async () => {
    // No file may grow beyond the limit, in kilobytes: the parts do not fit, then the table does not, then all does.
    const script = `
      await gtzan.extractToFile(process.argv[1], process.argv[2], { ${options}, jobs: 2, resume: true })
        .then(() => console.log('done'), error => console.log(error.code, error.message))`
    const out = join(folder, 'full.csv')
    const said: string[] = []
    for (const limit of [0, 1, 2, 1000]) {
      const { output } = await startScript(script, { args: [data, out], fileLimit: limit }).done
      said.push(output.trim())
      if (output.trim() !== 'done') expect(await readFile(out, 'utf8').catch(() => '')).toBe('')
    }
    expect(said[0]).toMatch(/^CACHE the cache .* cannot be written/)
    expect(said[1]).toMatch(/^DATA .*full\.csv: cannot be written/)
    expect(said.at(-1)).toBe('done')
    expect(await readFile(out, 'utf8')).toBe(expected)
    expect((await readdir(folder)).filter(name => name.includes('full'))).toEqual(['full.csv'])
  })

  it('goes on after kill -9 at any moment and ends with the same bytes', async () => {
    // The process kills itself when the first file is done, or after some milliseconds, wherever its threads are then.
    const script = `
      const die = () => process.kill(process.pid, 'SIGKILL')
      const moment = process.argv[3]
      if (Number(moment)) setTimeout(die, Number(moment))
      const onProgress = moment === 'first' ? die : undefined
      await gtzan.extractToFile(process.argv[1], process.argv[2], { ${options}, jobs: 2, resume: true, onProgress })`
    const out = join(folder, 'resumed.csv')
    const ends: (string | null)[] = []
    for (const moment of ['first', '20', '60', '120', 'first', '200', 'never']) {
      ends.push((await startScript(script, { args: [data, out, moment] }).done).signal)
      // What is there is whole, whenever the end came.
      const text = await readFile(out, 'utf8').catch(() => expected)
      expect(text).toBe(expected)
    }
    expect(ends[0]).toBe('SIGKILL')
    expect(ends.at(-1)).toBeNull()
    expect((await readdir(folder)).filter(name => name.startsWith('resumed'))).toEqual(['resumed.csv'])
    expect(await readFile(out, 'utf8')).toBe(expected)
  })
})
