import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RandomState } from '@genre/core'
import { readAudio } from '@genre/gtzan/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run, runWith } from './run-main'
import { chord, wavOf } from './wav'

let dir: string
const at = (name: string) => join(dir, name)

/** A second of noise, then a chord in the same noise. */
function noisy(seconds: number, rate: number): Float32Array {
  const random = new RandomState(1)
  const tones = chord(seconds, rate)
  return tones.map((x, i) => 0.02 * random.standardNormal(1)[0] + (i < rate ? 0 : x))
}

/** Samples as raw 16-bit bytes, in pieces of odd lengths. */
function raw(samples: Float32Array): Uint8Array[] {
  const bytes = Buffer.alloc(2 * samples.length)
  samples.forEach((x, i) => bytes.writeInt16LE(Math.round(x * 32767), 2 * i))
  const pieces: Uint8Array[] = []
  for (let from = 0, length = 1; from < bytes.length; from += length, length = (length * 7 + 11) % 9001) {
    pieces.push(bytes.subarray(from, from + length))
  }
  return pieces
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre sound '))
  await writeFile(at('noisy.wav'), wavOf(noisy(6, 16000), 16000))
  await writeFile(at('short.wav'), wavOf(noisy(0.5, 16000), 16000))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const pngSize = (bytes: Buffer) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]

describe('genre spectrogram', () => {
  it.each([
    [[], [188, 128]],
    [
      ['--axis', 'log', '--width', '100', '--height', '50', '--color-map', 'gray'],
      [100, 50],
    ],
    [
      ['--axis', 'linear', '--offset', '1', '--duration', '2'],
      [87, 512],
    ],
    [
      ['--mels', '200'],
      [188, 200],
    ],
  ])('draws with %j', async (words, size) => {
    const { code, out } = await run('spectrogram', at('noisy.wav'), '--out', at('a.png'), '--json', ...words)
    expect(code).toBe(0)
    const [width, height] = pngSize(await readFile(at('a.png')))
    expect([width, height]).toEqual([size[0] === 188 ? 259 : size[0], size[1]])
    expect(JSON.parse(out)).toMatchObject({ width, height, out: at('a.png') })
  })

  it('refuses what is no audio, and words that are none', async () => {
    expect(await run('spectrogram', at('none.wav'), '-o', at('b.png'))).toMatchObject({ code: 1 })
    const wrong = await run('spectrogram', at('noisy.wav'), '-o', at('b.png'), '--axis', 'mels')
    expect(wrong.code).toBe(2)
    expect(wrong.err).toMatch(/one of mel, linear, log\. Did you mean mel\?/)
    expect((await run('spectrogram', at('noisy.wav'))).code).toBe(2)
    expect(existsSync(at('b.png'))).toBe(false)
  })
})

describe('genre denoise', () => {
  it('takes noise out and says how much', async () => {
    const { code, out } = await run('denoise', at('noisy.wav'), at('clean.wav'), '--json')
    expect(code).toBe(0)
    const { snr, sampleRate, seconds, files } = JSON.parse(out) as {
      snr: { before: number; after: number }
      sampleRate: number
      seconds: number
      files: string[]
    }
    expect([sampleRate, seconds]).toEqual([16000, 6])
    expect(snr.before).toBeGreaterThan(5)
    expect(snr.after).toBeGreaterThan(snr.before + 6)
    expect(files.map(file => file.slice(dir.length + 1))).toEqual([
      'clean.wav',
      'clean.noisy.png',
      'clean.noise.png',
      'clean.denoised.png',
    ])
    const { samples } = await readAudio(at('clean.wav'), { sampleRate: null })
    expect(samples).toHaveLength(96000)
    expect(Math.max(...samples.map(Math.abs))).toBeCloseTo(1, 3)
    const power = (from: number, to: number) =>
      samples.subarray(from, to).reduce((sum, x) => sum + x * x, 0) / (to - from)
    expect(power(20000, 90000) / power(1000, 15000)).toBeGreaterThan(30)
    for (const name of files.slice(1)) expect(pngSize(await readFile(name))[1]).toBe(256)
  })

  it.each(['subtraction', 'wiener'])('by %s, level and pictures as wanted', async method => {
    const out = at(`${method}.wav`)
    const words = ['--method', method, '--no-normalize', '--no-pictures', '--noise', '0.2:0.9']
    expect((await run('denoise', at('noisy.wav'), out, ...words)).out).toMatch(
      /signal to noise [\d.]+ dB, now [\d.]+ dB/,
    )
    const { samples } = await readAudio(out, { sampleRate: null })
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(0.8)
    expect((await readdir(dir)).filter(name => name.startsWith(method))).toEqual([`${method}.wav`])
  })

  it('refuses stretches that are none', async () => {
    for (const noise of ['1', 'a:b', '2:1', ':', '1:1']) {
      expect((await run('denoise', at('noisy.wav'), at('x.wav'), '--noise', noise)).code).toBe(2)
    }
    const beyond = await run('denoise', at('noisy.wav'), at('x.wav'), '--noise', '7:8')
    expect(beyond).toMatchObject({ code: 2 })
    expect(beyond.err).toMatch(/stretch with samples/)
    expect(existsSync(at('x.wav'))).toBe(false)
  })
})

describe('genre listen', () => {
  const words = ['listen', '--stdin', '--rate', '22050', '--json']
  const answers = (out: string) =>
    out.split('\n').map(line => JSON.parse(line) as { seconds: number; genre?: string; note?: string })

  it('answers every second, the same in whatever pieces the sound comes', async () => {
    const sound = noisy(6, 22050)
    const { code, out } = await runWith({ input: raw(sound) }, ...words)
    expect(code).toBe(0)
    expect(answers(out).map(({ seconds }) => seconds)).toEqual([2, 3, 4, 5, 6])
    expect(
      answers(out)
        .slice(1)
        .every(({ genre }) => genre !== undefined),
    ).toBe(true)
    const whole = await runWith({ input: [Buffer.concat(raw(sound))] }, ...words)
    expect(whole.out).toBe(out)
  })

  it('without noise, seldom, and not for ever', async () => {
    const options = ['--noise', '0', '--every', '2', '--duration', '5']
    const { out } = await runWith({ input: raw(noisy(9, 22050)) }, ...words, ...options)
    expect(answers(out).map(({ seconds }) => seconds)).toEqual([2, 4])
  })

  it('takes other rates, formats and channels, and silence', async () => {
    const silence = Buffer.alloc(4 * 2 * 3 * 44100)
    const options = ['--format', 'f32le', '--channels', '2', '--noise', '0', '--rate', '44100']
    const { out } = await runWith({ input: [silence] }, 'listen', '--stdin', '--json', ...options)
    expect(answers(out).at(-1)).toEqual({ seconds: 3, note: 'silence' })
    const hostile = Buffer.from(new Float32Array(30000).fill(NaN).buffer)
    const heard = await runWith({ input: [hostile] }, ...words, '--format', 'f32le', '--noise', '0')
    expect(heard.code).toBe(0)
  })

  it('says so if too little came', async () => {
    const { code, err } = await runWith({ input: raw(noisy(1, 22050)) }, ...words)
    expect(code).toBe(1)
    expect(err).toMatch(/only 1\.0 s of sound came/)
  })

  it('shows a line with its history', async () => {
    const { out, err } = await runWith({ input: raw(noisy(4, 22050)) }, 'listen', '--stdin')
    expect(out).toMatch(/ 0:04 {2}[a-z]+ +\d+ % +█+/)
    expect(err).toMatch(/of \d answers: /)
  })
})

describe('genre record', () => {
  it('keeps the take, raw and without its noise', async () => {
    const words = ['record', '--stdin', '--countdown', '0', '--seconds', '5', '--out', at('take'), '--json']
    const { code, out } = await runWith({ input: raw(noisy(7, 16000)) }, ...words)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ seconds: 5, sampleRate: 16000 })
    expect((await readdir(at('take'))).sort()).toEqual([
      'denoised.png',
      'denoised.wav',
      'noise.png',
      'noisy.png',
      'raw.wav',
    ])
    expect((await readAudio(at('take/raw.wav'), { sampleRate: null })).samples).toHaveLength(80000)
  })

  it('says so if the sound ends early, or never began', async () => {
    const words = ['record', '--stdin', '--countdown', '0', '--noise', '0', '--out', at('early')]
    const early = await runWith({ input: raw(noisy(3, 16000)) }, ...words)
    expect(early.code).toBe(0)
    expect(early.err).toMatch(/ended after 3\.0 of 10 s/)
    expect(await readdir(at('early'))).toEqual(['raw.wav'])
    const none = await runWith({ input: [] }, 'record', '--stdin', '--countdown', '0', '--out', at('none'))
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no sound came') as string })
    expect(existsSync(at('none'))).toBe(false)
  })

  it('counts down, and stops when told to', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    const stopped = await runWith({ input: [], signal: controller.signal }, 'record', '--stdin', '--out', at('never'))
    expect(stopped.code).toBe(130)
    expect(stopped.err).toMatch(/^3 \.\.\.\nstopped/)
  })
})
