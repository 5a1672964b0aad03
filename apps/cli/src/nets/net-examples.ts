import { DataError } from '@genre/core'
import type { Audio } from '@genre/core'
import { extractFeatures, gtzan57 } from '@genre/features'
import { createFeatureTable } from '@genre/gtzan'
import type { FeatureTable } from '@genre/gtzan'
import { openDataset, readAudio } from '@genre/gtzan/node'
import type { Context } from '../context'
import { printable } from '../terminal'
import type { NetRecipe } from './net-recipes'

/** Windows of a collection as a net takes them. */
export interface NetExamples {
  /** (windows, height, width, channels) */
  readonly pictures: { readonly data: Float32Array; readonly shape: readonly number[] }
  /** (windows, 57), where the net takes descriptors. */
  readonly features: { readonly data: Float32Array; readonly shape: readonly [number, number] } | undefined
  /** The genres, sorted. */
  readonly classes: readonly string[]
  readonly labels: Int32Array
  /** The windows as rows of a table without columns, for splits. */
  readonly table: FeatureTable
}

/** More than this many bytes of pictures are not held in memory. */
const MOST_BYTES = 6 * 2 ** 30

/**
 * Decodes a collection and makes the pictures (and descriptors) of all windows. Files that cannot be read are told and
 * passed over.
 */
export async function loadNetExamples(
  data: string,
  options: { recipe: NetRecipe; shape: readonly number[]; features: boolean },
  context: Context,
): Promise<NetExamples> {
  const { recipe, shape, features } = options
  const [height, width, channels] = shape
  const nets = await import('@genre/nets')
  const { terminal, signal } = context
  const dataset = await openDataset(data, { signal })
  const pictures: Float32Array[] = []
  const rows: number[][] = []
  const filenames: string[] = []
  const lengths: number[] = []
  const labels: string[] = []
  const view = terminal.progress()
  const started = performance.now()
  try {
    for (const [done, file] of dataset.files.entries()) {
      signal.throwIfAborted()
      let audio: Audio
      try {
        audio = await readAudio(file.path, { signal })
      } catch (error) {
        if (signal.aborted) throw error
        const reason = error instanceof Error ? error.message : String(error)
        terminal.err(`${printable(file.name)}: passed over: ${printable(reason)}`)
        context.fail()
        continue
      }
      recipe.pictures(nets, audio).forEach((picture, i) => {
        const sized = picture.shape[0] === height && picture.shape[1] === width
        const method = picture.data instanceof Uint8Array ? 'area' : 'bilinear'
        const fitted = sized ? picture : nets.resizePicture(picture, { height, width, method })
        pictures.push(nets.pixelsToInput([fitted], { channels }).data)
        if ((pictures.length + 1) * height * width * channels * 4 > MOST_BYTES) {
          const reason = `its windows at ${shape.join(' x ')} do not fit into memory; --param input=[128,128,1] is smaller`
          throw new DataError({ table: data, reason })
        }
        if (features) rows.push(descriptors(audio, i, recipe))
        filenames.push(`${file.track}.${i}.wav`)
        lengths.push(Math.round(recipe.seconds * audio.sampleRate))
        labels.push(file.label)
      })
      const elapsed = (performance.now() - started) / 1000
      const rate = (done + 1) / elapsed
      const total = dataset.files.length
      view.onProgress({ label: 'pictures', done: done + 1, total, elapsed, rate, remaining: (total - done - 1) / rate })
    }
  } finally {
    view.stop()
  }
  if (pictures.length === 0) throw new DataError({ table: data, reason: `has no window of ${recipe.seconds} s` })
  const classes = [...new Set(labels)].sort()
  if (classes.length < 2) throw new DataError({ table: data, reason: 'has one genre only; a net needs two or more' })
  return {
    pictures: { data: joined(pictures), shape: [pictures.length, ...shape] },
    features: features ? { data: joined(rows), shape: [rows.length, rows[0].length] } : undefined,
    classes,
    labels: Int32Array.from(labels, label => classes.indexOf(label)),
    table: createFeatureTable({ columns: [], filenames, lengths, labels, values: filenames.map(() => []) }),
  }
}

/** The 57 descriptors of one window. */
function descriptors(audio: Audio, window: number, { hop, seconds }: NetRecipe): number[] {
  const start = Math.floor(window * hop * audio.sampleRate)
  const samples = audio.samples.subarray(start, start + Math.floor(seconds * audio.sampleRate))
  const record = extractFeatures({ samples, sampleRate: audio.sampleRate }, gtzan57)
  return gtzan57.columns.map(({ name }) => record[name])
}

function joined(parts: readonly ArrayLike<number>[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    out.set(part, offset)
    offset += part.length
  }
  return out
}
