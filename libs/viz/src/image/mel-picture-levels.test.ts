import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/color-maps.json'
import { melPictureLevels } from './mel-picture-levels'

/** A picture as Kaggle's: levels (0 to 1 by band and frame) in matplotlib's magma on white. */
function picture(level: (band: number, frame: number) => number, channels = 4) {
  const data = new Uint8ClampedArray(432 * 288 * channels).fill(255)
  for (let row = 0; row < 218; row++) {
    for (let frame = 0; frame < 336; frame++) {
      const band = Math.min(127, Math.floor(((217 - row + 0.5) * 128) / 218))
      const color = golden.magma[Math.round(255 * level(band, frame))]
      const at = channels * ((35 + row) * 432 + 54 + frame)
      for (let k = 0; k < 3; k++) data[at + k] = color[k]
    }
  }
  return { width: 432, height: 288, data }
}

describe('melPictureLevels', () => {
  it.each([3, 4])("reads levels of matplotlib's magma back to 1.5 dB, in their places (%i channels)", channels => {
    const level = (band: number, frame: number) => (band + frame / 3) / 240
    const { data, shape, stride } = melPictureLevels(picture(level, channels))
    expect(shape).toEqual([128, 336])
    expect(stride).toEqual([1, 128])
    let worst = 0
    for (let band = 0; band < 128; band++) {
      for (let frame = 0; frame < 336; frame++) {
        worst = Math.max(worst, Math.abs(data[frame * 128 + band] - (80 * level(band, frame) - 80)))
      }
    }
    // A step of the map is 0.3 dB, and our table is within 1 of 255 of matplotlib's in every colour.
    expect(worst).toBeLessThan(1.5)
  })

  it('spans 80 dB', () => {
    expect(Math.max(...melPictureLevels(picture(() => 1)).data)).toBe(0)
    expect(Math.min(...melPictureLevels(picture(() => 0)).data)).toBe(-80)
  })

  it('refuses other pictures', () => {
    const tiny = { width: 2, height: 2, data: new Uint8ClampedArray(16) }
    expect(() => melPictureLevels(tiny)).toThrow(InvalidParameterError)
    expect(() => melPictureLevels(tiny)).toThrow(/one of Kaggle's mel pictures.*2 x 2/)
    const grey = { width: 432, height: 288, data: new Uint8Array(432 * 288) }
    expect(() => melPictureLevels(grey)).toThrow(/124416 values/)
    const deep = { width: 432, height: 288, data: new Uint16Array(432 * 288 * 3) }
    expect(() => melPictureLevels(deep)).toThrow(/bytes, 8 bits a channel/)
  })
})
