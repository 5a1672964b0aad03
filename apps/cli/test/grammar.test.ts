import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createColors } from 'picocolors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../src/context'
import { applyConfigFile, ConfigError } from '../src/config-file'
import { createProgram } from '../src/program'
import { run } from './run-main'
import { chord, wavOf } from './wav'

const context: Context = {
  terminal: {
    out: () => {},
    err: () => {},
    colors: createColors(false),
    progress: () => ({ onProgress: () => {}, stop: () => {} }),
  },
  signal: new AbortController().signal,
  input: () => (async function* () {})(),
  fail: () => {},
}

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-grammar-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('the grammar', () => {
  const commands = createProgram(context).commands.filter(command => command.name() !== 'complete')

  it('has all its commands', () => {
    expect(commands.map(command => command.name()).sort()).toEqual(
      'classify denoise evaluate explore extract gtzan health listen models record report spectrogram synthesize train'.split(
        ' ',
      ),
    )
  })

  it.each(commands.map(command => [command.name(), command] as const))('%s keeps to it', async (name, command) => {
    const flags = command.options.map(option => [option.long, option.short])
    expect(flags).toContainEqual(['--json', undefined])
    expect(flags).toContainEqual(['--quiet', '-q'])
    for (const [long, short] of flags) {
      if (long === '--out') expect(short).toBe('-o')
      if (long === '--jobs') expect(short).toBe('-j')
    }
    const { code, out } = await run(name, '--help')
    expect(code).toBe(0)
    expect(out).toMatch(/Examples:\n {2}\$ genre/)
    expect(out).toContain(`$ genre ${name}`)
  })

  it('says what was meant', async () => {
    expect((await run('spectogram', 'x')).err).toMatch(/Did you mean spectrogram/)
    expect((await run('classify', '--jsn', 'x')).err).toMatch(/Did you mean --json/)
    expect((await run('extract', 'x', '-o', 'y', '--mode', 'kagle')).err).toMatch(/Did you mean kaggle/)
  })
})

describe('a config file', () => {
  const apply = async (json: unknown) => {
    const file = join(dir, 'genre.config.json')
    await writeFile(file, typeof json === 'string' ? json : JSON.stringify(json))
    const program = createProgram(context)
    await applyConfigFile(program, file)
    return (name: string) => program.commands.find(command => command.name() === name)!.opts()
  }

  it('gives defaults to all commands, or to one', async () => {
    const options = await apply({
      jobs: 3,
      json: true,
      extract: { set: 'extended207', segments: 5 },
      health: { copies: false },
    })
    expect(options('extract')).toMatchObject({ jobs: 3, json: true, set: 'extended207', segments: 5 })
    expect(options('health')).toMatchObject({ jobs: 3, copies: false })
    expect(options('classify')).toMatchObject({ jobs: 3 })
  })

  it.each([
    ['{', /is no JSON/],
    ['[]', /must be a JSON object/],
    [{ jobz: 1 }, /jobz is no option and no command/],
    [{ jobs: 'x' }, /jobs cannot be "x".*whole number/],
    [{ jobs: [1] }, /must be a text or a number/],
    [{ extract: { protocol: 'row' } }, /protocol is no option of extract/],
    [{ extract: 1 }, /extract must be an object/],
    [{ json: 'yes' }, /must be true or false/],
    [{ config: 'other.json' }, /config is no option/],
    ['{"__proto__": {"jobs": 1}}', /__proto__ is no option/],
  ])('%j is refused', async (json, reason) => {
    await expect(apply(json)).rejects.toThrowError(reason)
    await expect(apply(json)).rejects.toThrowError(ConfigError)
  })

  it('is named, and less than what is said', async () => {
    const file = join(dir, 'mine.json')
    await writeFile(file, '{"models": {"json": true}}')
    expect((await run('models', '--config', file)).out).toMatch(/^\[/)
    await writeFile(file, '{"jobs": 0}')
    expect(await run('models', `--config=${file}`)).toMatchObject({ code: 2 })
    expect(await run('models', '--config', join(dir, 'none.json'))).toMatchObject({ code: 2 })
  })
})

describe('genre gtzan', () => {
  it('tells how to get, cite and check it', async () => {
    const { code, out } = await run('gtzan', '--how')
    expect(code).toBe(0)
    for (const text of ['marsyas', 'kaggle', 'No licence', 'tzanetakis2002', 'MD5']) expect(out).toContain(text)
    expect(JSON.parse((await run('gtzan', '--json')).out)).toHaveProperty('citations')
  })

  it('compares a copy', async () => {
    const folder = join(dir, 'genres', 'blues')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'blues.00000.wav'), 'no wav')
    const { code, out } = await run('gtzan', dir)
    expect(code).toBe(1)
    expect(out).toMatch(/bad\s+blues\/blues\.00000\.wav: cannot be read as audio/)
    expect(out).toMatch(/999 missing/)
    expect((await run('gtzan', join(dir, 'none'))).code).toBe(1)
  })
})

describe('outputs', () => {
  it('are never put in the place of a device or of the input', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'genre outputs '))
    const server = createServer()
    try {
      const song = join(dir, 'song.wav')
      const before = wavOf(chord(3, 22050), 22050)
      await writeFile(song, before)
      // A socket, for which a mistake does no harm.
      const device = join(dir, 'device')
      server.listen(device)
      await once(server, 'listening')
      for (const words of [
        ['spectrogram', song, '--out', device],
        ['denoise', song, device],
        ['denoise', song, join(dir, '.', 'song.wav')],
      ]) {
        const { code, out, err } = await run(...words)
        expect([code, out]).toEqual([2, ''])
        expect(err).toMatch(/not a device or a pipe|another file than the one that is read/)
      }
      expect((await stat(device)).isSocket()).toBe(true)
      expect(new Uint8Array(await readFile(song))).toEqual(new Uint8Array(before))
    } finally {
      server.close()
      await rm(dir, { recursive: true, force: true })
    }
  })
})
