import { describe, expect, it } from 'vitest'
import { goldenAudio, goldenBytes, goldenChannels } from '../../test/golden-audio'
import { decodeAudio } from './decode-audio'
import { memorySource } from './byte-source'
import { openAudio } from './open-audio'

/**
 * Largest difference to the reference. PCM and FLAC are exact. mp3 and Vorbis go through the same libraries as the
 * reference, compiled differently: a few float32 roundings. AAC is computed in double precision here and in float32 there.
 * libopus is compiled in fixed point here.
 */
const TOLERANCE: Record<string, number> = { mp3: 3e-6, vorbis: 5e-7, opus: 2e-4, m4a: 5e-7, aac: 5e-7 }

describe('decodeAudio', () => {
  it.each(goldenAudio.map(golden => [golden.file, golden] as const))(
    '%s as the reference decoder',
    async (_, golden) => {
      const decoded = await decodeAudio(goldenBytes(golden.file), { file: golden.file })
      expect(decoded.warnings).toBeUndefined()
      expect(decoded.format).toBe(golden.format)
      expect(decoded.sampleRate).toBe(golden.sampleRate)
      expect(decoded.channels.length).toBe(golden.channels)
      const tolerance = TOLERANCE[golden.format] ?? 0
      goldenChannels(golden).forEach((expected, channel) => {
        const samples = decoded.channels[channel]
        expect(samples.length).toBe(golden.frames)
        let worst = 0
        for (let i = 0; i < expected.length; i++) worst = Math.max(worst, Math.abs(samples[i] - expected[i]))
        expect(worst).toBeLessThanOrEqual(tolerance)
      })
    },
  )

  it.each(goldenAudio.map(golden => [golden.file, golden] as const))('%s: length known before', async (_, golden) => {
    const stream = await openAudio(memorySource(goldenBytes(golden.file)))
    expect(stream.lengthStated).toBe(golden.lengthStated ?? true)
    if (stream.lengthStated) expect(stream.frames).toBe(golden.frames)
  })

  it('refuses what are no bytes', async () => {
    for (const bytes of [undefined, 'x.wav', new ArrayBuffer(4), new Float32Array(4)])
      await expect(decodeAudio(bytes as unknown as Uint8Array)).rejects.toMatchObject({ parameter: 'bytes' })
  })
})
