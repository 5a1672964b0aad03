import { describe, expect, it } from 'vitest'
import { goldenBytes } from '../../../test/golden-audio'
import { decodeAudio } from '../decode-audio'

describe('flac', () => {
  it('of any length from few bytes: the limit holds', async () => {
    const bytes = goldenBytes('level5.flac')
    await expect(decodeAudio(bytes, { maxSeconds: 0.05 })).rejects.toMatchObject({ problem: 'too-long' })
    expect((await decodeAudio(bytes, { maxSeconds: 0.06 })).channels[0].length).toBe(1323)
  })

  it('without the number of samples in its header', async () => {
    const bytes = goldenBytes('level5.flac')
    // 36 bits behind channels and bits per sample
    bytes[21] &= 0xf0
    bytes.fill(0, 22, 26)
    const { channels, warnings } = await decodeAudio(bytes)
    expect(channels).toEqual((await decodeAudio(goldenBytes('level5.flac'))).channels)
    expect(warnings).toBeUndefined()
  })

  it.each([
    ['rate 0', [18, 19, 20], 'bad-header'],
    ['no STREAMINFO block', [4], 'bad-header'],
  ])('%s', async (_, places, problem) => {
    const bytes = goldenBytes('level5.flac')
    for (const at of places) bytes[at] = at === 4 ? 4 : at === 20 ? bytes[at] & 0x0f : 0
    await expect(decodeAudio(bytes)).rejects.toMatchObject({ problem })
  })
})
