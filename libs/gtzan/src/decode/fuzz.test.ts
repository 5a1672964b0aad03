import { RandomState } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { goldenAudio, goldenBytes } from '../../test/golden-audio'
import { mutate, resealOgg } from '../../test/mutate'
import { AudioFileError } from './audio-file-error'
import { memorySource } from './byte-source'
import { decodeAudio } from './decode-audio'
import { openAudio } from './open-audio'

/** Times as many rounds: `FUZZ=25 npx vitest run fuzz` for a long run; `FUZZ_SEED` for other damage. */
const TIMES = Number(process.env.FUZZ ?? 1)
const SEED = Number(process.env.FUZZ_SEED ?? 1)

/** Every file decodes or fails with an error of its own within two seconds, and does not say more than is there. */
async function survive(name: string, bytes: Uint8Array): Promise<void> {
  // processor time, so that other work on the machine does not count
  const start = process.cpuUsage()
  try {
    const { channels, format } = await decodeAudio(bytes, { file: name })
    const total = channels.length * channels[0].length
    expect(total).toBeGreaterThan(0)
    // one byte of sound is one sample at least; only compressed sound may be longer
    if (['wav', 'au', 'aiff'].includes(format)) expect(total).toBeLessThanOrEqual(bytes.length)
    for (const samples of channels) {
      expect(samples.length).toBe(channels[0].length)
      let sum = 0
      for (let i = 0; i < samples.length; i++) sum += samples[i] - samples[i]
      expect(sum).toBe(0)
    }
  } catch (error) {
    if (!(error instanceof AudioFileError)) throw new Error(`${name}: ${String(error)}`, { cause: error })
    expect(error.file).toBe(name)
    expect(error.reason).not.toBe('')
  }
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000).toBeLessThan(2000)
}

describe('damaged files', () => {
  const pcm = goldenAudio.filter(golden => ['wav', 'au', 'aiff'].includes(golden.format))
  const kinds = {
    pcm: { goldens: pcm, rounds: 4000 },
    flac: { goldens: goldenAudio.filter(golden => golden.format === 'flac'), rounds: 200 },
    ogg: { goldens: goldenAudio.filter(golden => ['vorbis', 'opus'].includes(golden.format)), rounds: 200 },
    mp3: { goldens: goldenAudio.filter(golden => golden.format === 'mp3'), rounds: 200 },
    aac: { goldens: goldenAudio.filter(golden => ['m4a', 'aac'].includes(golden.format)), rounds: 400 },
  }
  it.each(Object.entries(kinds))(
    '%s: decode or fail with an AudioFileError',
    async (_, { goldens, rounds }) => {
      const random = new RandomState(SEED)
      const files = goldens.map(golden => goldenBytes(golden.file))
      for (let i = 0; i < rounds * TIMES; i++) {
        const k = i % files.length
        const other = files[random.nextInteger(0, files.length)]
        const damaged = mutate(files[k], other, random)
        const isOgg = ['vorbis', 'opus'].includes(goldens[k].format)
        await survive(`${goldens[k].file} damaged ${i}`, isOgg && i % 4 > 0 ? resealOgg(damaged) : damaged)
      }
    },
    60_000 * TIMES,
  )

  it('no header makes more be read than is there', async () => {
    const random = new RandomState(SEED)
    const files = pcm.map(golden => goldenBytes(golden.file))
    for (let i = 0; i < 500; i++) {
      const bytes = mutate(files[i % files.length], files[0], random)
      const source = memorySource(bytes)
      let read = 0
      const counted = {
        size: source.size,
        read: async (offset: number, length: number) => {
          const part = await source.read(offset, length)
          read += part.length
          return part
        },
      }
      try {
        for await (const block of (await openAudio(counted)).blocks()) void block
      } catch (error) {
        expect(error).toBeInstanceOf(AudioFileError)
      }
      expect(read).toBeLessThan(8 * bytes.length + 1e6)
    }
  })
})
