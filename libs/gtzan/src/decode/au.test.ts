import { describe, expect, it } from 'vitest'
import { goldenBytes } from '../../test/golden-audio'
import { decodeAudio } from './decode-audio'
import { memorySource } from './byte-source'
import { openAudio } from './open-audio'

/** An au file with every field at will; two 16-bit samples. */
function au(fields: { offset?: number; size?: number; encoding?: number; rate?: number; channels?: number } = {}) {
  const { offset = 24, size = 4, encoding = 3, rate = 22050, channels = 1 } = fields
  const view = new DataView(new ArrayBuffer(28))
  view.setUint32(0, 0x2e736e64)
  ;[offset, size, encoding, rate, channels].forEach((value, i) => view.setUint32(4 + 4 * i, value))
  view.setInt16(24, 100)
  view.setInt16(26, -200)
  return new Uint8Array(view.buffer)
}

const expected = Float32Array.of(100 / 32768, -200 / 32768)

describe('au', () => {
  it('with its length, without, and longer than it says', async () => {
    expect(await decodeAudio(au())).toMatchObject({ channels: [expected], sampleRate: 22050, format: 'au' })
    expect(await decodeAudio(au({ size: 0xffffffff }))).not.toHaveProperty('warnings')
    expect((await openAudio(memorySource(au({ size: 0xffffffff })))).lengthStated).toBe(false)
    expect((await decodeAudio(au({ size: 2 }))).channels).toEqual([expected.subarray(0, 1)])
  })

  it.each(['.sd\0', '\0ds.', 'dns.'])('with the mark %j', async mark => {
    const file = au()
    // little-endian marks are the big-endian ones backwards
    if (!mark.startsWith('.')) {
      for (let at = 4; at < 24; at += 4) file.subarray(at, at + 4).reverse()
      for (let at = 24; at < 28; at += 2) file.subarray(at, at + 2).reverse()
    }
    file.set(Array.from(mark, c => c.charCodeAt(0)))
    expect(await decodeAudio(file)).toMatchObject({ channels: [expected], sampleRate: 22050, format: 'au' })
  })

  it('cut off: what is there, with a warning', async () => {
    const { channels, warnings } = await decodeAudio(au({ size: 1000 }))
    expect(channels).toEqual([expected])
    expect(warnings).toEqual(['the file is cut off: its header announces 1000 bytes of sound, 4 are there'])
  })

  it.each([
    [{ offset: 10 }, 'bad-header', 'within itself'],
    [{ offset: 1000 }, 'truncated', 'begins at byte 1000'],
    [{ offset: 28 }, 'truncated', '0 are there'],
    [{ size: 0 }, 'no-samples', 'no samples'],
    [{ encoding: 23 }, 'unsupported', 'encoding 23'],
    [{ rate: 0 }, 'bad-header', '0 Hz'],
    [{ channels: 0 }, 'bad-header', '0 channels'],
    [{ channels: 0x10000 }, 'bad-header', '65536 channels'],
  ])('%o', async (fields, problem, words) => {
    await expect(decodeAudio(au(fields))).rejects.toMatchObject({ problem, message: expect.stringContaining(words) })
  })

  it('cut within its header', async () => {
    await expect(decodeAudio(goldenBytes('au-pcm16.au').subarray(0, 20))).rejects.toMatchObject({
      problem: 'truncated',
    })
  })
})
