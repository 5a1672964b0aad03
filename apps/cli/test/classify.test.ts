import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shippedModels } from '@genre/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run, runWith } from './run-main'
import { chord, wavOf } from './wav'

interface TimelineAnswer {
  genre: string
  probabilities: Record<string, number>
  segments: number
  chunks?: { start: number; end: number; genre: string; probabilities: Record<string, number>; influence: number }[]
}

let dir: string
const at = (name: string) => join(dir, name)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre classify '))
  await writeFile(at('song.wav'), wavOf(chord(7, 22050), 22050))
  await writeFile(at('fast.wav'), wavOf(chord(7, 48000), 48000))
  await writeFile(at('short.wav'), wavOf(chord(2, 22050), 22050))
  await writeFile(at('blip.wav'), wavOf(chord(0.1, 22050), 22050))
  await writeFile(at('one.wav'), wavOf(new Float32Array(1), 22050))
  await writeFile(at('none.wav'), wavOf(new Float32Array(0), 22050))
  await writeFile(at('silent.wav'), wavOf(new Float32Array(5 * 22050), 22050))
  await writeFile(at('text.wav'), 'this is no audio\n')
  await writeFile(at('empty.wav'), '')
  await writeFile(at('cut.wav'), wavOf(chord(8, 22050), 22050).subarray(0, 44 + 2 * 4 * 22050 + 1))
  await mkdir(at('folder.wav'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('genre classify', () => {
  it('prints a genre with its probability and the runners-up', async () => {
    const { code, out, err } = await run('classify', at('song.wav'))
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toMatch(/song\.wav\s+[a-z]+\s+\d+ %\s+█+\s+[a-z]+ \d+ %\s+[a-z]+ \d+ %\s+\(2 chunks\)/)
  })

  it('keeps to one line on a narrow terminal', async () => {
    const widths = [20, 40, 60, 75, 90, 200]
    const lines = []
    for (const columns of widths) lines.push((await runWith({ columns }, 'classify', at('song.wav'))).out)
    lines.forEach((line, i) => {
      expect(line).toMatch(/[a-z]+ +\d+ %/)
      expect(line).not.toContain('\n')
      expect(line.length).toBeLessThanOrEqual(Math.max(widths[i], 21))
    })
    expect(lines[0]).not.toContain('█')
    expect(lines.at(-1)).toContain('chunks')
  })

  it('prints one JSON array', async () => {
    const { code, out } = await run('classify', '--json', at('song.wav'), at('short.wav'))
    expect(code).toBe(0)
    const answers = JSON.parse(out) as {
      file: string
      genre: string
      probabilities: Record<string, number>
      segments: number
    }[]
    expect(answers.map(a => a.file)).toEqual([at('song.wav'), at('short.wav')])
    expect(answers.map(a => a.segments)).toEqual([2, 1])
    for (const { genre, probabilities } of answers) {
      const values = Object.values(probabilities)
      expect(Object.keys(probabilities)).toHaveLength(10)
      expect(values.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10)
      expect(probabilities[genre]).toBe(Math.max(...values))
    }
  })

  it('cuts as it is told, and tells of every chunk', async () => {
    const answer = async (...words: string[]) =>
      (JSON.parse((await run('classify', '--json', ...words, at('song.wav'))).out) as TimelineAnswer[])[0]
    const usual = await answer('--timeline')
    expect(usual.chunks!.map(({ start, end }) => [start, Math.round(end)])).toEqual([
      [0, 4],
      [2, 6],
    ])
    const mean = usual.chunks!.reduce((sum, chunk) => sum + chunk.probabilities[usual.genre], 0) / 2
    expect(usual.probabilities[usual.genre]).toBeCloseTo(mean, 12)
    expect((await answer()).chunks).toBeUndefined()
    expect(await answer('--timeline', '--chunk', '4', '--overlap', '2')).toEqual(usual)
    expect((await answer('--chunk', '1', '--overlap', '0')).segments).toBe(6)
    expect((await answer('--chunk', '10')).segments).toBe(1)

    const { out } = await run('classify', '--timeline', '--chunk', '2', '--overlap', '0', at('song.wav'))
    const lines = out.split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[2]).toMatch(/^ +0:02\.0 to 0:04\.0 +[a-z]+ +\d+ % +█* +[+−]\d+\.\d$/)
  })

  it.each([
    [['--chunk', '0']],
    [['--chunk', 'long']],
    [['--chunk', '4', '--overlap', '4']],
    [['--overlap', '-1']],
    [['--chunk', '0.01']],
  ])('refuses %j before it reads a file', async words => {
    const { code, out, err } = await run('classify', ...words, at('song.wav'))
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/chunk|overlap/)
  })

  it('answers nearly the same whatever the sample rate', async () => {
    const { out } = await run('classify', '--json', at('song.wav'), at('fast.wav'))
    const [a, b] = JSON.parse(out) as { genre: string; probabilities: Record<string, number> }[]
    for (const genre of Object.keys(a.probabilities)) {
      expect(Math.abs(a.probabilities[genre] - b.probabilities[genre])).toBeLessThan(0.1)
    }
  })

  it('says so when it heard less than the model wants, or a file that was cut off', async () => {
    const { code, err } = await run('classify', at('short.wav'), at('cut.wav'))
    expect(code).toBe(0)
    expect(err).toMatch(/short\.wav: note: only 2\.0 s of audio, less than a chunk of 4 s/)
    expect(err).toMatch(/cut\.wav: note: /)
  })

  it.each([
    ['missing.wav', /no such file/],
    ['folder.wav', /folder/],
    ['text.wav', /text\.wav: /],
    ['empty.wav', /empty/],
    ['none.wav', /no samples/],
    ['one.wav', /too short/],
    ['blip.wav', /0\.10 s of audio are too short/],
    ['silent.wav', /silence has no genre/],
  ])('answers the others where %s fails', async (name, reason) => {
    const { code, out, err } = await run('classify', at(name), at('song.wav'))
    expect(code).toBe(1)
    expect(err).toMatch(reason)
    expect(err).toContain(name)
    expect(err).not.toMatch(/ at .*\.(ts|js):/)
    expect(out).toMatch(/song\.wav/)
    const json = await run('classify', '--json', at(name), at('song.wav'))
    expect(json.code).toBe(1)
    const [failed, answered] = JSON.parse(json.out) as { file: string; error?: { code: string; message: string } }[]
    expect(failed.file).toBe(at(name))
    expect(failed.error?.code).toMatch(/^[A-Z_]+$/)
    expect(failed.error?.code).not.toBe('INTERNAL')
    expect(failed.error?.message).toMatch(reason)
    expect(answered.error).toBeUndefined()
  })

  it('tells which models there are where a name is wrong', async () => {
    const { code, err } = await run('classify', '--model', 'gtzan57-logistik', at('song.wav'))
    expect(code).toBe(2)
    for (const name of shippedModels) expect(err).toContain(name)
  })

  it('refuses a model that is none', async () => {
    for (const [model, reason] of [
      [at('text.wav'), /is not JSON/],
      [at('missing.json'), /cannot be read/],
      [at('song.wav'), /is not JSON/],
    ] as const) {
      const { code, err } = await run('classify', '--model', model, at('song.wav'))
      expect(code).toBe(1)
      expect(err).toMatch(reason)
    }
  })
})

describe('genre', () => {
  it.each([
    [[], 2],
    [['classify'], 2],
    [['clasify', 'x.wav'], 2],
    [['classify', '--nonsense', 'x.wav'], 2],
    [['--help'], 0],
    [['classify', '--help'], 0],
    [['--version'], 0],
  ])('%j exits with %i', async (words, code) => {
    expect((await run(...words)).code).toBe(code)
  })

  it('knows what was meant', async () => {
    expect((await run('clasify', 'x.wav')).err).toMatch(/Did you mean classify/)
  })

  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect((await run('--version')).out).toBe(version)
  })

  it('lists every command in its help, with examples in each command’s own', async () => {
    const { out } = await run('--help')
    for (const command of ['classify', 'extract', 'health', 'synthesize', 'explore', 'models']) {
      expect(out).toContain(command)
      expect((await run(command, '--help')).out).toContain('Examples:')
    }
  })
})
