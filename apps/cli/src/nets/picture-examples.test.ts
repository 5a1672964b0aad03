import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { colorTable } from '@genre/viz'
import { encodePng } from '@genre/viz/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPictureFolder, loadPictureExamples } from './picture-examples'

const context = {
  signal: new AbortController().signal,
  terminal: { progress: () => ({ onProgress: () => {}, stop: () => {} }) },
} as unknown as Parameters<typeof loadPictureExamples>[2]

/** Levels that rise with time, from 80 dB below the loudest, in the lower half of the bands only. */
function picture(): Uint8Array {
  const colors = colorTable('magma')
  const data = new Uint8ClampedArray(432 * 288 * 4).fill(255)
  for (let row = 0; row < 218; row++) {
    for (let frame = 0; frame < 336; frame++) {
      const color = row < 109 ? 0 : Math.round((255 * frame) / 335)
      data.set(colors.subarray(3 * color, 3 * color + 3), 4 * ((35 + row) * 432 + 54 + frame))
    }
  }
  return encodePng({ width: 432, height: 288, data })
}

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-picture-examples-'))
  for (const genre of ['jazz', 'rock']) {
    await mkdir(join(dir, genre))
    await writeFile(join(dir, genre, `${genre}00003.png`), picture())
  }
  await writeFile(join(dir, 'notes.txt'), 'no picture')
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('loadPictureExamples', () => {
  it('cuts windows that overlap by half and says which track they are of', async () => {
    const { pictures, classes, labels, table, features } = await loadPictureExamples(
      dir,
      { shape: [64, 168, 1] },
      context,
    )
    expect(pictures.shape).toEqual([6, 64, 168, 1])
    expect([classes, [...labels], features]).toEqual([['jazz', 'rock'], [0, 0, 0, 1, 1, 1], undefined])
    expect(table.tracks).toEqual(['jazz.00003', 'jazz.00003', 'jazz.00003', 'rock.00003', 'rock.00003', 'rock.00003'])
    const at = (window: number, band: number, frame: number) => pictures.data[(window * 64 + band) * 168 + frame]
    for (const [window, start] of [0, 84, 168].entries()) {
      for (const frame of [0, 50, 167]) {
        // A step of the map is 1 / 127.5, and its lightness is even to about 1 %.
        expect(Math.abs(at(window, 10, frame) - ((2 * (start + frame)) / 335 - 1))).toBeLessThan(0.03)
        expect(at(window, 50, frame)).toBe(-1)
      }
    }
  })

  it('takes the input of the small net as it is', async () => {
    const { pictures } = await loadPictureExamples(dir, { shape: [128, 130, 1] }, context)
    expect(pictures.shape).toEqual([8, 128, 130, 1])
  })

  it('refuses inputs that pictures cannot fill, and folders without pictures', async () => {
    for (const shape of [[100, 130, 1], [128, 400, 1], [128, 130, 3], [57]]) {
      await expect(loadPictureExamples(dir, { shape }, context)).rejects.toThrow('input must be of pictures')
    }
    await expect(loadPictureExamples(join(dir, 'jazz'), { shape: [128, 130, 1] }, context)).rejects.toThrow('one genre')
    const empty = await mkdtemp(join(tmpdir(), 'genre-picture-examples-'))
    await expect(loadPictureExamples(empty, { shape: [128, 130, 1] }, context)).rejects.toThrow('no pictures')
    await rm(empty, { recursive: true })
  })

  it('tells folders of pictures from others', async () => {
    expect(await isPictureFolder(dir)).toBe(true)
    expect(await isPictureFolder(join(dir, 'notes.txt'))).toBe(false)
    expect(await isPictureFolder(join(dir, 'nothing'))).toBe(false)
  })
})
