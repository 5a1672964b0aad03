import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSafetensors } from '../safetensors/safetensors'
import type { Picture } from './picture'
import type { ResizeMethod } from './resize'
import { resizePicture } from './resize'

const FOLDER = join(__dirname, '../../golden')
const { resizing } = JSON.parse(readFileSync(join(FOLDER, 'inputs.json'), 'utf8')) as {
  resizing: { name: string; input: string; method: ResizeMethod; height: number; width: number }[]
}
const { tensors } = readSafetensors(readFileSync(join(FOLDER, 'inputs.safetensors')))

/** Of the largest value: the libraries may keep a product unrounded (fused multiply-add). */
const FLOAT = 1e-6

describe('resizePicture', () => {
  it.each(resizing.map(golden => [golden.name, golden] as const))('%s', (_, { name, input, method, height, width }) => {
    const { shape, data } = tensors.get(input)!
    const bytes = input.startsWith('u8')
    const picture = { data: bytes ? Uint8Array.from(data) : data, shape } as unknown as Picture
    const out = resizePicture(picture, { height, width, method })
    const expected = tensors.get(name)!
    expect(out.shape).toEqual(expected.shape)
    if (bytes) {
      expect(Array.from(out.data)).toEqual(Array.from(expected.data))
      return
    }
    const largest = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const worst = expected.data.reduce((most, value, i) => Math.max(most, Math.abs(out.data[i] - value)), 0)
    expect(worst).toBeLessThanOrEqual(FLOAT * largest)
  })

  it('keeps what has the size already, as a copy', () => {
    const picture = { data: Uint8Array.of(1, 2, 3, 4), shape: [2, 2, 1] as const }
    for (const method of ['area', 'linear', 'pillow'] as const) {
      const out = resizePicture(picture, { height: 2, width: 2, method })
      expect(out.data).toEqual(picture.data)
      expect(out.data).not.toBe(picture.data)
    }
  })

  it('refuses what cannot be', () => {
    const picture = { data: new Float32Array(4), shape: [2, 2, 1] as const }
    const size = { height: 2, width: 2 }
    expect(() => resizePicture({ ...picture, shape: [2, 3, 1] }, { ...size, method: 'area' })).toThrow(/shape of 4/)
    expect(() => resizePicture(picture, { height: 0, width: 2, method: 'area' })).toThrow(/height/)
    expect(() => resizePicture(picture, { ...size, method: 'cubic' as never })).toThrow(/method/)
    expect(() => resizePicture(picture, { height: 1, width: 1, method: 'pillow' })).toThrow(/bytes, not floats/)
    expect(() => resizePicture({} as Picture, { ...size, method: 'area' })).toThrow(/height, width, channels/)
    expect(() => resizePicture({ data: [1] as never, shape: [1, 1, 1] }, { ...size, method: 'area' })).toThrow(
      /Uint8Array/,
    )
  })
})
