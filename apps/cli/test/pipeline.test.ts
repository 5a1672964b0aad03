import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './run-main'

/** The whole way, from a collection to a classified clip, on two short tracks a genre. */
let dir: string
const at = (name: string) => join(dir, name)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-pipeline-'))
  const made = await run(
    'synthesize',
    '--tracks',
    '2',
    '--seconds',
    '6.5',
    '--seed',
    '3',
    '--jobs',
    '1',
    '--out',
    at('data'),
  )
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toMatch(/data: 21 files, 1 of them faulty on purpose, seed 3/)
}, 60_000)
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('genre health', () => {
  it('reports the corrupt file, moves it away and brings it back', async () => {
    const bad = 'genres_original/jazz/jazz.00054.wav'
    const seen = await run('health', at('data'))
    expect(seen.code).toBe(1)
    expect(seen.out).toMatch(/bad\s+jazz\/jazz\.00054\.wav: not an audio file/)
    expect(seen.out).toMatch(/21 files in .* 20 sound, 0 with warnings, 1 bad/)
    expect(existsSync(at(`data/${bad}`))).toBe(true)

    const before = await readFile(at(`data/${bad}`))
    const moved = await run('health', at('data'), '--quarantine', at('jail'), '--json')
    expect(moved.code).toBe(1)
    expect(JSON.parse(moved.out)).toMatchObject({
      counts: { bad: 1 },
      quarantine: { moved: ['jazz/jazz.00054.wav'], left: [] },
    })
    expect(existsSync(at(`data/${bad}`))).toBe(false)
    expect((await run('health', at('data'))).code).toBe(0)

    const back = await run('health', at('data'), '--quarantine', at('jail'), '--restore')
    expect(back).toMatchObject({ code: 0, out: '1 file brought back' })
    expect(await readFile(at(`data/${bad}`))).toEqual(before)
  })

  it('says what is wrong with its words', async () => {
    expect((await run('health', at('data'), '--restore')).code).toBe(2)
    expect((await run('health', at('data'), '--quarantine', at('data/genres_original/x'))).err).toMatch(/outside/)
    expect((await run('health', at('nowhere'))).err).toMatch(/nowhere/)
  })
})

describe('genre extract, explore and classify --model', () => {
  it('go from a folder to a report and a model', async () => {
    const extracted = await run('extract', at('data'), '--out', at('features.csv'), '--jobs', '1')
    expect(extracted.code).toBe(1)
    expect(extracted.err).toMatch(/jazz\.00054\.wav: passed over: .*not an audio file/)
    expect(extracted.out).toMatch(/features\.csv: 40 rows of 57 descriptors from 20 tracks/)
    const lines = (await readFile(at('features.csv'), 'utf8')).trim().split('\n')
    expect(lines).toHaveLength(41)
    expect(lines[0]).toMatch(/^filename,length,chroma_stft_mean,chroma_stft_var,.*,mfcc20_var,label$/)
    expect(lines[1]).toMatch(/^blues\.00000\.0\.wav,66149,.*,blues$/)
    expect(lines.slice(1).map(line => line.split(',')[0])).toEqual(
      lines
        .slice(1)
        .map(line => line.split(',')[0])
        .sort(),
    )

    const explored = await run(
      'explore',
      '--table',
      at('features.csv'),
      '--out',
      at('out'),
      '--folds',
      '2',
      '--data',
      at('data'),
    )
    expect(explored.err).toBe('')
    expect(explored.code).toBe(0)
    expect(explored.out).toMatch(/40 segments of 20 tracks/)
    expect(explored.out).toMatch(/leak: /)
    expect((await readdir(at('out'))).sort()).toEqual(['model.json', 'report.html', 'results.json'])
    const results = JSON.parse(await readFile(at('out/results.json'), 'utf8')) as Record<string, unknown[]>
    expect(results.evaluations).toHaveLength(8)
    expect(results.leaks).toHaveLength(4)
    const report = await readFile(at('out/report.html'), 'utf8')
    expect(report.match(/<svg /g)).toHaveLength(4)
    expect(report.match(/data:image\/png/g)).toHaveLength(10)
    expect(report).not.toMatch(/<script|src="http|href="http/)

    const clip = at('data/genres_original/pop/pop.00001.wav')
    const classified = await run('classify', '--json', '--model', at('out/model.json'), clip)
    expect(classified.code).toBe(0)
    const [answer] = JSON.parse(classified.out) as { segments: number; probabilities: Record<string, number> }[]
    expect(answer.segments).toBe(2)
    expect(Object.values(answer.probabilities).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
  }, 60_000)

  it('write one row a file, and the same bytes again', async () => {
    for (const name of ['a.csv', 'b.csv']) {
      expect(
        (await run('extract', at('data'), '-o', at(name), '--segments', 'none', '--jobs', '1', '--mode', 'kaggle'))
          .code,
      ).toBe(1)
    }
    const text = await readFile(at('a.csv'), 'utf8')
    expect(text).toBe(await readFile(at('b.csv'), 'utf8'))
    expect(text.trim().split('\n')).toHaveLength(21)
    const explored = await run('explore', '--table', at('a.csv'), '--out', at('whole'), '--folds', '2')
    expect(explored.err).toMatch(/no model\.json was written: the table has no segments/)
    expect((await readdir(at('whole'))).sort()).toEqual(['report.html', 'results.json'])
  }, 60_000)

  it('refuse words and files that are wrong, and leave nothing half-written', async () => {
    expect((await run('extract', at('data'))).code).toBe(2)
    expect((await run('extract', at('data'), '--out', at('x.csv'), '--segments', '-1')).err).toMatch(
      /number of seconds/,
    )
    expect((await run('extract', at('data'), '--out', at('x.csv'), '--jobs', '0')).err).toMatch(/at least 1/)
    expect((await run('extract', at('nowhere'), '--out', at('x.csv'))).code).toBe(1)
    expect((await run('extract', at('data'), '--out', at('nowhere/x.csv'), '--jobs', '1')).err).toMatch(
      /no such folder/,
    )
    await cp(at('data/synthesized.json'), at('not-a-table.csv'))
    const refused = await run('explore', '--table', at('not-a-table.csv'), '--out', at('y'))
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/not-a-table\.csv/)
    expect((await run('explore', '--table', at('nowhere.csv'), '--out', at('y'))).err).toMatch(/nowhere\.csv/)
    expect((await run('explore', '--table', at('features.csv'), '--out', at('y'), '--protocol', 'song')).err).toMatch(
      /row, track/,
    )
    await writeFile(at('file'), '')
    expect((await run('synthesize', '--out', at('file'), '--tracks', '1')).err).toMatch(/file/)
    expect(existsSync(at('x.csv'))).toBe(false)
  }, 30_000)
})
