import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { NdArray } from '@genre/core'
import { DataError } from '@genre/core'
import { dct } from '@genre/dsp'
import { bandRhythm, extractFromLogMel, melTexture } from '@genre/features'
import type { TrackColumns } from '@genre/models'
import { melPictureLevels } from '@genre/viz'
import { decode } from 'fast-png'

/** How many coefficients the cepstrum has. */
const COEFFICIENTS = 20
/** Frames a second: a picture spans the 30 s of a track. */
const FRAME_RATE = 336 / 30

/**
 * The mel spectrogram in a picture of Kaggle's `images_original`, as levels in dB again.
 *
 * @throws DataError for a file that is no such picture
 */
export function pictureLevels(file: string, bytes: Uint8Array): NdArray<Float32Array> {
  let image: ReturnType<typeof decode>
  try {
    image = decode(bytes)
  } catch (cause) {
    throw new DataError({ table: file, reason: `no PNG: ${(cause as Error).message}`, cause })
  }
  try {
    return melPictureLevels(image)
  } catch (cause) {
    throw new DataError({ table: file, reason: (cause as Error).message, cause })
  }
}

/**
 * What the pictures of a folder (in folders by genre, `blues/blues00000.png`) say of bands, rhythm, timbre and texture, one row a track:
 * the columns of `bandRhythm` and `melTexture`, and mean, spread and change of 20 cepstral coefficients.
 * Columns that are the same for all are left out: pictures have no rates of modulation above 5.6 Hz.
 *
 * @throws DataError for a picture that cannot be read, and if there is none
 */
export async function pictureColumns(dir: string, signal: AbortSignal): Promise<TrackColumns> {
  const rows = new Map<string, number[]>()
  const set = { name: 'picture', columns: [...bandRhythm.columns, ...melTexture.columns] }
  const ofLevels = set.columns.map(({ name }) => name)
  const ofCepstrum = Array.from({ length: COEFFICIENTS }, (_, k) =>
    ['mean', 'std', 'change'].map(statistic => `cepstrum${k + 1}_${statistic}`),
  ).flat()
  const names = [...ofLevels, ...ofCepstrum]
  for (const file of (await readdir(dir, { recursive: true })).sort()) {
    const [, genre, number] = /([a-z]+)\.?(\d{5})\.png$/.exec(file) ?? []
    if (genre === undefined) continue
    signal.throwIfAborted()
    const logMel = pictureLevels(file, await readFile(join(dir, file)))
    const record = extractFromLogMel({ logMel }, set, { frameRate: FRAME_RATE })
    rows.set(`${genre}.${number}`, [...ofLevels.map(name => record[name]), ...cepstrumStatistics(logMel)])
  }
  const [first] = rows.values()
  if (!first) throw new DataError({ table: dir, reason: 'no pictures named as blues00000.png' })
  const varies = names.flatMap((_, k) => ([...rows.values()].some(row => row[k] !== first[k]) ? [k] : []))
  return {
    columns: varies.map(k => names[k]),
    rows: new Map([...rows].map(([track, row]) => [track, varies.map(k => row[k])])),
  }
}

/** Mean, standard deviation and standard deviation of the change from frame to frame of each cepstral coefficient. */
function cepstrumStatistics(logMel: NdArray<Float32Array>): number[] {
  const cepstrum = dct(logMel, { n: COEFFICIENTS })
  const frames = logMel.shape[1]
  return Array.from({ length: COEFFICIENTS }, (_, k) => {
    const values = Float64Array.from({ length: frames }, (_, t) => cepstrum.get(k, t))
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
