import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError, InvalidParameterError } from '@genre/core'
import { createFeatureTable } from '@genre/gtzan'
import type { Context } from '../context'
import { pictureLevels } from '../explore/mel-picture'
import type { NetExamples } from './net-examples'

/** `blues00000.png`, as Kaggle names its pictures, or `blues.00000.png`. */
const NAME = /^([a-z]+)\.?(\d{5})\.png$/

/** How pictures become the input of a net: the recipe in the card of a model that learned from them. */
export const PICTURE_RECIPE = { name: 'melPictureLevels', frameRate: 336 / 30 }

/** Whether a path is a folder of Kaggle's mel pictures (`images_original`): the first file in or below it that has such a name. */
export async function isPictureFolder(path: string): Promise<boolean> {
  const place = await stat(path).catch(() => undefined)
  if (!place?.isDirectory()) return false
  return (await readdir(path, { recursive: true })).some(file => NAME.test(nameOf(file)))
}

/**
 * The mel spectrograms in a folder of Kaggle's pictures, cut into windows as wide as the net's input, each overlapping the next by
 * about half. Levels go from -1 (80 dB below the loudest of the track) to 1; where the input has fewer than 128 bands, they are means
 * of neighbours.
 *
 * @param shape - height, width and channels of the net's input: a divisor of 128, at most 336, and 1
 * @throws InvalidParameterError for another shape
 * @throws DataError for a picture that cannot be read, or where there are none, or of one genre only
 */
export async function loadPictureExamples(
  data: string,
  { shape }: { shape: readonly number[] },
  { signal, terminal }: Pick<Context, 'signal' | 'terminal'>,
): Promise<NetExamples> {
  const [bands, frames, channels] = shape
  if (shape.length !== 3 || 128 % bands !== 0 || frames > 336 || channels !== 1) {
    const allowed = 'of pictures [bands, frames, 1]: bands a divisor of 128, at most 336 frames (11.2 a second)'
    throw new InvalidParameterError({ parameter: 'input', received: shape, allowed })
  }
  const files = (await readdir(data, { recursive: true })).filter(file => NAME.test(nameOf(file))).sort()
  if (files.length === 0) throw new DataError({ table: data, reason: 'no pictures named as blues00000.png' })
  const windows = Math.max(1, Math.round((2 * 336) / frames) - 1)
  const starts = Array.from({ length: windows }, (_, i) =>
    Math.round(windows === 1 ? 0 : (i * (336 - frames)) / (windows - 1)),
  )
  const size = bands * frames
  const pictures = new Float32Array(files.length * windows * size)
  const filenames: string[] = []
  const labels: string[] = []
  const view = terminal.progress()
  const started = performance.now()
  try {
    for (const [done, file] of files.entries()) {
      signal.throwIfAborted()
      const [, genre, number] = NAME.exec(nameOf(file))!
      const levels = pictureLevels(file, await readFile(join(data, file))).data
      starts.forEach((start, window) => {
        const at = (done * windows + window) * size
        writeWindow(pictures.subarray(at, at + size), levels, { bands, frames, start })
        filenames.push(`${genre}.${number}.${window}.wav`)
        labels.push(genre)
      })
      const elapsed = (performance.now() - started) / 1000
      const rate = (done + 1) / elapsed
      const total = files.length
      view.onProgress({ label: 'pictures', done: done + 1, total, elapsed, rate, remaining: (total - done - 1) / rate })
    }
  } finally {
    view.stop()
  }
  const classes = [...new Set(labels)].sort()
  if (classes.length < 2) throw new DataError({ table: data, reason: 'has one genre only; a net needs two or more' })
  return {
    pictures: { data: pictures, shape: [filenames.length, bands, frames, 1] },
    features: undefined,
    classes,
    labels: Int32Array.from(labels, label => classes.indexOf(label)),
    table: createFeatureTable({
      columns: [],
      filenames,
      lengths: filenames.map(() => frames),
      labels,
      values: filenames.map(() => []),
    }),
  }
}

/** A stretch of levels (frame by frame, 128 bands each, dB) as a picture row by row, low bands first, -80..0 dB as -1..1. */
function writeWindow(
  out: Float32Array,
  levels: Float32Array,
  { bands, frames, start }: { bands: number; frames: number; start: number },
): void {
  const group = 128 / bands
  for (let band = 0; band < bands; band++) {
    for (let frame = 0; frame < frames; frame++) {
      let sum = 0
      for (let k = 0; k < group; k++) sum += levels[(start + frame) * 128 + band * group + k]
      out[band * frames + frame] = sum / group / 40 + 1
    }
  }
}

function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
}
