import { melSpectrogram, powerToDb } from '@genre/dsp'
import { describe, expect, test } from 'vitest'
import golden from '../golden/picture.json'
import { music } from '../test/golden'
import { decode, synthetic } from '../test/texture'
import { extractFeatures } from './extract-features'
import { extractFromLogMel } from './extract-from-log-mel'
import { OF_PICTURE, PICTURE_STEP, pictureOf } from './picture-levels'
import { pictureTexture } from './picture-texture'

/** Levels are stored in single precision: 4e-6 at 50. */
const TOLERANCE = 1e-5

describe('pictureOf', () => {
  test.each(golden.cases)(
    'equals the reference: $rows bands, $frames frames at $frameRate Hz',
    ({ rows, frames, ...of }) => {
      const dB = synthetic(rows, frames)
      const power = { ...dB, data: Float64Array.from(dB.data, level => 10 ** (level / 10)) }
      for (const picture of [pictureOf(dB, of.frameRate, 'dB'), pictureOf(power, of.frameRate, 'power')]) {
        for (const [data, text] of [
          [picture.levels.data, of.levels],
          [OF_PICTURE.pictureCepstrum.compute(picture).data, of.cepstrum],
        ] as const) {
          const expected = decode(text)
          expect(data.length).toBe(expected.length)
          // The coefficients are sums of as many as 128 levels.
          const most = data === picture.levels.data ? TOLERANCE : 20 * TOLERANCE
          data.forEach((value, i) => expect(Math.abs(value - expected[i]), `value ${i}`).toBeLessThan(most))
        }
      }
    },
  )

  test('takes every frame where they are a step apart or more', () => {
    const frames = { rows: 128, frames: 12, data: synthetic(128, 12).data }
    expect(pictureOf(frames, 1 / PICTURE_STEP, 'dB').levels.frames).toBe(12)
    expect(pictureOf(frames, 5, 'dB')).toMatchObject({ levels: { frames: 12 }, frameRate: 5 })
    expect(pictureOf(frames, 22050 / 512, 'dB')).toMatchObject({ levels: { frames: 4 } })
    expect(pictureOf(frames, 22050 / 512, 'dB').frameRate).toBeCloseTo(1 / PICTURE_STEP, 10)
  })

  test('a gain makes no difference, one peak hardly any, silence is 0', () => {
    const dB = synthetic(128, 60)
    const of = (change: (level: number, i: number) => number) =>
      Array.from(pictureOf({ ...dB, data: Float64Array.from(dB.data, change) }, 22050 / 512, 'dB').levels.data)
    expect(of(level => level - 32)).toEqual(of(level => level))
    const plain = of(level => level)
    const peak = of((level, i) => (i === 4 ? 60 : level))
    expect(peak.reduce((count, level, i) => count + Number(Math.abs(level - plain[i]) > 2), 0)).toBe(1)
    const silent = pictureOf({ rows: 128, frames: 9, data: new Float32Array(128 * 9) }, 22050 / 512, 'power')
    expect(silent.levels.data.every(level => level === 0)).toBe(true)
  })
})

describe('pictureTexture', () => {
  test('has 879 columns, and is the same from sound and from its levels', () => {
    const names = pictureTexture.columns.map(({ name }) => name)
    expect(new Set(names).size).toBe(879)
    expect(names.filter(name => name.endsWith('modulation10'))).toEqual([])
    const logMel = powerToDb(melSpectrogram(music), { topDb: null })
    const fromLevels = extractFromLogMel({ logMel }, pictureTexture)
    for (const [name, value] of Object.entries(extractFeatures(music, pictureTexture))) {
      // Where a level lies on the edge of a step, its rounding decides about one pattern of some hundred.
      expect(Math.abs(value - fromLevels[name]), name).toBeLessThan(2e-3)
    }
  })

  test('does not hear a gain', () => {
    const soft = { ...music, samples: music.samples.map(sample => sample / 8) }
    expect(extractFeatures(soft, pictureTexture)).toEqual(extractFeatures(music, pictureTexture))
  })

  test.each([1, 100, 2048, 5000])('takes %i samples, and silence', length => {
    for (const samples of [music.samples.slice(0, length), new Float32Array(length)]) {
      const values = Object.values(extractFeatures({ samples, sampleRate: 22050 }, pictureTexture))
      expect(values.every(Number.isFinite)).toBe(true)
    }
  })

  test('fewer bands than 18 are refused', () => {
    const logMel = powerToDb(melSpectrogram(music, { nMels: 17 }))
    expect(() => extractFromLogMel({ logMel }, pictureTexture)).toThrow(/logMel.*18/)
    const set = { name: 'x', columns: [{ name: 'x', descriptor: 'pictureLevels', row: 90 }] } as const
    expect(() => extractFromLogMel({ logMel }, set)).toThrow(/logMel.*91/)
  })
})
