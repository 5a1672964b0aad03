// Kaggle's mel pictures of GTZAN as a table: the descriptors of each 3 s of each picture.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NdArray } from '@genre/core'
import { extractFromLogMel, pictureTexture } from '@genre/features'
import { decodePng } from '@genre/nets'
import { melPictureLevels } from '@genre/viz'

const BANDS = 128
const COLUMNS = 336

/** Frames of 512 samples from one column of pixels to the next: 1293 frames on an axis of 334.8 pixels. */
const FRAMES = 1293 / 334.8
const FRAME_RATE = 22050 / 512 / FRAMES

/** Columns of pixels of a segment of 3 s, and how many segments there are. */
const LENGTH = Math.floor(3 * FRAME_RATE)
const SEGMENTS = 10

/** @param {string} folder holds `blues/blues00000.png` and so on */
export function pictureSegments(folder) {
  /** @type {number[][]} */
  const rows = []
  /** @type {string[]} */
  const tracks = []
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const [, genre, number] = /([a-z]+)\.?(\d{5})\.png$/.exec(file) ?? []
    if (genre === undefined) continue
    const levels = readLevels(join(folder, file))
    for (let segment = 0; segment < SEGMENTS; segment++) {
      const from = Math.min(Math.round(3 * segment * FRAME_RATE), levels.shape[1] - LENGTH)
      const data = levels.data.subarray(BANDS * from, BANDS * (from + LENGTH))
      rows.push(Object.values(describeLevels(new NdArray(data, [BANDS, LENGTH], [1, BANDS]))))
      tracks.push(`${genre}.${number}`)
    }
  }
  const width = pictureTexture.columns.length
  const X = new NdArray(new Float64Array(rows.length * width), [rows.length, width])
  rows.forEach((row, i) => X.data.set(row, i * width))
  return { X, tracks, labels: tracks.map(track => track.split('.')[0]), filenames: tracks }
}

/** The descriptors of levels as {@link readLevels} gives them, or of a part. @param {NdArray<Float32Array>} logMel */
export function describeLevels(logMel) {
  return extractFromLogMel({ logMel }, pictureTexture, { frameRate: FRAME_RATE })
}

/**
 * The levels of a picture, in dB of power, without the columns of pixels in which the axes' frame lies (the first, the last, and one that
 * not all have).
 *
 * @param {string} file
 */
export function readLevels(file) {
  const { data, shape } = decodePng(readFileSync(file), { file })
  const [height, width] = shape
  // `melPictureLevels` reads the row in the middle of each band. For the first and the last band that is the axes' frame, for two others
  // the band below, as bands were drawn from whole pixel to whole pixel, 1.6965 apart.
  const line = data.length / height
  const image = data.slice()
  for (let band = 0; band < BANDS; band++) {
    const middle = Math.floor(((band + 0.5) * 218) / BANDS)
    const row = Math.min(216, Math.max(1, Math.floor(middle / 1.6965) < band ? middle + 1 : middle))
    image.set(data.subarray((252 - row) * line, (253 - row) * line), (252 - middle) * line)
  }
  const all = melPictureLevels({ width, height, data: image })
  // The pictures' maker took power for amplitude, so their levels are twice those in dB.
  const levels = all.data.subarray(BANDS, BANDS * (COLUMNS - 2)).map(level => level / 2)
  return new NdArray(levels, [BANDS, COLUMNS - 3], [1, BANDS])
}
