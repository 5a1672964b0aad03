import { InvalidParameterError, ShapeError } from '@genre/core'
import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { encodePng } from './encode-png'

describe('encodePng', () => {
  it('keeps every byte', () => {
    const data = Uint8ClampedArray.from({ length: 4 * 7 * 5 }, (_, i) => (i * 37) % 256)
    const { width, height, channels, data: back } = decode(encodePng({ width: 7, height: 5, data }))
    expect([width, height, channels]).toEqual([7, 5, 4])
    expect(Array.from(back)).toEqual(Array.from(data))
  })

  it('refuses what is no picture', () => {
    expect(() => encodePng({ width: 2, height: 2, data: new Uint8ClampedArray(15) })).toThrow(ShapeError)
    expect(() => encodePng({ width: 0, height: 2, data: new Uint8ClampedArray(0) })).toThrow(InvalidParameterError)
    expect(() => encodePng({ width: 1.5, height: 2, data: new Uint8ClampedArray(12) })).toThrow(InvalidParameterError)
  })
})
