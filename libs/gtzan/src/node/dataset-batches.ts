import { availableParallelism } from 'node:os'
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Seed } from '@genre/core'
import { DataError, InvalidParameterError, NdArray, RandomState, checkInteger, checkNumber } from '@genre/core'
import type { AudioTransform, BatchTask, FileWindows, TransformModule } from './batch-worker'
import readWindows from './batch-worker'
import type { Dataset, Skipped } from './dataset'
import type { Degradation } from './dataset-augment'
import type { FileFailure } from './extract-file'
import { startWorkers } from './worker-pool'

/** Excerpts to learn from. Element `i` of every part belongs to row `i` of `X`. */
export interface AudioBatch {
  /** The samples, (rows, samples), or what the transform made of them, (rows, ...its shape). */
  readonly X: NdArray<Float32Array>
  readonly labels: readonly string[]
  /** The labels as numbers: positions in the sorted genres of the whole dataset. */
  readonly y: Int32Array
  /** Which file of the dataset each excerpt is from. */
  readonly files: Int32Array
  /** Which window of its file it is. */
  readonly windows: Int32Array
  /** 0 for an excerpt as it is, `k` for the copy by `augment[k - 1]`. */
  readonly copies: Int32Array
}

/** Parameters of {@link audioBatches}. */
export interface AudioBatchesOptions {
  /** Which files of the dataset to use, such as the `train` part of a split; default all. */
  readonly files?: ArrayLike<number>
  /** Excerpts in a batch; the last one may have fewer. Default 32. */
  readonly batchSize?: number
  /** Length of the windows that a file is cut into, in seconds. Default 3. */
  readonly seconds?: number
  /** From the start of one window to the start of the next, in seconds. Default: `seconds`. Only whole windows count. */
  readonly hop?: number
  /** Default 22050. */
  readonly sampleRate?: number
  /** Every window comes once more for each of these lists of degradations. Default: none. */
  readonly augment?: readonly (readonly Degradation[])[]
  /**
   * What to hand over instead of samples, always of one shape: a function, which is called in this thread, or for worker
   * threads a module that has it as default export.
   */
  readonly transform?: AudioTransform | TransformModule
  /** Whether to mix files and windows. Default true. */
  readonly shuffle?: boolean
  /** How many excerpts are held to be mixed; more mixes better and takes more memory. Default 8 batches. */
  readonly shuffleBuffer?: number
  /** Seed or generator of order and degradations; give every epoch its own. */
  readonly randomState?: Seed
  /** Worker threads; 1 works in the calling thread. Default: as many as the machine has cores for. */
  readonly jobs?: number
  /** Called for a file that cannot be read. Default: it ends the iteration with an error. */
  readonly onSkip?: (skipped: Skipped) => void
  readonly signal?: AbortSignal
}

/**
 * Goes once over the windows of a dataset's files in batches, read and cut by worker threads while the batches are being used. With
 * a seed the batches are the same whatever the number of threads. Memory: the shuffle buffer and two files per thread.
 *
 * Degraded copies are made from the files that are asked for, window by window, so they are on the side of the split that their
 * original is on.
 *
 * @throws DataError for a file that cannot be read (without `onSkip`), or windows of different shapes
 * @throws InvalidParameterError for a bad parameter
 *
 * @example
 * ```ts
 * import { trackSplit } from '@genre/gtzan'
 * import { audioBatches, openDataset } from '@genre/gtzan/node'
 * const dataset = await openDataset('gtzan').catch(() => undefined)
 * if (dataset) {
 *   const split = trackSplit(dataset, { testSize: 0.2, randomState: 42 })
 *   const augment = [[{ degrade: 'addNoise', snr: 20 } as const]]
 *   for await (const { X, y } of audioBatches(dataset, { files: split.train, augment, randomState: 1 })) {
 *     console.log(X.shape, y.length) // [32, 66150] 32
 *   }
 * }
 * ```
 */
export async function* audioBatches(
  dataset: Dataset,
  options: AudioBatchesOptions = {},
): AsyncGenerator<AudioBatch, void, void> {
  const { augment = [], shuffle = true, onSkip, signal } = options
  if (dataset.files.some(file => file.archive?.compressed)) {
    throw new InvalidParameterError({
      parameter: 'dataset',
      received: dataset.root,
      allowed: 'a folder or a plain .tar: the files of a compressed archive can only be read in its own order',
    })
  }
  const batchSize = checkInteger('batchSize', options.batchSize ?? 32, { min: 1 })
  const room = shuffle ? checkInteger('shuffleBuffer', options.shuffleBuffer ?? 8 * batchSize, { min: 1 }) : 0
  const sampleRate = checkInteger('sampleRate', options.sampleRate ?? 22050, { min: 1 })
  const samples = (name: string, seconds: number) =>
    Math.round(checkNumber(name, seconds, { min: 1 / sampleRate }) * sampleRate)
  const length = samples('seconds', options.seconds ?? 3)
  const hop = samples('hop', options.hop ?? options.seconds ?? 3)
  const last = dataset.files.length - 1
  const files = Array.from(options.files ?? dataset.files.keys(), file =>
    checkInteger('files', file, { min: 0, max: last }),
  )
  const random = RandomState.from(options.randomState)
  const seed = random.nextUint32()
  const order = shuffle ? random.shuffle(files) : files
  const { given, transform } = checkTransform(options.transform)
  const wanted = checkInteger('jobs', options.jobs ?? availableParallelism(), { min: 1, max: 1024 })
  signal?.throwIfAborted()

  const jobs = given ? 1 : Math.min(wanted, order.length)
  const pool = await startWorkers<BatchTask, FileWindows | FileFailure>('batch-worker', jobs, signal)
  const read = (file: number) => {
    const { path, archive } = dataset.files[file]
    const task: BatchTask = {
      file: { path, ...(archive && { archive }) },
      sampleRate,
      length,
      hop,
      augment,
      transform,
      seed: [seed, file],
    }
    return pool ? pool.run(task) : readWindows(task, given, signal)
  }
  const ahead: Promise<FileWindows | FileFailure>[] = []
  let next = 0
  const fill = () => {
    while (next < order.length && ahead.length < (pool ? 2 * jobs : 1)) {
      const reading = read(order[next++])
      reading.catch(() => undefined) // it is waited for below, unless the iteration ends before
      ahead.push(reading)
    }
  }
  const batch = new BatchBuilder(dataset, batchSize)
  const held: Excerpt[] = []
  try {
    for (const file of order) {
      fill()
      const windows = await ahead.shift()!
      signal?.throwIfAborted()
      if ('code' in windows) {
        skip(dataset.files[file].path, windows, onSkip)
        continue
      }
      const { values, copies } = windows
      values.forEach((value, i) => held.push({ file, window: Math.floor(i / copies), copy: i % copies, ...value }))
      while (held.length > room) {
        const i = shuffle ? random.nextInteger(0, held.length) : 0
        const excerpt = shuffle ? takeAt(held, i) : held.shift()!
        if (batch.add(excerpt)) yield batch.take()
      }
    }
    if (shuffle) random.shuffle(held)
    for (const excerpt of held) if (batch.add(excerpt)) yield batch.take()
    if (batch.size > 0) yield batch.take()
  } finally {
    await pool?.stop()
  }
}

interface Excerpt {
  readonly file: number
  readonly window: number
  readonly copy: number
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** Removes an element by putting the last in its place. */
function takeAt<T>(items: T[], i: number): T {
  const item = items[i]
  const last = items.pop()!
  if (i < items.length) items[i] = last
  return item
}

class BatchBuilder {
  readonly #dataset: Dataset
  readonly #batchSize: number
  readonly #classes: Map<string, number>
  #excerpts: Excerpt[] = []
  #shape: readonly number[] | undefined

  constructor(dataset: Dataset, batchSize: number) {
    this.#dataset = dataset
    this.#batchSize = batchSize
    this.#classes = new Map([...new Set(dataset.labels)].sort().map((label, i) => [label, i]))
  }

  get size(): number {
    return this.#excerpts.length
  }

  /** Adds an excerpt and says whether the batch is full. */
  add(excerpt: Excerpt): boolean {
    this.#shape ??= excerpt.shape
    if (excerpt.shape.join() !== this.#shape.join()) {
      const shapes = `(${excerpt.shape.join(', ')}) after (${this.#shape.join(', ')})`
      const { path } = this.#dataset.files[excerpt.file]
      throw new DataError({ table: path, reason: `the transform gives windows of different shapes: ${shapes}` })
    }
    this.#excerpts.push(excerpt)
    return this.#excerpts.length === this.#batchSize
  }

  take(): AudioBatch {
    const excerpts = this.#excerpts
    this.#excerpts = []
    const width = excerpts[0].data.length
    const data = new Float32Array(excerpts.length * width)
    excerpts.forEach((excerpt, i) => data.set(excerpt.data, i * width))
    const labels = excerpts.map(({ file }) => this.#dataset.labels[file])
    return {
      X: new NdArray(data, [excerpts.length, ...this.#shape!]),
      labels,
      y: Int32Array.from(labels, label => this.#classes.get(label)!),
      files: Int32Array.from(excerpts, ({ file }) => file),
      windows: Int32Array.from(excerpts, ({ window }) => window),
      copies: Int32Array.from(excerpts, ({ copy }) => copy),
    }
  }
}

function skip(file: string, { code, message }: FileFailure, onSkip: AudioBatchesOptions['onSkip']): void {
  if (!onSkip) throw new DataError({ table: file, reason: message })
  onSkip({ file, error: { code, message } })
}

function checkTransform(transform: AudioBatchesOptions['transform']): {
  given?: AudioTransform
  transform?: TransformModule
} {
  if (transform === undefined) return {}
  if (typeof transform === 'function') return { given: transform }
  if (typeof transform === 'object' && transform !== null && typeof transform.module === 'string') {
    const { module, options } = transform
    return { transform: { module: isAbsolute(module) ? pathToFileURL(module).href : module, options } }
  }
  throw new InvalidParameterError({
    parameter: 'transform',
    received: transform,
    allowed: 'a function, or { module } with the path or URL of a module',
  })
}
