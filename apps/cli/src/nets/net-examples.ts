import type { Audio } from '@genre/core'
import { DataError } from '@genre/core'
import { createFeatureTable } from '@genre/gtzan'
import type { FeatureTable } from '@genre/gtzan'
import { openDataset, readAudio } from '@genre/gtzan/node'
import type { WindowRecipe } from '@genre/models'
import type { Context } from '../context'
import { printable } from '../terminal'
import { importNetClassifier } from './import-nets'
import { windowNames } from './window-names'

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
  options: { recipe: WindowRecipe; shape: readonly number[]; features: boolean },
  context: Context,
): Promise<NetExamples> {
  const { recipe, shape, features } = options
  const { audioWindows } = await importNetClassifier()
  const { signal } = context
  const pictures: Float32Array[] = []
  const rows: Float64Array[] = []
  const filenames: string[] = []
  const lengths: number[] = []
  const labels: string[] = []
  const nameOf = windowNames()
  const most = Math.floor(MOST_BYTES / (4 * shape.reduce((product, length) => product * length, 1)))
  for await (const { file, audio } of audioOf(data, context)) {
    for (const { picture, descriptors } of audioWindows(audio, recipe, { input: shape, descriptors: features })) {
      signal.throwIfAborted()
      if (pictures.length === most) {
        const reason = `its windows at ${shape.join(' x ')} do not fit into memory; --param input=[128,128,1] is smaller`
        throw new DataError({ table: data, reason })
      }
      pictures.push(picture)
      if (descriptors) rows.push(descriptors)
      filenames.push(nameOf(file.track))
      lengths.push(Math.round(recipe.seconds * audio.sampleRate))
      labels.push(file.label)
    }
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

/** The files of a collection with what they sound like; those that cannot be read are told and passed over. */
export async function* audioOf(
  data: string,
  context: Context,
): AsyncGenerator<{ file: { name: string; track: string; label: string }; audio: Audio }, void, void> {
  const { terminal, signal } = context
  const { files } = await openDataset(data, { signal })
  const view = terminal.progress()
  const started = performance.now()
  try {
    for (const [i, file] of files.entries()) {
      signal.throwIfAborted()
      try {
        yield { file, audio: await readAudio(file.path, { signal }) }
      } catch (error) {
        if (signal.aborted) throw error
        const reason = error instanceof Error ? error.message : String(error)
        terminal.err(`${printable(file.name)}: passed over: ${printable(reason)}`)
        context.fail()
      }
      const elapsed = (performance.now() - started) / 1000
      const rate = (i + 1) / elapsed
      const [done, total] = [i + 1, files.length]
      view.onProgress({ label: 'audio', done, total, elapsed, rate, remaining: (total - done) / rate })
    }
  } finally {
    view.stop()
  }
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
