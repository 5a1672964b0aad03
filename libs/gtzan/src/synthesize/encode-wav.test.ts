import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { decodeAudio } from '../decode/decode-audio'
import { goldenBytes } from '../../test/golden-audio'
import { encodeWav } from './encode-wav'

describe('encodeWav', () => {
  it('writes every 16-bit value as it was', async () => {
    const samples = Float32Array.from({ length: 65536 }, (_, i) => (i - 32768) / 32768)
    const { channels, sampleRate, warnings } = await decodeAudio(encodeWav({ samples, sampleRate: 44100 }))
    expect(channels).toEqual([samples])
    expect(sampleRate).toBe(44100)
    expect(warnings ?? []).toEqual([])
  })

  it('writes the bytes that soundfile writes, but for what that adds', async () => {
    const golden = goldenBytes('wav-1ch-8000.wav')
    const { channels, sampleRate } = await decodeAudio(golden)
    expect(encodeWav({ samples: channels[0], sampleRate })).toEqual(golden)
  })

  it('keeps floats exactly, and cuts 16 bits off at full scale', async () => {
    const samples = Float32Array.of(1.5, -3, 1e-30, Math.fround(0.1), -0)
    const floats = await decodeAudio(encodeWav({ samples, sampleRate: 8000 }, { bits: 32 }))
    expect(floats.channels[0]).toEqual(samples)
    const cut = await decodeAudio(encodeWav({ samples, sampleRate: 8000 }))
    expect([...cut.channels[0]]).toEqual([32767 / 32768, -1, 0, 3277 / 32768, 0])
  })

  it('refuses other widths', () => {
    const audio = { samples: new Float32Array(1), sampleRate: 8000 }
    expect(() => encodeWav(audio, { bits: 24 as 16 })).toThrowError(InvalidParameterError)
  })
})
