import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import type { OnProgress } from '@genre/core'
import { checkInteger, ProgressMeter } from '@genre/core'
import { findCopies } from '../health/find-copies'
import type { FileHealth, HealthProblem, HealthReport } from '../health/health-report'
import { judgeFile, normOf } from '../health/judge-file'
import { gtzanFaults } from '../splits/faults'
import type { Dataset, DatasetFile } from './dataset'
import { openDataset } from './dataset'
import type { Examined } from './examine-file'
import { examineFile } from './examine-file'
import type { HealthTask } from './health-worker'
import type { FileToRead } from './open-file'
import { inReadingOrder } from './open-file'
import { SYNTHESIZED_MANIFEST } from './synthesize'
import { startWorkers } from './worker-pool'

/** Parameters of {@link checkHealth}. */
export interface CheckHealthOptions {
  /**
   * Whether files that are called like tracks of GTZAN are held against the list of its known faults. Default true, but
   * not for a synthesized collection, which uses the same names.
   */
  readonly knownFaults?: boolean
  /**
   * Whether copies are looked for that are not equal sample by sample: of another loudness, after mp3, shifted in time.
   * Default true. Costs about as much time as reading, and 17 bytes of memory per code (31 kB a minute of music).
   */
  readonly copies?: boolean
  /** How many worker threads; 1 works in the calling thread. Default: as many as the machine has cores for. */
  readonly jobs?: number
  readonly onProgress?: OnProgress
  readonly signal?: AbortSignal
}

/**
 * Reads every audio file of a folder from its first byte to its last and says what is wrong: unreadable, cut off, of
 * another length or rate than the rest, silent, clipped, a duplicate, a known fault of GTZAN. Nothing is changed.
 *
 * Duplicates are found by the SHA-256 of the decoded samples, so a copy in another lossless container is one too. Copies
 * of another loudness, after mp3 or a change of rate, shifted or cut, are found by what they sound like (see
 * `findCopies`). Memory: one block of one file per thread, the report, and the fingerprints.
 *
 * @param source - a folder (see `openDataset`), a tar archive, or an opened dataset
 * @throws DataError if there is no such folder or no audio file in it
 *
 * @example
 * ```ts
 * import { mkdir, writeFile } from 'node:fs/promises'
 * import { checkHealth } from '@genre/gtzan/node'
 * await mkdir('music/jazz', { recursive: true })
 * await writeFile('music/jazz/jazz.00054.wav', 'no header here')
 * const { counts, files } = await checkHealth('music')
 * console.log(counts.bad, files[0].file, files[0].problems[0].code) // => 1 jazz/jazz.00054.wav not-audio
 * ```
 */
export async function checkHealth(source: string | Dataset, options: CheckHealthOptions = {}): Promise<HealthReport> {
  const { signal, onProgress } = options
  const started = performance.now()
  const dataset = typeof source === 'string' ? await openDataset(source, { signal }) : source
  const synthesized = [dataset.root, dirname(dataset.root)].some(dir => existsSync(join(dir, SYNTHESIZED_MANIFEST)))
  const faults = (options.knownFaults ?? !synthesized) ? knownFaults() : new Map<string, string>()
  const meter = new ProgressMeter({ label: 'health', total: dataset.files.length, onProgress })
  const copies = options.copies ?? true
  const jobs = checkInteger('jobs', options.jobs ?? availableParallelism(), { min: 1, max: 1024 })
  const examined = await examineAll(dataset.files, { copies, jobs, signal, advance: () => meter.advance() })
  const norm = normOf(examined)
  const names = dataset.files.map(({ path }) => relative(dataset.root, path).split(sep).join('/'))
  const likenesses = likenessesOf(examined, names)
  const first = new Map<string, string>()
  const files = examined.map(({ audio, problems }, i): FileHealth => {
    const file = dataset.files[i]
    const name = names[i]
    const all = [...problems]
    if (audio) {
      all.push(...judgeFile(audio, norm))
      const twin = first.get(audio.hash)
      if (twin !== undefined) all.push({ code: 'duplicate', message: `has the samples of ${twin}` })
      else first.set(audio.hash, name)
      all.push(...(likenesses[i] ?? []))
    }
    const known = audio && faults.get(file.track)
    if (known) all.push({ code: 'known-fault', message: known })
    const status = !audio ? 'bad' : all.length ? 'warning' : 'ok'
    return {
      path: file.path,
      file: name,
      track: file.track,
      label: file.label,
      status,
      problems: all,
      ...(audio && { audio }),
    }
  })
  const count = (status: FileHealth['status']) => files.filter(file => file.status === status).length
  return {
    root: dataset.root,
    files,
    skipped: dataset.skipped,
    counts: { ok: count('ok'), warning: count('warning'), bad: count('bad') },
    seconds: (performance.now() - started) / 1000,
  }
}

/** All files in order, by threads where there are some. */
async function examineAll(
  files: readonly DatasetFile[],
  options: { copies: boolean; jobs: number; signal: AbortSignal | undefined; advance: () => void },
): Promise<Examined[]> {
  const { copies: fingerprint, signal, advance } = options
  const jobs = Math.min(options.jobs, files.length)
  const pool = await startWorkers<HealthTask, Examined>('health-worker', jobs, signal)
  const run = pool
    ? // a thread that breaks down over a file, for want of memory most likely, leaves the others alone
      (file: FileToRead) =>
        pool.run({ file, fingerprint }).catch((error: Error): Examined => {
          signal?.throwIfAborted()
          return { problems: [{ code: 'unreadable', message: `the thread that read it broke down: ${error.message}` }] }
        })
    : (file: FileToRead) => examineFile(file, { fingerprint, signal })
  const results: Examined[] = new Array(files.length)
  const reading = inReadingOrder(files, signal)
  const lane = async () => {
    for await (const { index, file } of reading) {
      signal?.throwIfAborted()
      results[index] = await run(file)
      advance()
    }
  }
  try {
    await Promise.all(Array.from({ length: pool ? 2 * jobs : 1 }, lane))
  } finally {
    await pool?.stop()
  }
  return results
}

/** A file that is like very many others names these few. */
const MOST_LIKENESSES = 3

/** For each file what earlier file it is a copy of, those aside that are equal sample by sample. */
function likenessesOf(examined: readonly Examined[], names: readonly string[]): (HealthProblem[] | undefined)[] {
  const notes: (HealthProblem[] | undefined)[] = new Array(examined.length)
  const nothing = new Uint32Array(0)
  for (const pair of findCopies(examined.map(({ fingerprint }) => fingerprint ?? nothing))) {
    const { first, second, offset, errorRate } = pair
    if (examined[first].audio?.hash === examined[second].audio?.hash) continue
    const shift = Math.abs(offset) < 0.05 ? '' : `, shifted by ${offset.toFixed(2)} s`
    const message = `sounds like ${names[first]} (${(100 * errorRate).toFixed(0)} % of the bits differ${shift})`
    const known = (notes[second] ??= [])
    if (known.length < MOST_LIKENESSES) known.push({ code: 'copy', message })
  }
  return notes
}

function knownFaults(): Map<string, string> {
  return new Map(
    gtzanFaults().map(({ track, kind, of }): [string, string] => {
      const what =
        kind === 'repeat' && of.length ? `repeats ${of.join(', ')}` : kind === 'repeat' ? 'is a repeat' : `is ${kind}`
      return [track, `GTZAN's ${track} ${what}`]
    }),
  )
}
