import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { fmt, chunk, floats, goldenAudio, goldenBytes, goldenLoads, int16, riff } from '../../test/golden-audio'
import { blobSource, memorySource } from './byte-source'
import { decodeAudio } from './decode-audio'
import { loadAudio } from './load-audio'
import { toAudio } from './to-audio'

/**
 * Largest difference to librosa.load as a fraction of the peak. Without a change of rate as in decode-audio.test.ts; with
 * one the two filters differ within their transition bands, and these signals (clicks, noise) have much there.
 */
const SAME_RATE = 5e-6
const RESAMPLED = 0.03

describe('as librosa.load', () => {
  it.each(goldenLoads.loads.map((load, i) => [`${load.file}, ${i}`, load] as const))('%s', async (_, load) => {
    const { sampleRate, offset, duration } = load
    const source = memorySource(goldenBytes(load.file))
    const audio = await loadAudio(source, {
      sampleRate,
      ...(offset !== null && { offset }),
      ...(duration !== null && { duration }),
    })
    const expected = floats(load.samples)
    expect(audio.sampleRate).toBe(load.rate)
    expect(audio.samples.length).toBe(expected.length)
    const own = goldenAudio.find(golden => golden.file === load.file)!
    const peak = expected.reduce((max, x) => Math.max(max, Math.abs(x)), 0)
    const exact = ['wav', 'au', 'aiff', 'flac'].includes(own.format)
    const tolerance = own.sampleRate !== load.rate ? RESAMPLED : exact ? 0 : SAME_RATE
    let worst = 0
    expected.forEach((x, i) => (worst = Math.max(worst, Math.abs(x - audio.samples[i]))))
    expect(worst).toBeLessThanOrEqual(tolerance * peak)
  })
})

describe('loadAudio', () => {
  it.each(goldenAudio.map(golden => golden.file))('%s: the same as decodeAudio and toAudio', async file => {
    const bytes = goldenBytes(file)
    for (const sampleRate of [22050, null]) {
      const whole = toAudio(await decodeAudio(bytes), { sampleRate })
      expect(await loadAudio(memorySource(bytes), { sampleRate })).toEqual(whole)
      expect(await loadAudio(blobSource(new Blob([bytes as BlobPart])), { sampleRate })).toEqual(whole)
    }
  })

  it.each(goldenAudio.map(golden => golden.file))('%s: a part is a part of the whole', async file => {
    const source = memorySource(goldenBytes(file))
    const { samples, sampleRate } = await loadAudio(source, { sampleRate: null })
    const start = Math.floor(samples.length / 3)
    const count = Math.floor(samples.length / 4)
    const part = await loadAudio(source, {
      sampleRate: null,
      offset: (start + 0.5) / sampleRate,
      duration: (count + 0.5) / sampleRate,
    })
    expect(part.samples).toEqual(samples.subarray(start, start + count))
  })

  it('reads of an uncompressed file only the bytes of the part', async () => {
    const samples = Array.from({ length: 200_000 }, (_, i) => i % 1000)
    const bytes = riff([fmt({}), chunk('data', int16(samples))])
    const read: [number, number][] = []
    const source = {
      size: bytes.length,
      read: async (offset: number, length: number) => {
        read.push([offset, length])
        return bytes.subarray(offset, offset + length)
      },
    }
    const part = await loadAudio(source, { offset: 100_000 / 22050, duration: 500.5 / 22050 })
    expect(Array.from(part.samples, x => x * 32768)).toEqual(samples.slice(100_000, 100_500))
    expect(read.at(-1)).toEqual([44 + 200_000, 1000])
    expect(read.slice(0, -1).every(([offset, length]) => offset + length < 10_000)).toBe(true)
  })

  it('a part beyond the end: what is there, or an error', async () => {
    const bytes = riff([fmt({}), chunk('data', int16([1, 2, 3]))])
    const source = memorySource(bytes)
    expect((await loadAudio(source, { offset: 2 / 22050, duration: 100 })).samples.length).toBe(1)
    await expect(loadAudio(source, { offset: 1, file: 'x.wav' })).rejects.toMatchObject({
      problem: 'no-samples',
      message: 'x.wav: there are no samples at 1 s; the file ends before',
    })
    const ogg = memorySource(goldenBytes('mono.ogg'))
    await expect(loadAudio(ogg, { offset: 1 })).rejects.toMatchObject({ problem: 'no-samples' })
  })

  it('a duration below one sample is one sample', async () => {
    const source = memorySource(riff([fmt({}), chunk('data', int16([1, 2, 3]))]))
    expect((await loadAudio(source, { duration: 1e-9 })).samples).toEqual(Float32Array.of(1 / 32768))
  })

  it('says what is wrong with a file that could be read', async () => {
    const source = memorySource(riff([fmt({}), chunk('data', int16([1, 2, 3]), 100)]))
    const { samples, warnings } = await loadAudio(source)
    expect(samples.length).toBe(3)
    expect(warnings).toEqual(['the file is cut off: its header announces 100 bytes of sound, 6 are there'])
  })

  it('stops at maxSeconds', async () => {
    const source = memorySource(goldenBytes('level5.flac'))
    await expect(loadAudio(source, { maxSeconds: 0.01 })).rejects.toMatchObject({ problem: 'too-long' })
    expect((await loadAudio(source, { maxSeconds: 0.01, duration: 0.01 })).samples.length).toBe(220)
  })

  it('samples whose mean overflows are an error', async () => {
    const loud = new Uint8Array(Float32Array.of(3e38, 3e38).buffer)
    const source = memorySource(riff([fmt({ tag: 3, channels: 2, bits: 32 }), chunk('data', loud)]))
    await expect(loadAudio(source)).rejects.toMatchObject({ problem: 'not-finite' })
  })

  it('stops when the signal is given', async () => {
    const bytes = goldenBytes('mono.ogg')
    await expect(loadAudio(memorySource(bytes), { signal: AbortSignal.abort() })).rejects.toThrow('abort')
    const controller = new AbortController()
    const reads: number[] = []
    const source = {
      size: 10 * bytes.length,
      read: async (offset: number, length: number) => {
        if (reads.push(offset) === 3) controller.abort()
        return bytes.subarray(offset, offset + length)
      },
    }
    await expect(loadAudio(source, { signal: controller.signal })).rejects.toThrow('abort')
    expect(reads.length).toBe(3)
  })

  it.each([
    [{ sampleRate: 0 }, 'sampleRate'],
    [{ sampleRate: NaN }, 'sampleRate'],
    [{ sampleRate: '22050' }, 'sampleRate'],
    [{ sampleRate: 1e9 }, 'sampleRate'],
    [{ offset: -1 }, 'offset'],
    [{ offset: NaN }, 'offset'],
    [{ duration: 0 }, 'duration'],
    [{ duration: Infinity }, 'duration'],
    [{ maxSeconds: 0 }, 'maxSeconds'],
  ])('%o is refused', async (options, parameter) => {
    const loading = loadAudio(memorySource(new Uint8Array(1)), options as object)
    await expect(loading).rejects.toBeInstanceOf(InvalidParameterError)
    await expect(loading).rejects.toMatchObject({ parameter })
  })
})
