import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '@genre/core'
import { bandRhythm, extractFromLogMel } from '@genre/features'
import type { TrackColumns } from '@genre/models'
import { decode } from 'fast-png'

/** Where the spectrogram is in one of Kaggle's pictures (432 x 288); the rest is white. */
const [TOP, LEFT, ROWS, COLUMNS] = [35, 54, 218, 336]
const [WIDTH, HEIGHT] = [432, 288]
const BANDS = 128
/** Lightness of the last colour of magma. */
const LIGHTEST = 98
/** Frames a second: a picture spans the 30 s of a track. */
const FRAME_RATE = COLUMNS / 30

/** Levels in dB, shape (128, 336), frame by frame. */
export interface PictureLevels {
  readonly data: Float32Array
  readonly shape: number[]
  readonly stride: number[]
  readonly offset: number
}

/**
 * The mel spectrogram in a picture of Kaggle's `images_original`, as levels again: magma is made so that its lightness
 * (CIELAB) grows evenly from end to end, which spans 80 dB.
 *
 * @throws DataError for a file that is no such picture
 */
export function pictureLevels(file: string, bytes: Uint8Array): PictureLevels {
  let image: ReturnType<typeof decode>
  try {
    image = decode(bytes)
  } catch (cause) {
    throw new DataError({ table: file, reason: `no PNG: ${(cause as Error).message}`, cause })
  }
  const { width, height, channels, depth, data: pixels } = image
  if (width !== WIDTH || height !== HEIGHT || channels < 3 || depth !== 8) {
    const what = `${width} x ${height} pixels, ${channels} channels of ${depth} bits`
    throw new DataError({ table: file, reason: `not one of Kaggle's mel pictures (432 x 288, RGB or RGBA): ${what}` })
  }
  const data = new Float32Array(BANDS * COLUMNS)
  for (let band = 0; band < BANDS; band++) {
    const row = TOP + ROWS - 1 - Math.floor(((band + 0.5) * ROWS) / BANDS)
    for (let frame = 0; frame < COLUMNS; frame++) {
      const at = (row * WIDTH + LEFT + frame) * channels
      data[frame * BANDS + band] = 80 * lightness(pixels[at], pixels[at + 1], pixels[at + 2]) - 80
    }
  }
  return { data, shape: [BANDS, COLUMNS], stride: [1, BANDS], offset: 0 }
}

/**
 * What the pictures of a folder (in folders by genre, `blues/blues00000.png`) say of bands and rhythm, one row a track.
 * Columns that are the same for all are left out: pictures have no rates of modulation above 5.6 Hz.
 *
 * @throws DataError for a picture that cannot be read, and if there is none
 */
export async function pictureColumns(dir: string, signal: AbortSignal): Promise<TrackColumns> {
  const rows = new Map<string, number[]>()
  const names = bandRhythm.columns.map(({ name }) => name)
  for (const file of (await readdir(dir, { recursive: true })).sort()) {
    const [, genre, number] = /([a-z]+)\.?(\d{5})\.png$/.exec(file) ?? []
    if (genre === undefined) continue
    signal.throwIfAborted()
    const logMel = pictureLevels(file, await readFile(join(dir, file)))
    const record = extractFromLogMel({ logMel }, bandRhythm, { frameRate: FRAME_RATE })
    rows.set(
      `${genre}.${number}`,
      names.map(name => record[name]),
    )
  }
  const [first] = rows.values()
  if (!first) throw new DataError({ table: dir, reason: 'no pictures named as blues00000.png' })
  const varies = names.flatMap((_, k) => ([...rows.values()].some(row => row[k] !== first[k]) ? [k] : []))
  return {
    columns: varies.map(k => names[k]),
    rows: new Map([...rows].map(([track, row]) => [track, varies.map(k => row[k])])),
  }
}

/** A colour's place in magma, 0 to 1. */
function lightness(red: number, green: number, blue: number): number {
  const linear = (v: number) => (v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4)
  const light = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  return Math.min(1, (light > 0.008856 ? 116 * Math.cbrt(light) - 16 : 903.3 * light) / LIGHTEST)
}
