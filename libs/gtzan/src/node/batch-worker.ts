import type { ArrayView, Audio } from '@genre/core'
import { GenreError, InvalidParameterError, NdArray } from '@genre/core'
import type { Degradation } from './dataset-augment'
import { degrade } from './dataset-augment'
import type { FileFailure } from './extract-file'
import { loadAudio } from '../decode/load-audio'
import type { FileToRead } from './open-file'
import { openFile } from './open-file'

/** What a net is to see of an excerpt, instead of its samples. */
export type AudioTransform = (audio: Audio, options?: unknown) => ArrayView

/** A transform that a worker thread can load: a module whose default export is one. */
export interface TransformModule {
  /** Path or URL of the module. */
  readonly module: string
  /** Handed to the transform; plain data. */
  readonly options?: unknown
}

/** One file to be cut into windows. */
export interface BatchTask {
  readonly file: FileToRead
  readonly sampleRate: number
  /** Length of a window and distance of their starts, in samples. */
  readonly length: number
  readonly hop: number
  /** Every window comes as it is, and once more for each of these. */
  readonly augment: readonly (readonly Degradation[])[]
  readonly transform?: TransformModule
  readonly seed: readonly number[]
}

/** The windows of a file: window `k` and copy `c` (0 as it is) is element `k * copies + c`. */
export interface FileWindows {
  readonly copies: number
  readonly values: readonly { readonly shape: readonly number[]; readonly data: Float32Array }[]
}

/** Reads a file, cuts, degrades and transforms it. Run in a worker thread or in the caller's. */
export default async function readWindows(
  task: BatchTask,
  given?: AudioTransform,
  signal?: AbortSignal,
): Promise<FileWindows | FileFailure> {
  const { file, sampleRate, length, hop, augment, seed } = task
  const { path } = file
  const transform = given ?? (await loadTransform(task.transform))
  try {
    const source = await openFile(file)
    const { samples } = await loadAudio(source, { sampleRate, signal, file: path }).finally(() => source.close())
    if (samples.length < length) {
      throw new GenreError('TOO_SHORT', `${path}: ${samples.length} samples, a window has ${length}`)
    }
    const values: FileWindows['values'][number][] = []
    for (let start = 0, window = 0; start + length <= samples.length; start += hop, window++) {
      const audio = { samples: samples.slice(start, start + length), sampleRate }
      const copies = [audio, ...augment.map((steps, copy) => degrade(audio, steps, [...seed, window, copy]))]
      for (const copy of copies) {
        const view = transform?.(copy, task.transform?.options)
        values.push(view ? { shape: [...view.shape], data: float32(view) } : { shape: [length], data: copy.samples })
      }
    }
    return { copies: augment.length + 1, values }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof GenreError && !(error instanceof InvalidParameterError)) {
      return { code: error.code, message: error.message }
    }
    throw error
  }
}

async function loadTransform(from: TransformModule | undefined): Promise<AudioTransform | undefined> {
  if (!from) return undefined
  const loaded = (await import(/* @vite-ignore */ /* webpackIgnore: true */ from.module)) as { default?: unknown }
  if (typeof loaded.default === 'function') return loaded.default as AudioTransform
  throw new InvalidParameterError({
    parameter: 'transform.module',
    received: from.module,
    allowed: 'a module whose default export is a function',
  })
}

function float32(view: ArrayView): Float32Array {
  return Float32Array.from(new NdArray(view.data, view.shape, view.stride, view.offset).toContiguous())
}
