import { describe, expect, it } from 'vitest'
import { goldenBytes } from '../../test/golden-audio'
import { decodeAudio } from './decode-audio'

/** A copy with one byte changed. */
function changed(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const out = bytes.slice()
  out.set(values, at)
  return out
}

describe('aiff', () => {
  const whole = goldenBytes('aiff-pcm16.aiff')
  const text = String.fromCharCode(...whole)
  const common = text.indexOf('COMM') + 8
  const sound = text.indexOf('SSND')

  it('cut off: what is there, with a warning', async () => {
    const { channels, warnings } = await decodeAudio(whole.subarray(0, whole.length - 40))
    const all = await decodeAudio(whole)
    expect(channels[0]).toEqual(all.channels[0].subarray(0, channels[0].length))
    expect(channels[0].length).toBe(all.channels[0].length - 10)
    expect(warnings).toHaveLength(1)
  })

  it.each([
    ['0 channels', changed(whole, common, 0, 0), 'bad-header'],
    ['rate 0', changed(whole, common + 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 'bad-header'],
    ['0 bits', changed(whole, common + 6, 0, 0), 'bad-header'],
    ['more frames than there is room for', changed(whole, common + 2, 0xff, 0xff, 0xff, 0xff), 'bad-header'],
    ['no frames', changed(whole, common + 2, 0, 0, 0, 0), 'no-samples'],
    ['no sound chunk', changed(whole, sound, 65, 65, 65, 65), 'bad-header'],
    ['cut before the sound', whole.subarray(0, sound), 'bad-header'],
    ['cut in the header', whole.subarray(0, 10), 'truncated'],
  ])('%s', async (_, bytes, problem) => {
    await expect(decodeAudio(bytes)).rejects.toMatchObject({ problem })
  })

  it('a compression that is not decoded', async () => {
    const bytes = goldenBytes('aiff-sowt.aiff')
    const at = String.fromCharCode(...bytes).indexOf('sowt')
    await expect(decodeAudio(changed(bytes, at, 0x69, 0x6d, 0x61, 0x34))).rejects.toMatchObject({
      problem: 'unsupported',
      message: expect.stringContaining("'ima4'"),
    })
  })
})
