import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { OnProgress } from '@genre/core'
import { ProgressMeter } from '@genre/core'
import { AudioFileError } from '../decode/audio-file-error'
import { openAudio } from '../decode/open-audio'
import { AudioMeter } from '../health/audio-meter'
import type { FileHealth, HealthProblem, HealthReport } from '../health/health-report'
import { judgeFile, normOf } from '../health/judge-file'
import { gtzanFaults } from '../splits/faults'
import type { Dataset, DatasetFile } from './dataset'
import { openDataset } from './dataset'
import { openFileSource } from './file-source'
import { SYNTHESIZED_MANIFEST } from './synthesize'

/** Parameters of {@link checkHealth}. */
export interface CheckHealthOptions {
  /**
   * Whether files that are called like tracks of GTZAN are held against the list of its known faults. Default true, but
   * not for a synthesized collection, which uses the same names.
   */
  readonly knownFaults?: boolean
  readonly onProgress?: OnProgress
  readonly signal?: AbortSignal
}

/** What was found in one file, before it is compared with the others. */
interface Examined {
  readonly file: DatasetFile
  readonly audio?: FileHealth['audio']
  readonly problems: readonly HealthProblem[]
}

/**
 * Reads every audio file of a folder from its first byte to its last and says what is wrong: unreadable, cut off, of
 * another length or rate than the rest, silent, clipped, a duplicate, a known fault of GTZAN. Nothing is changed.
 *
 * Duplicates are found by the SHA-256 of the decoded samples, so a copy in another lossless container is one too; a
 * copy that went through mp3 or a change of gain is not found. Memory: one block of one file, and the report.
 *
 * @param source - a folder (see `openDataset`), or an opened dataset
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
  const examined: Examined[] = []
  for (const file of dataset.files) {
    signal?.throwIfAborted()
    examined.push(await examine(file, signal))
    meter.advance()
  }
  const norm = normOf(examined)
  const first = new Map<string, string>()
  const files = examined.map(({ file, audio, problems }): FileHealth => {
    const name = relative(dataset.root, file.path).split(sep).join('/')
    const all = [...problems]
    if (audio) {
      all.push(...judgeFile(audio, norm))
      const twin = first.get(audio.hash)
      if (twin !== undefined) all.push({ code: 'duplicate', message: `has the samples of ${twin}` })
      else first.set(audio.hash, name)
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

async function examine(file: DatasetFile, signal: AbortSignal | undefined): Promise<Examined> {
  try {
    const source = await openFileSource(file.path)
    try {
      const stream = await openAudio(source, { file: file.path })
      const { format, encoding, sampleRate, channels } = stream
      const meter = new AudioMeter(channels)
      const hash = createHash('sha256').update(`${sampleRate} ${channels} `)
      for await (const block of stream.blocks()) {
        signal?.throwIfAborted()
        meter.push(block)
        hash.update(interleavedBytes(block))
      }
      const { measures } = meter
      const problems = stream.warnings.map(({ problem, message }) => ({ code: problem, message }))
      if (measures.frames === 0)
        return { file, problems: [...problems, { code: 'no-samples', message: 'has no samples' }] }
      if (!Number.isFinite(measures.rms)) {
        return { file, problems: [...problems, { code: 'not-finite', message: 'has NaN or infinite samples' }] }
      }
      const seconds = measures.frames / sampleRate
      return {
        file,
        problems,
        audio: { format, encoding, sampleRate, channels, seconds, hash: hash.digest('hex'), ...measures },
      }
    } finally {
      await source.close()
    }
  } catch (error) {
    if (!(error instanceof AudioFileError)) throw error
    return { file, problems: [{ code: error.problem, message: error.reason }] }
  }
}

/** The samples of a block as bytes in one order on every machine and for every block size. */
function interleavedBytes(block: readonly Float32Array[]): Uint8Array {
  const frames = block[0]?.length ?? 0
  const view = new DataView(new ArrayBuffer(4 * frames * block.length))
  block.forEach((samples, channel) => {
    for (let i = 0; i < frames; i++) view.setFloat32(4 * (i * block.length + channel), samples[i], true)
  })
  return new Uint8Array(view.buffer)
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
