import { createHash } from 'node:crypto'
import { AudioFileError } from '../decode/audio-file-error'
import { mixToMono } from '../decode/mix-to-mono'
import { openAudio } from '../decode/open-audio'
import { AudioMeter } from '../health/audio-meter'
import { Fingerprinter } from '../health/fingerprint'
import type { FileHealth, HealthProblem } from '../health/health-report'
import type { FileToRead } from './open-file'
import { openFile } from './open-file'

/** What was found in one file, before it is compared with the others: plain data, so that a thread can hand it over. */
export interface Examined {
  /** Absent for a file that cannot be used. */
  readonly audio?: FileHealth['audio']
  readonly problems: readonly HealthProblem[]
  /** See `audioFingerprint`; if it was wanted. */
  readonly fingerprint?: Uint32Array
}

/** Reads a file from its first byte to its last. */
export async function examineFile(
  file: FileToRead,
  options: { fingerprint: boolean; signal?: AbortSignal },
): Promise<Examined> {
  try {
    const source = await openFile(file)
    try {
      return await examine(source, file.path, options)
    } finally {
      await source.close()
    }
  } catch (error) {
    if (!(error instanceof AudioFileError)) throw error
    return { problems: [{ code: error.problem, message: error.reason }] }
  }
}

async function examine(
  source: Parameters<typeof openAudio>[0],
  path: string,
  options: { fingerprint: boolean; signal?: AbortSignal },
): Promise<Examined> {
  const { signal } = options
  const stream = await openAudio(source, { file: path })
  const { format, encoding, sampleRate, channels } = stream
  const meter = new AudioMeter(channels)
  const fingerprinter = options.fingerprint ? new Fingerprinter(sampleRate) : undefined
  const hash = createHash('sha256').update(`${sampleRate} ${channels} `)
  for await (const block of stream.blocks()) {
    signal?.throwIfAborted()
    meter.push(block)
    hash.update(interleavedBytes(block))
    // samples near the largest number have no mean, and are no sound
    if (fingerprinter && meter.measures.peak < 1e30) {
      const mono = new Float32Array(block[0].length)
      mixToMono(block, mono)
      fingerprinter.push(mono)
    }
  }
  const { measures } = meter
  const problems: HealthProblem[] = stream.warnings.map(({ problem, message }) => ({ code: problem, message }))
  if (measures.frames === 0) return { problems: [...problems, { code: 'no-samples', message: 'has no samples' }] }
  if (!Number.isFinite(measures.rms))
    return { problems: [...problems, { code: 'not-finite', message: 'has NaN or infinite samples' }] }
  const isUncompressed = ['wav', 'au', 'aiff'].includes(format)
  if (isUncompressed && !stream.lengthStated)
    problems.push({ code: 'unfinished', message: 'its header states no length, so a cut could not be noticed' })
  const seconds = measures.frames / sampleRate
  return {
    problems,
    audio: { format, encoding, sampleRate, channels, seconds, hash: hash.digest('hex'), ...measures },
    ...(fingerprinter && { fingerprint: fingerprinter.finish() }),
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
