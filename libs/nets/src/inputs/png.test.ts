import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DecodeError } from '@genre/core'
import { encode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { kagglePicture } from './kaggle-picture'
import { pixelsToInput } from './pixels-to-input'
import { decodePng, encodePng } from './png'

const SHARED = join(__dirname, '../../../../../shared/data/images_original/blues/blues00000.png')

describe('decodePng', () => {
  it.each([
    ['grey and alpha', { channels: 2, depth: 8, data: Uint8Array.of(9, 1, 8, 2) }, [9, 8]],
    ['colours and alpha', { channels: 4, depth: 8, data: Uint8Array.of(1, 2, 3, 0, 4, 5, 6, 255) }, [1, 2, 3, 4, 5, 6]],
    ['16 bits', { channels: 1, depth: 16, data: Uint16Array.of(0xffff, 0x1234) }, [255, 0x12]],
  ] as const)('reads %s', (_, { channels, depth, data }, expected) => {
    const png = encode({ data, width: 2, height: 1, channels, depth })
    expect(Array.from(decodePng(png).data)).toEqual(expected)
  })

  it('turns grey into colours, and colours into Pillow’s grey', () => {
    const grey = encodePng({ data: Uint8Array.of(7, 200), shape: [1, 2, 1] })
    expect(decodePng(grey, { channels: 3 })).toEqual({ data: Uint8Array.of(7, 7, 7, 200, 200, 200), shape: [1, 2, 3] })
    const colours = encodePng({ data: Uint8Array.of(10, 200, 30), shape: [1, 1, 3] })
    // PIL.Image.new('RGB', (1, 1), (10, 200, 30)).convert('L').getpixel((0, 0))
    expect(decodePng(colours, { channels: 1 }).data).toEqual(Uint8Array.of(124))
  })

  it('refuses what is no PNG, cut off, changed or enormous', () => {
    const data = Uint8Array.from({ length: 2700 }, (_, i) => (i * 7919) % 256)
    const png = encodePng({ data, shape: [30, 30, 3] })
    expect(() => decodePng(new Uint8Array(0))).toThrow(DecodeError)
    expect(() => decodePng(png.subarray(1))).toThrow(/no PNG/)
    for (let length = 0; length < png.length - 12; length += 13) {
      expect(() => decodePng(png.subarray(0, length), { file: 'a.png' })).toThrow(DecodeError)
    }
    for (let place = 8; place < png.length - 12; place += 5) {
      const changed = png.slice()
      changed[place] ^= 0x55
      try {
        expect(Array.from(decodePng(changed).data)).toEqual(Array.from(data))
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError)
      }
    }
    const enormous = png.slice()
    enormous.set([0x7f, 255, 255, 255, 0x7f, 255, 255, 255], 16)
    expect(() => decodePng(enormous)).toThrow(/2147483647 x 2147483647 pixels/)
    expect(() => decodePng(png, { channels: 2 as 1 })).toThrow(/channels/)
    expect(() => encodePng({ data: new Uint8Array(2), shape: [1, 1, 2] })).toThrow(/1 or 3 channels/)
  })

  it.skipIf(!existsSync(SHARED))('reads a picture of the Kaggle copy (needs ../shared)', () => {
    const picture = kagglePicture(readFileSync(SHARED))
    expect(picture.shape).toEqual([216, 144, 3])
    // The margins of the picture are white.
    expect(Array.from(picture.data.subarray(0, 3))).toEqual([255, 255, 255])
    expect(new Set(picture.data).size).toBeGreaterThan(100)
  })
})

describe('pixelsToInput', () => {
  it('brings bytes to -1..1 or 0..1, and leaves floats', () => {
    const picture = { data: Uint8Array.of(0, 51, 255), shape: [1, 3, 1] as const }
    expect(pixelsToInput([picture]).data).toEqual(Float32Array.of(-1, Math.fround(Math.fround(0.2) - 0.5) * 2, 1))
    expect(pixelsToInput([picture], { scale: 'unit' }).data).toEqual(Float32Array.of(0, 0.2, 1))
    expect(pixelsToInput([{ data: Float32Array.of(7), shape: [1, 1, 1] }]).data).toEqual(Float32Array.of(7))
  })

  it('repeats grey', () => {
    const picture = { data: Uint8Array.of(0, 255), shape: [1, 2, 1] as const }
    const { data, shape } = pixelsToInput([picture, picture], { channels: 3 })
    expect(shape).toEqual([2, 1, 2, 3])
    expect(Array.from(data)).toEqual([-1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, 1])
  })

  it('refuses what does not fit', () => {
    const picture = { data: new Uint8Array(3), shape: [1, 1, 3] as const }
    expect(() => pixelsToInput([])).toThrow(/at least one/)
    expect(() => pixelsToInput([picture], { channels: 1 })).toThrow(/only grey is repeated/)
    expect(() => pixelsToInput([picture], { scale: 'none' as 'unit' })).toThrow(/scale/)
    expect(() => pixelsToInput([picture, { data: new Uint8Array(1), shape: [1, 1, 1] }])).toThrow(/as the first/)
  })
})
