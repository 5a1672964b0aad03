import { existsSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RandomState } from '@genre/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './run-main'

let dir: string
const at = (name: string) => join(dir, name)

/** A table of segments: 3 genres, 12 tracks of 3 segments each, 5 columns. */
function csv(): string {
  const random = new RandomState(2)
  const lines = ['filename,length,c1,c2,c3,c4,c5,label']
  for (const [g, genre] of ['blues', 'jazz', 'rock'].entries()) {
    for (let track = 0; track < 12; track++) {
      const centre = Array.from({ length: 5 }, (_, j) => (j === g ? 2 : 0) + random.nextNormal())
      for (let segment = 0; segment < 3; segment++) {
        const values = centre.map(x => x + 0.2 * random.nextNormal())
        lines.push(`${genre}.${String(track).padStart(5, '0')}.${segment}.wav,66149,${values.join(',')},${genre}`)
      }
    }
  }
  return `${lines.join('\n')}\n`
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-suite-'))
  await writeFile(at('table.csv'), csv())
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const explore = (out: string, ...more: string[]) =>
  run('explore', '--table', at('table.csv'), '--grid', 'small', '--jobs', '1', '--out', at(out), ...more)

/** What results.json holds, but for times. */
async function results(out: string) {
  const text = await readFile(at(`${out}/results.json`), 'utf8')
  return JSON.parse(text, (key, value: unknown) => (key === 'seconds' ? 0 : value)) as Record<string, unknown>
}

describe('genre explore --suite', () => {
  it('a3: all combinations, with tables, pictures and a report, and the same again from half a log', async () => {
    const first = await explore('a3', '--suite', 'a3', '--protocol', 'row,track', '--seed', '1')
    expect(first.err).toBe('')
    expect(first.code).toBe(0)
    expect(first.out).toMatch(/logistic regression, none +\d+\.\d \(\d+\.\d-\d+\.\d\)/)
    expect(first.out).toMatch(/KNN, polynomial .* 92\.9/)
    expect(first.out).toMatch(/row: \d+ of \d+ test rows are segments of tracks that are also learned from/)
    const found = await results('a3')
    expect(found).toMatchObject({ format: 'genre-suite', version: 1, suite: 'a3', seed: 1, failed: [] })
    expect(found.cells).toHaveLength(64)
    const lines = (await readFile(at('a3/results.csv'), 'utf8')).trim().split('\n')
    expect(lines).toHaveLength(65)
    expect(new Set(lines.map(line => line.replace(/"[^"]*"/g, '').split(',').length)).size).toBe(1)
    const page = await readFile(at('a3/results.md'), 'utf8')
    for (const [, picture] of page.matchAll(/\]\((pictures\/[^)]+)\)/g))
      expect(existsSync(at(`a3/${picture}`))).toBe(true)
    expect(page).toMatch(/## The leak/)
    const report = await readFile(at('a3/report.html'), 'utf8')
    expect(report.match(/<svg/g)!.length).toBe((await readdir(at('a3/pictures'))).length)
    expect(report).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/)

    // Killed in the middle of a write: half of the trials, and the beginning of one.
    const log = (await readFile(at('a3/trials.jsonl'), 'utf8')).trim().split('\n')
    const half = `${log.slice(0, Math.floor(log.length / 2)).join('\n')}\n`
    await mkdir(at('again'))
    await writeFile(at('again/trials.jsonl'), half)
    await appendFile(at('again/trials.jsonl'), log.at(-1)!.slice(0, 30))
    const second = await explore('again', '--suite', 'a3', '--protocol', 'row,track', '--seed', '1')
    expect(second.code).toBe(0)
    expect(await results('again')).toEqual(found)
    const resumed = await readFile(at('again/trials.jsonl'), 'utf8')
    expect(resumed.startsWith(half)).toBe(true)
    expect(resumed.trim().split('\n')).toHaveLength(log.length)
  }, 90_000)

  it('refuses to go on with the log of another experiment', async () => {
    await mkdir(at('other'))
    await writeFile(at('other/trials.jsonl'), '{"format":"genre-trials","version":1,"suite":"c"}\n')
    const { code, err } = await explore('other', '--suite', 'a3')
    expect(code).toBe(1)
    expect(err).toMatch(/trials\.jsonl: its trials are of another experiment \(suite is "c", not "a3"\)/)
  })

  it('c and b4: their own pictures and models', async () => {
    const c = await explore('c', '--suite', 'c', '--protocol', 'track')
    expect(c).toMatchObject({ code: 0, err: '' })
    expect(await readdir(at('c/pictures'))).toEqual(
      expect.arrayContaining(['boundary-linear.svg', 'boundary-poly.svg', 'boundary-rbf.svg', 'importances.svg']),
    )
    const b4 = await explore('b4', '--suite', 'b4', '--protocol', 'track', '--json')
    expect(b4).toMatchObject({ code: 0, err: '' })
    expect((JSON.parse(b4.out) as { cells: unknown[] }).cells).toHaveLength(3)
  }, 60_000)

  it('b4 on whole tracks: one column a protocol, published values where they belong and with what they are of', async () => {
    const [head, ...rows] = csv().trim().split('\n')
    const tracks = rows.filter((_, k) => k % 3 === 0).map(row => row.replace('.0.wav', '.wav'))
    await writeFile(at('tracks.csv'), `${[head, ...tracks].join('\n')}\n`)
    const { code, err, out } = await explore(
      'b4t',
      '--table',
      at('tracks.csv'),
      '--suite',
      'b4',
      '--protocol',
      'row,track',
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^ +row +track +published$/m)
    expect(out).toMatch(
      /published values are of GTZAN's 1000 tracks.* this table has 36, so they do not compare directly/,
    )
    const page = await readFile(at('b4t/results.md'), 'utf8')
    expect(page).toMatch(/tracks by genre \| blues 12, jazz 12, rock 12/)
    expect(page).toMatch(/By track, \d of 3 combinations are within 3 points/)
    expect(page).toMatch(/no protocol learns from test songs/)
    const [, byTrack] = page.split('\ntrack, tracks: share of right answers')
    expect(byTrack).toMatch(/KNN \| \d+\.\d \([\d.-]+\); published 51\.0/)
    expect(page.split('published 51.0')).toHaveLength(2)
    // The net watches the loss, and keeps the epoch with the least.
    const found = (await results('b4t')) as {
      cells: { model: string; trials: { history?: number[]; historyOf?: string }[] }[]
    }
    const net = found.cells.find(cell => cell.model === 'neural net')!.trials[0]
    expect(net.historyOf).toBe('loss')
    expect(page).toMatch(/Training over 2 epochs: validation loss/)
  }, 60_000)

  it('best: statistics of tracks, one combination tested', async () => {
    const { code, err, out } = await explore(
      'best',
      '--suite',
      'best',
      '--protocol',
      'track',
      '--page',
      at('pages/best.md'),
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/chosen among 8: .*artists kept apart/)
    const found = await results('best')
    expect(found.cells).toHaveLength(1)
    expect(found.rows).toBe(36)
    const page = await readFile(at('pages/best.md'), 'utf8')
    expect(page).toContain('](../best/pictures/pca.svg)')
    expect(page).toMatch(/The test rows were looked at once in this run/)
  }, 60_000)

  it('refuses tables that nothing can be learned from, and draws what can be drawn', async () => {
    const [head, ...rows] = csv().trim().split('\n')
    const write = (name: string, lines: string[]) => writeFile(at(name), `${lines.join('\n')}\n`)
    const cells = rows.map(row => row.split(','))
    await write('one-genre.csv', [head, ...rows.slice(0, 36)])
    await write('no-rows.csv', [head])
    await write('three.csv', [head, rows[0], rows[36], rows[72]])
    await write('constant.csv', [head, ...cells.map(c => [c[0], c[1], 1, 1, 1, 1, 1, c[7]].join(','))])
    await write('one-column.csv', ['filename,length,c1,label', ...cells.map(c => [c[0], c[1], c[2], c[7]].join(','))])
    for (const suite of ['b4', 'c']) {
      const on = (name: string) => explore(`${suite}-${name}`, '--table', at(name), '--suite', suite)
      expect(await on('one-genre.csv')).toMatchObject({ code: 1, err: expect.stringMatching(/one genre, "blues"; at least two/) }) // prettier-ignore
      expect(await on('no-rows.csv')).toMatchObject({ code: 1, err: expect.stringMatching(/table: has no rows/) })
      expect(await on('three.csv')).toMatchObject({ code: 1, err: expect.stringMatching(/3 rows of 3 tracks are too few for the row protocol/) }) // prettier-ignore
      for (const name of ['constant.csv', 'one-column.csv']) {
        expect(await on(name), name).toMatchObject({ code: 0, err: '' })
        expect(existsSync(at(`${suite}-${name}/report.html`))).toBe(true)
      }
    }
    const quick = await run('explore', '--table', at('table.csv'), '--out', at('quick'))
    expect(quick).toMatchObject({ code: 1, err: expect.stringMatching(/the suite quick needs the columns of gtzan57; --suite a3/) }) // prettier-ignore
  }, 60_000)

  it('says what is wrong with its words', async () => {
    expect((await explore('x', '--suite', 'a4')).code).toBe(2)
    const small = await explore('x', '--suite', 'a3', '--protocol', 'fault-filtered')
    // So few tracks of the published split are there that k-means finds less rows than centres: said, and the rest is done.
    expect(small.code).toBe(1)
    expect(small.err).toMatch(/^fault-filtered, RBF, .*: /m)
    expect(small.out).toMatch(/fault-filtered: .*930/)
    await writeFile(at('absent.txt'), 'blues.00000.0.wav\n')
    const { code, err } = await explore('y', '--suite', 'a3', '--absent', at('absent.txt'))
    expect(code).toBe(2)
    expect(err).toMatch(/absent must be names of segments/)
  })
})
