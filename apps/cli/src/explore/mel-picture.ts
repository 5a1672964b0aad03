import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError, NdArray } from '@genre/core'
import { dct } from '@genre/dsp'
import { bandRhythm, extractFromLogMel } from '@genre/features'
import type { TrackColumns } from '@genre/models'
import { colorTable } from '@genre/viz'
import { decode } from 'fast-png'

/** Where the spectrogram is in one of Kaggle's pictures (432 x 288); the rest is white. */
const [TOP, LEFT, ROWS, COLUMNS] = [35, 54, 218, 336]
const [WIDTH, HEIGHT] = [432, 288]
const BANDS = 128
/** How many coefficients the cepstrum has. */
const COEFFICIENTS = 20
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
 * The mel spectrogram in a picture of Kaggle's `images_original`, as levels again: the colours are magma's, which grow lighter
 * from end to end, and span 80 dB.
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
  const light = magmaLight()
  const data = new Float32Array(BANDS * COLUMNS)
  for (let band = 0; band < BANDS; band++) {
    const row = TOP + ROWS - 1 - Math.floor(((band + 0.5) * ROWS) / BANDS)
    for (let frame = 0; frame < COLUMNS; frame++) {
      const at = (row * WIDTH + LEFT + frame) * channels
      data[frame * BANDS + band] = 80 * placeOf(luminance(pixels[at], pixels[at + 1], pixels[at + 2]), light) - 80
    }
  }
  return { data, shape: [BANDS, COLUMNS], stride: [1, BANDS], offset: 0 }
}

/**
 * What the pictures of a folder (in folders by genre, `blues/blues00000.png`) say of bands, rhythm and timbre, one row a track:
 * the columns of `bandRhythm`, and mean, spread and change of 20 cepstral coefficients.
 * Columns that are the same for all are left out: pictures have no rates of modulation above 5.6 Hz.
 *
 * @throws DataError for a picture that cannot be read, and if there is none
 */
export async function pictureColumns(dir: string, signal: AbortSignal): Promise<TrackColumns> {
  const rows = new Map<string, number[]>()
  const ofBands = bandRhythm.columns.map(({ name }) => name)
  const ofCepstrum = Array.from({ length: COEFFICIENTS }, (_, k) =>
    ['mean', 'std', 'change'].map(statistic => `cepstrum${k + 1}_${statistic}`),
  ).flat()
  const names = [...ofBands, ...ofCepstrum]
  for (const file of (await readdir(dir, { recursive: true })).sort()) {
    const [, genre, number] = /([a-z]+)\.?(\d{5})\.png$/.exec(file) ?? []
    if (genre === undefined) continue
    signal.throwIfAborted()
    const logMel = pictureLevels(file, await readFile(join(dir, file)))
    const record = extractFromLogMel({ logMel }, bandRhythm, { frameRate: FRAME_RATE })
    rows.set(`${genre}.${number}`, [...ofBands.map(name => record[name]), ...cepstrumStatistics(logMel)])
  }
  const [first] = rows.values()
  if (!first) throw new DataError({ table: dir, reason: 'no pictures named as blues00000.png' })
  const varies = names.flatMap((_, k) => ([...rows.values()].some(row => row[k] !== first[k]) ? [k] : []))
  return {
    columns: varies.map(k => names[k]),
    rows: new Map([...rows].map(([track, row]) => [track, varies.map(k => row[k])])),
  }
}

/** The luminance of each of magma's colours, rising. */
function magmaLight(): Float64Array {
  const colors = colorTable('magma')
  const light = Float64Array.from({ length: colors.length / 3 }, (_, k) =>
    luminance(colors[3 * k], colors[3 * k + 1], colors[3 * k + 2]),
  )
  for (let k = 1; k < light.length; k++) light[k] = Math.max(light[k], light[k - 1])
  return light
}

/** Where a luminance stands among rising ones, 0 to 1; between two of them in proportion. */
function placeOf(value: number, light: Float64Array): number {
  let [low, high] = [0, light.length - 1]
  if (value <= light[low]) return 0
  if (value >= light[high]) return 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (light[middle] <= value) low = middle
    else high = middle
  }
  return (low + (value - light[low]) / (light[high] - light[low])) / (light.length - 1)
}

/** Relative luminance of an sRGB colour. */
function luminance(red: number, green: number, blue: number): number {
  const linear = (v: number) => (v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Mean, standard deviation and standard deviation of the change from frame to frame of each cepstral coefficient. */
function cepstrumStatistics({ data }: PictureLevels): number[] {
  const cepstrum = dct(new NdArray(data, [BANDS, COLUMNS], [1, BANDS]), { n: COEFFICIENTS })
  return Array.from({ length: COEFFICIENTS }, (_, k) => {
    const values = Float64Array.from({ length: COLUMNS }, (_, t) => cepstrum.get(k, t))
    const changes = values.subarray(1).map((value, t) => value - values[t])
    return [mean(values), deviation(values), deviation(changes)]
  }).flat()
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values: Float64Array): number {
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length)
}
