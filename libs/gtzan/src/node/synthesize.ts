import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { OnProgress } from '@genre/core'
import { checkInteger, checkNumber, DataError, ProgressMeter } from '@genre/core'
import type { CollectionEntry, CollectionParameters } from '../synthesize/collection'
import { COLLECTION_VERSION, collectionEntry, collectionFiles, trackPath } from '../synthesize/collection'
import type { PlantedFault } from '../synthesize/planted-faults'
import { SYNTHESIZED_SECONDS } from '../synthesize/synthesize-track'
import { GENRES } from '../table/genres'
import type { SynthesizeTask } from './synthesize-worker'
import synthesizeFile from './synthesize-worker'
import { startWorkers } from './worker-pool'
import { writeAtomic } from '@genre/core/node'

/** The manifest's name in the collection's folder. */
export const SYNTHESIZED_MANIFEST = 'synthesized.json'

const FORMAT = 'genre-synthesized-collection'

/** The temporary names of `writeAtomic`. */
const UNFINISHED = /^\.[a-z]+\.\d{5}\.wav\.\d+\.[0-9a-f]{8}\.tmp$/

/** What {@link synthesizeDataset} makes. */
export interface SynthesizeDatasetOptions {
  /** Default 10: 100 tracks. */
  readonly tracksPerGenre?: number
  /** 0 to 2^32 - 1; default 1. */
  readonly seed?: number
  /** Length of a track; default 661794 / 22050 = 30.013 s, as most of GTZAN's files have it. */
  readonly seconds?: number
  /** Whether a file without a header is planted, `jazz.00054.wav`; default true. */
  readonly corrupt?: boolean
  readonly onProgress?: OnProgress
  readonly signal?: AbortSignal
  /** Worker threads; default 1, which is the calling thread. The bytes do not depend on it. */
  readonly jobs?: number
}

/** What stands in `synthesized.json`. */
export interface SynthesizedManifest extends CollectionParameters {
  readonly format: typeof FORMAT
  readonly version: number
  /** False while files are still being written. */
  readonly complete: boolean
  readonly tracks: readonly CollectionEntry[]
  readonly faults: readonly { readonly kind: PlantedFault['kind']; readonly file: string; readonly of?: string }[]
}

/**
 * Writes the synthesized collection: `genres_original/GENRE/GENRE.NNNNN.wav` (16-bit mono, 22 050 Hz), the planted
 * faults, and `synthesized.json`, which holds the seed and the parameters and, for each file, artist, tempo, key, what
 * it borrows from other genres, and the SHA-256 of its bytes.
 *
 * The same seed and parameters give the same bytes on any machine. Each file takes its name only when it is whole on the
 * disk. A folder that holds something else is refused, so no real collection is ever overwritten; after an
 * interruption, or once more with the same parameters, the files are written anew.
 *
 * @param dir - the folder; made if absent
 * @returns the manifest
 * @throws InvalidParameterError for a bad option, before anything is written
 * @throws DataError if the folder holds other files, or a collection of other parameters, or cannot be written
 *
 * @example
 * ```ts
 * import { synthesizeDataset } from '@genre/gtzan/node'
 * const { tracks, faults } = await synthesizeDataset('tiny', { tracksPerGenre: 1, seconds: 0.5 })
 * console.log(tracks.length, faults) // => 11 [ { kind: 'corrupt', file: 'jazz/jazz.00054.wav' } ]
 * ```
 */
export async function synthesizeDataset(
  dir: string,
  options: SynthesizeDatasetOptions = {},
): Promise<SynthesizedManifest> {
  const { signal, onProgress } = options
  const parameters: CollectionParameters = {
    seed: checkInteger('seed', options.seed ?? 1, { min: 0, max: 0xffffffff }),
    tracksPerGenre: checkInteger('tracksPerGenre', options.tracksPerGenre ?? 10, { min: 1, max: 10000 }),
    seconds: checkNumber('seconds', options.seconds ?? SYNTHESIZED_SECONDS, { min: 0.1, max: 600 }),
    sampleRate: 22050,
    corrupt: options.corrupt ?? true,
  }
  const jobs = checkInteger('jobs', options.jobs ?? 1, { min: 1, max: 256 })
  signal?.throwIfAborted()

  const files = collectionFiles(parameters)
  const faults = files.flatMap(({ path, fault }) =>
    fault ? [{ kind: fault.kind, file: path, ...('of' in fault ? { of: trackPath(fault.of) } : {}) }] : [],
  )
  const head = { format: FORMAT, version: COLLECTION_VERSION, ...parameters } as const
  await prepare(dir, head)
  const manifestFile = join(dir, SYNTHESIZED_MANIFEST)
  const write = async (manifest: SynthesizedManifest) => {
    await writeAtomic(manifestFile, [`${JSON.stringify(manifest, null, 1)}\n`])
    return manifest
  }
  await write({ ...head, complete: false, tracks: [], faults })
  for (const genre of GENRES) {
    const folder = join(dir, 'genres_original', genre)
    await mkdir(folder, { recursive: true })
    // What a killed run was writing: no name of a track, and nobody's but ours in this folder.
    for (const name of await readdir(folder)) if (UNFINISHED.test(name)) await rm(join(folder, name), { force: true })
  }

  const meter = new ProgressMeter({ label: 'synthesize', total: files.length, onProgress })
  const tracks = await synthesizeFiles(
    files.map(file => ({ file, parameters, target: join(dir, 'genres_original', file.path) })),
    { jobs, signal, onDone: () => meter.advance() },
  )
  return write({ ...head, complete: true, tracks, faults })
}

/** Sees that the folder is there and that nothing foreign is in it. */
async function prepare(dir: string, head: Record<string, unknown>): Promise<void> {
  try {
    await mkdir(dir, { recursive: true })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is a file, not a folder' : `cannot be made (${code})`
    throw new DataError({ table: dir, reason, cause })
  }
  const present = (await readdir(dir)).filter(name => !name.startsWith('.'))
  if (present.length === 0) return
  const found = await readManifest(join(dir, SYNTHESIZED_MANIFEST))
  if (found === undefined) {
    const reason = `the folder is not empty (${present.slice(0, 3).join(', ')}) and holds no synthesized collection; choose another`
    throw new DataError({ table: dir, reason })
  }
  for (const [name, value] of Object.entries(head)) {
    if (found[name] === value) continue
    const reason = `holds a synthesized collection with ${name} ${String(found[name])} instead of ${String(value)}; choose another folder`
    throw new DataError({ table: dir, reason })
  }
}

async function readManifest(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(path, 'utf8'))
    const known =
      typeof manifest === 'object' && manifest !== null && 'format' in manifest && manifest.format === FORMAT
    return known ? (manifest as unknown as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

async function synthesizeFiles(
  tasks: readonly SynthesizeTask[],
  { jobs, signal, onDone }: { jobs: number; signal: AbortSignal | undefined; onDone: () => void },
): Promise<CollectionEntry[]> {
  const entry = (task: SynthesizeTask, sha256: string) => {
    onDone()
    return collectionEntry(task.file, task.parameters.seed, sha256)
  }
  // The threads do not hear of the signal: a thread ended while it writes would leave a temporary file.
  const workers = await startWorkers<SynthesizeTask, string>('synthesize-worker', Math.min(jobs, tasks.length))
  const entries: CollectionEntry[] = new Array(tasks.length)
  let next = 0
  let failed = false
  // Each lane has one file under way; two for each thread, so that none waits for work.
  const lane = async () => {
    try {
      while (next < tasks.length && !failed) {
        const k = next++
        signal?.throwIfAborted()
        if (!workers) await setImmediate()
        entries[k] = entry(tasks[k], await (workers ? workers.run(tasks[k]) : synthesizeFile(tasks[k])))
      }
    } catch (error) {
      failed = true
      throw error
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: workers ? 2 * jobs : 1 }, lane))
  await workers?.stop()
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason
  return entries
}
