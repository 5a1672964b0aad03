import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './run-main'

const bin = fileURLToPath(new URL('../bin/genre.js', import.meta.url))
const built = existsSync(fileURLToPath(new URL('../dist/index.js', import.meta.url)))

interface Ended {
  code: number | null
  out: string
  err: string
}

/** The command as a process of its own, as people run it. */
function genre(words: string[], options: { interruptAfter?: RegExp; env?: NodeJS.ProcessEnv } = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...words], { env: { ...process.env, ...options.env } })
    let out = ''
    let err = ''
    child.stdout.on('data', chunk => (out += String(chunk)))
    child.stderr.on('data', chunk => (err += String(chunk)))
    child.on('error', reject)
    child.on('close', code => resolve({ code, out, err }))
    const timer =
      options.interruptAfter &&
      setInterval(() => {
        if (!options.interruptAfter!.test(err)) return
        clearInterval(timer)
        child.kill('SIGINT')
      }, 20)
  })
}

describe.skipIf(!built)('bin/genre.js (needs npm run build)', () => {
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'genre-bin-'))
    await run('synthesize', '--tracks', '1', '--seconds', '4', '--jobs', '1', '--out', join(dir, 'data'))
  }, 30_000)
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it('keeps answers and notes apart, without colours in a pipe', async () => {
    const good = join(dir, 'data/genres_original/rock/rock.00000.wav')
    const { code, out, err } = await genre(['classify', good, join(dir, 'none.wav')])
    expect(code).toBe(1)
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(out).toContain('rock.00000.wav')
    expect(err).toMatch(/none\.wav: there is no such file/)

    expect(out + err).not.toMatch(/\u001b/)
  }, 30_000)

  it('classifies on two threads as on one, in the order of the files', async () => {
    const files = ['rock', 'jazz', 'blues', 'pop'].map(genre =>
      join(dir, `data/genres_original/${genre}/${genre}.00000.wav`),
    )
    const words = ['classify', '--json', ...files.slice(0, 2), join(dir, 'none.wav'), ...files.slice(2)]
    const [one, two] = await Promise.all(['1', '2'].map(jobs => genre([...words, '--jobs', jobs])))
    expect(two).toEqual(one)
    expect(one.code).toBe(1)
    const answers = JSON.parse(one.out) as { file: string }[]
    expect(answers.map(({ file }) => file)).toEqual(words.slice(2))
  }, 30_000)

  it('takes raw sound from a pipe, and stops when it has enough', async () => {
    const sound = spawn(process.execPath, [bin, 'listen', '--stdin', '--json', '--noise', '0', '--duration', '3'])
    let out = ''
    sound.stdout.on('data', chunk => (out += String(chunk)))
    sound.stdin.on('error', () => undefined)
    // more than is wanted: the command ends by itself, and does not wait for the end of the pipe
    sound.stdin.write(Buffer.alloc(2 * 22050 * 5))
    const code = await new Promise(resolve => sound.on('close', resolve))
    expect(code).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(3)
  }, 30_000)

  it('exits with 2 for wrong usage', async () => {
    expect((await genre(['classify'])).code).toBe(2)
    expect((await genre(['nonsense'])).code).toBe(2)
  }, 30_000)

  it('extracts the same bytes on two threads as on one', async () => {
    const data = join(dir, 'data')
    for (const jobs of ['1', '2']) {
      const { code } = await genre(['extract', data, '--out', join(dir, `${jobs}.csv`), '--jobs', jobs])
      expect(code).toBe(1)
    }
    expect(await readFile(join(dir, '2.csv'), 'utf8')).toBe(await readFile(join(dir, '1.csv'), 'utf8'))
  }, 60_000)

  it('stops at Ctrl-C: exit code 130, nothing half-written', async () => {
    const big = join(dir, 'big')
    const { code, err } = await genre(['synthesize', '--tracks', '300', '--jobs', '2', '--out', big], {
      interruptAfter: /synthesize \d+\//,
    })
    expect(code).toBe(130)
    expect(err).toMatch(/stopped/)
    const left = await readdir(big, { recursive: true })
    expect(left.filter(name => name.endsWith('.tmp'))).toEqual([])
  }, 60_000)
})
