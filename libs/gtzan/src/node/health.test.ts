import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RandomState } from '@genre/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkHealth } from './health'

let dir: string
beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'genre-health-'))))
afterEach(() => rm(dir, { recursive: true, force: true }))

function wav(samples: ArrayLike<number>, sampleRate = 1000, channels = 1): Uint8Array {
  const bytes = Buffer.alloc(44 + 2 * samples.length)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + 2 * samples.length, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(channels, 22)
  bytes.writeUInt32LE(sampleRate, 24)
  bytes.writeUInt32LE(2 * channels * sampleRate, 28)
  bytes.writeUInt16LE(2 * channels, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(2 * samples.length, 40)
  for (let i = 0; i < samples.length; i++) bytes.writeInt16LE(Math.round(32767 * samples[i]), 44 + 2 * i)
  return bytes
}

function noise(seconds: number, seed: number, scale = 0.5): Float64Array {
  return new RandomState(seed).uniform(-scale, scale, Math.round(1000 * seconds))
}

async function put(file: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(join(dir, file, '..'), { recursive: true })
  await writeFile(join(dir, file), bytes)
}

const codes = async (file: string, options = {}) => {
  const report = await checkHealth(dir, options)
  const found = report.files.find(other => other.file === file)
  return { status: found?.status, codes: found?.problems.map(problem => problem.code) }
}

describe('checkHealth', () => {
  beforeEach(async () => {
    for (let i = 0; i < 4; i++) await put(`song/${i}.wav`, wav(noise(30, i)))
  })

  it('finds nothing wrong with sound files, and measures them', async () => {
    const { counts, files } = await checkHealth(dir)
    expect(counts).toEqual({ ok: 4, warning: 0, bad: 0 })
    const { audio } = files[0]
    expect(audio).toMatchObject({
      format: 'wav',
      sampleRate: 1000,
      channels: 1,
      seconds: 30,
      frames: 30000,
      clipped: 0,
    })
    expect(audio!.peak).toBeCloseTo(0.5, 2)
    expect(audio!.rms).toBeCloseTo(0.5 / Math.sqrt(3), 2)
    expect(Math.abs(audio!.dc)).toBeLessThan(0.01)
  })

  it.each<[string, Uint8Array | string, string, string[]]>([
    ['empty', '', 'bad', ['empty']],
    ['text', 'once upon a time', 'bad', ['not-audio']],
    ['without samples', wav([]), 'bad', ['no-samples']],
    ['cut off', wav(noise(30, 9)).subarray(0, 59_000), 'warning', ['truncated']],
    ['short', wav(noise(20, 9)), 'warning', ['short']],
    ['long', wav(noise(40, 9)), 'warning', ['long']],
    ['of another rate', wav(noise(60, 9), 2000), 'warning', ['rate']],
    ['in stereo', wav(noise(60, 9), 1000, 2), 'warning', ['channels']],
    ['silent', wav(new Float64Array(30000)), 'warning', ['silent']],
    ['quiet', wav(noise(30, 9, 0.001)), 'warning', ['quiet']],
    ['with direct current', wav(noise(30, 9).map(x => x + 0.1)), 'warning', ['dc']],
    ['clipped', wav(noise(30, 9, 3).map(x => Math.max(-1, Math.min(1, x)))), 'warning', ['clipped']],
    ['a copy', wav(noise(30, 2)), 'warning', ['duplicate']],
  ])('reports a file that is %s', async (_, bytes, status, problems) => {
    await put('song/x.wav', bytes)
    expect(await codes('song/x.wav')).toEqual({ status, codes: problems })
  })

  it('reports a gap within the music, but not silence around it', async () => {
    const gap = noise(30, 9)
    gap.fill(0, 10_000, 11_500)
    await put('song/x.wav', wav(gap))
    expect(await codes('song/x.wav')).toEqual({ status: 'warning', codes: ['gap'] })
    const faded = noise(30, 8)
    faded.fill(0, 0, 3000).fill(0, 25_000)
    await put('song/y.wav', wav(faded))
    expect(await codes('song/y.wav')).toEqual({ status: 'ok', codes: [] })
  })

  it('reports a file whose length is not stated', async () => {
    const bytes = wav(noise(30, 9))
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(4, 0xffffffff, true)
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(40, 0xffffffff, true)
    await put('song/x.wav', bytes)
    expect(await codes('song/x.wav')).toEqual({ status: 'warning', codes: ['unfinished'] })
  })

  it('finds copies of another loudness, shifted and cut, if that is wanted', async () => {
    // 8 kHz, so that there is sound to be recognised
    const random = new RandomState(5)
    let level = 0
    const music = Float64Array.from({ length: 30 * 8000 }, (_, i) => {
      if (i % 1600 === 0) level = random.next()
      return 0.4 * level * Math.sin(i * (0.2 + 0.3 * level)) + 0.1 * (random.next() - 0.5)
    })
    await put('song/x.wav', wav(music, 8000))
    await put(
      'song/y.wav',
      wav(
        music.slice(16000).map(x => x / 3),
        8000,
      ),
    )
    await put('song/z.wav', wav(music, 8000))
    const { files } = await checkHealth(dir, { jobs: 1 })
    const problems = (file: string) => files.find(other => other.file === file)!.problems
    expect(problems('song/x.wav').map(({ code }) => code)).toEqual(['rate'])
    expect(problems('song/y.wav').find(({ code }) => code === 'copy')?.message).toMatch(
      /^sounds like song\/x.wav \(\d+ % of the bits differ, shifted by 2\.0\d s\)$/,
    )
    expect(problems('song/z.wav').map(({ code }) => code)).toContain('duplicate')
    expect(await codes('song/y.wav', { copies: false })).toMatchObject({ codes: ['short', 'rate'] })
  })

  it('reports samples that are no numbers, and goes on', async () => {
    const bytes = Buffer.alloc(44 + 8)
    Buffer.from(wav([0, 0, 0, 0])).copy(bytes)
    bytes.writeUInt16LE(3, 20)
    bytes.writeUInt16LE(4, 32)
    bytes.writeUInt16LE(32, 34)
    bytes.writeFloatLE(NaN, 48)
    await put('song/nan.wav', bytes)
    bytes.writeFloatLE(3e38, 48)
    await put('song/huge.wav', bytes)
    expect(await codes('song/nan.wav')).toEqual({ status: 'bad', codes: ['not-finite'] })
    expect(await codes('song/huge.wav')).toMatchObject({ status: 'warning' })
  })

  it('refuses a number of threads that is none', async () => {
    await expect(checkHealth(dir, { jobs: 0 })).rejects.toMatchObject({ parameter: 'jobs' })
  })

  it('knows the faults of GTZAN by name, where that is wanted', async () => {
    await put('disco/disco.00051.wav', wav(noise(30, 7)))
    expect(await codes('disco/disco.00051.wav')).toEqual({ status: 'warning', codes: ['known-fault'] })
    expect(await codes('disco/disco.00051.wav', { knownFaults: false })).toEqual({ status: 'ok', codes: [] })
    await put('synthesized.json', '{}')
    expect(await codes('disco/disco.00051.wav')).toEqual({ status: 'ok', codes: [] })
  })

  it('names a folder that is not there, and stops when told to', async () => {
    await expect(checkHealth(join(dir, 'none'))).rejects.toMatchObject({ code: 'DATA' })
    await expect(checkHealth(dir, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
  })
})
