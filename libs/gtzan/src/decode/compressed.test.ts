import { describe, expect, it } from 'vitest'
import { goldenAudio, goldenBytes, joined } from '../../test/golden-audio'
import { memorySource } from './byte-source'
import type { DecodedAudio } from './decode-audio'
import { decodeAudio } from './decode-audio'
import { openAudio } from './open-audio'

/** Largest difference between two decoded channels over the samples that both have. */
function difference(a: DecodedAudio, b: DecodedAudio): number {
  let worst = 0
  a.channels.forEach((samples, channel) => {
    const length = Math.min(samples.length, b.channels[channel].length)
    for (let i = 0; i < length; i++) worst = Math.max(worst, Math.abs(samples[i] - b.channels[channel][i]))
  })
  return worst
}

const bytesOf = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))
const id3 = joined(bytesOf('ID3'), [4, 0, 0, 0, 0, 1, 0], new Uint8Array(128))
const compressed = goldenAudio.filter(golden => !['wav', 'au', 'aiff'].includes(golden.format))

describe('a file that is cut off', () => {
  it.each(compressed.map(golden => [golden.file, golden] as const))('%s', async (_, golden) => {
    const whole = await decodeAudio(goldenBytes(golden.file))
    const { length } = goldenBytes(golden.file)
    for (const part of [0.4, 0.7, 0.95]) {
      const bytes = goldenBytes(golden.file).subarray(0, Math.floor(part * length))
      let decoded: DecodedAudio
      try {
        decoded = await decodeAudio(bytes)
      } catch (error) {
        // headers or index are gone
        expect(error).toMatchObject({ code: 'DECODE' })
        expect((error as { problem: string }).problem).toMatch(/truncated|damaged|bad-header/)
        continue
      }
      // layer 2 and mp3 without a Xing header do not say how long they are
      if (!['layer2.mp2', 'no-xing.mp3'].includes(golden.file))
        expect(decoded.warnings?.join()).toMatch(/cut off|not whole/)
      // only tags behind the sound are gone, perhaps the one that says what to leave out
      if (decoded.channels[0].length >= whole.channels[0].length) continue
      expect(difference(decoded, whole)).toBeLessThan(1e-6)
    }
  })
})

describe('a file that is damaged within', () => {
  it.each(compressed.map(golden => [golden.file, golden] as const))('%s', async (_, golden) => {
    const bytes = goldenBytes(golden.file)
    const middle = Math.floor(bytes.length * 0.8)
    bytes.fill(0xff, middle, middle + 40)
    try {
      const { warnings, channels } = await decodeAudio(bytes)
      expect(channels[0].every(Number.isFinite)).toBe(true)
      // checksums of FLAC and Ogg see everything; bits of mp3 and AAC have none and may still make sense
      if (['flac', 'vorbis', 'opus'].includes(golden.format)) expect(warnings?.join()).toMatch(/damaged|cut off/)
    } catch (error) {
      expect(error).toMatchObject({ code: 'DECODE' })
    }
  })
})

describe('tags', () => {
  it('before and behind mp3, flac and aac are passed over', async () => {
    const ape = joined(bytesOf('APETAGEX'), new Uint8Array(200))
    const id3v1 = joined(bytesOf('TAG'), new Uint8Array(125))
    for (const file of ['cbr-mono.mp3', 'level5.flac', 'adts.aac']) {
      const plain = await decodeAudio(goldenBytes(file))
      const tagged = await decodeAudio(joined(id3, id3, goldenBytes(file), ape, id3v1))
      expect(tagged.channels).toEqual(plain.channels)
      expect(tagged.warnings).toBeUndefined()
    }
  })
})

describe('m4a', () => {
  const text = (bytes: Uint8Array) => String.fromCharCode(...bytes)

  it('that is copy-protected', async () => {
    for (const kind of ['enca', 'drms']) {
      const bytes = goldenBytes('aac-22050-1.m4a')
      bytes.set(bytesOf(kind), text(bytes).indexOf('mp4a'))
      await expect(decodeAudio(bytes)).rejects.toMatchObject({
        problem: 'protected',
        message: expect.stringContaining('copy protection'),
      })
    }
  })

  it('with another codec', async () => {
    for (const [kind, words] of [
      ['alac', 'Apple Lossless'],
      ['ac-3', 'Dolby AC-3'],
      ['abcd', "sound of the kind 'abcd'"],
    ]) {
      const bytes = goldenBytes('aac-22050-1.m4a')
      bytes.set(bytesOf(kind), text(bytes).indexOf('mp4a'))
      await expect(decodeAudio(bytes)).rejects.toMatchObject({
        problem: 'unsupported',
        message: expect.stringContaining(words),
      })
    }
  })

  it('without sound', async () => {
    const bytes = goldenBytes('aac-22050-1.m4a')
    bytes.set(bytesOf('vide'), text(bytes).indexOf('soun'))
    await expect(decodeAudio(bytes)).rejects.toMatchObject({ problem: 'not-audio' })
  })

  it('whose index, at the end, is missing', async () => {
    const bytes = goldenBytes('aac-22050-1.m4a')
    const cut = bytes.subarray(0, text(bytes).indexOf('moov') - 10)
    await expect(decodeAudio(cut)).rejects.toMatchObject({ problem: 'truncated' })
  })

  it('of high efficiency: the core, with a warning', async () => {
    // object type 5 (SBR) with the core at 22050 Hz and LC inside, in place of the plain description
    const bytes = goldenBytes('aac-22050-1.m4a')
    const plain = await decodeAudio(bytes)
    const at = text(bytes).indexOf('\x05\x80\x80\x80\x05')
    expect(at).toBeGreaterThan(0)
    // 00101 0111 0001 0100 00010 0 0 0: SBR, 22050, mono, 44100, LC
    bytes.set([0b00101011, 0b10001010, 0b00001000, 0, 0], at + 5)
    const { channels, sampleRate, warnings } = await decodeAudio(bytes)
    expect(sampleRate).toBe(22050)
    expect(channels).toEqual(plain.channels)
    expect(warnings?.join()).toContain('high-efficiency AAC')
  })
})

describe('openAudio', () => {
  it('recognises by content, whatever the name', async () => {
    for (const golden of goldenAudio) {
      const stream = await openAudio(memorySource(goldenBytes(golden.file)), { file: 'wrong.txt' })
      expect(stream.format).toBe(golden.format)
      expect(stream.sampleRate).toBe(golden.sampleRate)
      expect(stream.channels).toBe(golden.channels)
      expect(stream.encoding).not.toBe('')
    }
  })

  it.each([
    [new Uint8Array(0), 'empty', 'the file is empty (0 bytes)'],
    [bytesOf('a song, in words\n'), 'not-audio', 'seems to be text'],
    [bytesOf('<!DOCTYPE html><html>'), 'not-audio', 'a web page or XML'],
    [bytesOf('PK\x03\x04...'), 'not-audio', 'a ZIP archive'],
    [bytesOf('\x89PNG\r\n\x1a\n'), 'not-audio', 'a PNG picture'],
    [bytesOf('\x1aE\xdf\xa3....'), 'not-audio', 'Matroska'],
    [bytesOf('MThd....'), 'not-audio', 'MIDI'],
    [new Uint8Array(1000), 'not-audio', 'zeros'],
    [Uint8Array.of(0xcb, 0x15, 0x1e, 0x16), 'not-audio', 'it begins with cb 15 1e 16'],
    [joined(id3, new Uint8Array(500)), 'not-audio', 'an ID3 tag with no MPEG audio'],
    [bytesOf('RIFF'), 'truncated', 'RIFF header'],
    [bytesOf('OggS'), 'damaged', 'first page'],
    [bytesOf('fLaC'), 'truncated', 'metadata'],
    [bytesOf('.snd'), 'truncated', 'au header'],
    [bytesOf('\0\0\0\x18ftypM4A '), 'truncated', 'moov'],
  ])('%#: %o', async (bytes, problem, words) => {
    await expect(openAudio(memorySource(bytes), { file: 'song.wav' })).rejects.toMatchObject({
      name: 'AudioFileError',
      code: 'DECODE',
      file: 'song.wav',
      problem,
      message: expect.stringContaining(words),
    })
  })
})
