import { describe, expect, it } from 'vitest'
import { goldenBytes, joined } from '../../test/golden-audio'
import { findMpegAudio, id3Length, mpegFrameAt } from './mpeg-frame'

const frame = (...bytes: number[]) => mpegFrameAt(Uint8Array.of(...bytes, 0, 0, 0), 0)

describe('mpegFrameAt', () => {
  it('reads headers of every layer', () => {
    // MPEG-1 layer 3, 128 kbit/s, 44.1 kHz, joint stereo, without and with padding
    expect(frame(0xff, 0xfb, 0x90, 0x64)).toMatchObject({
      layer: 3,
      sampleRate: 44100,
      channels: 2,
      bytes: 417,
      samples: 1152,
    })
    expect(frame(0xff, 0xfb, 0x92, 0x64)).toMatchObject({ bytes: 418 })
    // MPEG-2 layer 3, 64 kbit/s, 22.05 kHz, mono
    expect(frame(0xff, 0xf3, 0x80, 0xc4)).toMatchObject({ sampleRate: 22050, channels: 1, bytes: 208, samples: 576 })
    // MPEG-2.5 layer 3, 8 kHz
    expect(frame(0xff, 0xe3, 0x28, 0xc4)).toMatchObject({ sampleRate: 8000, samples: 576 })
    // MPEG-1 layers 1 and 2
    expect(frame(0xff, 0xff, 0x90, 0x04)).toMatchObject({
      layer: 1,
      samples: 384,
      bytes: 4 * Math.floor((12 * 288000) / 44100),
    })
    expect(frame(0xff, 0xfd, 0x84, 0x04)).toMatchObject({ layer: 2, sampleRate: 48000, samples: 1152, bytes: 384 })
  })

  it.each([
    ['no sync', [0xfe, 0xfb, 0x90, 0x64]],
    ['reserved version', [0xff, 0xeb, 0x90, 0x64]],
    ['bad bit rate', [0xff, 0xfb, 0xf0, 0x64]],
    ['free bit rate', [0xff, 0xfb, 0x00, 0x64]],
    ['bad sample rate', [0xff, 0xfb, 0x9c, 0x64]],
    ['ADTS of a reserved rate', [0xff, 0xf1, 0x7c, 0x80]],
  ])('refuses %s', (_, bytes) => expect(frame(...bytes)).toBeUndefined())
})

describe('findMpegAudio', () => {
  it('behind something else, but not in samples that look like a header here and there', () => {
    const bytes = goldenBytes('no-xing.mp3')
    expect(findMpegAudio(bytes, true)).toMatchObject({ at: 0, frame: { layer: 3, sampleRate: 32000 } })
    expect(findMpegAudio(joined(new Uint8Array(1000), bytes), true)).toMatchObject({ at: 1000 })
    const noise = Uint8Array.from({ length: 65536 }, (_, i) => (i % 13 === 0 ? 0xff : (i * 7919) >> 3))
    expect(findMpegAudio(noise, true)).toBeUndefined()
  })

  it('a single frame, if it is all there is', () => {
    const one = goldenBytes('no-xing.mp3')
    const { frame: first } = findMpegAudio(one, true)!
    expect(findMpegAudio(one.subarray(0, first.bytes), true)).toMatchObject({ at: 0 })
    expect(findMpegAudio(one.subarray(0, first.bytes), false)).toBeUndefined()
  })
})

describe('id3Length', () => {
  it('counts header, body and footer', () => {
    const tag = (flags: number, ...size: number[]) => Uint8Array.of(0x49, 0x44, 0x33, 4, 0, flags, ...size)
    expect(id3Length(tag(0, 0, 0, 1, 0))).toBe(138)
    expect(id3Length(tag(0x10, 0, 0, 1, 0))).toBe(148)
    expect(id3Length(tag(0, 0x7f, 0x7f, 0x7f, 0x7f))).toBe(10 + 2 ** 28 - 1)
    expect(id3Length(tag(0, 0x80, 0, 0, 0))).toBe(0)
    expect(id3Length(Uint8Array.of(0x49, 0x44, 0x33))).toBe(0)
  })
})
