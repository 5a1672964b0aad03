import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataError } from '@genre/core'
import { colorTable } from '@genre/viz'
import { encodePng } from '@genre/viz/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pictureColumns, pictureLevels } from './mel-picture'

/** A picture as Kaggle's: levels (0 to 1 by band and frame) in magma on white. */
function picture(level: (band: number, frame: number) => number): Uint8Array {
  const colors = colorTable('magma')
  const data = new Uint8ClampedArray(432 * 288 * 4).fill(255)
  for (let row = 0; row < 218; row++) {
    for (let frame = 0; frame < 336; frame++) {
      const band = Math.floor(((217 - row + 0.5) * 128) / 218)
      const color = Math.round(255 * level(Math.min(127, band), frame))
      const at = 4 * ((35 + row) * 432 + 54 + frame)
      for (let k = 0; k < 3; k++) data[at + k] = colors[3 * color + k]
    }
  }
  return encodePng({ width: 432, height: 288, data })
}

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-pictures-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('pictureLevels', () => {
  it('refuses other files', () => {
    expect(() => pictureLevels('a.png', new Uint8Array(20))).toThrow(DataError)
    const small = encodePng({ width: 2, height: 2, data: new Uint8ClampedArray(16) })
    expect(() => pictureLevels('a.png', small)).toThrow(/a\.png: .*one of Kaggle.*2 x 2/)
  })
})

describe('pictureColumns', () => {
  it('names tracks and columns, without those that never change', async () => {
    await mkdir(join(dir, 'jazz'))
    for (const [k, rate] of [2, 3].entries()) {
      const png = picture((band, frame) => 0.5 + 0.3 * Math.sin((rate * frame) / 11.2) * Math.cos(band / 20))
      await writeFile(join(dir, 'jazz', `jazz0000${k}.png`), png)
    }
    await writeFile(join(dir, 'jazz', 'notes.txt'), 'no picture')
    const { columns, rows } = await pictureColumns(dir, new AbortController().signal)
    expect([...rows.keys()]).toEqual(['jazz.00000', 'jazz.00001'])
    expect(columns).toContain('band1_modulation2')
    columns.forEach((_, k) => expect(rows.get('jazz.00000')![k]).not.toBe(rows.get('jazz.00001')![k]))
    await expect(pictureColumns(tmpdir() + '/none-of-these', new AbortController().signal)).rejects.toThrow(/ENOENT/)
  })
})
