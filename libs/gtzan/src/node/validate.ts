import { createHash } from 'node:crypto'
import { relative, sep } from 'node:path'
import type { OnProgress } from '@genre/core'
import { ProgressMeter } from '@genre/core'
import { AudioFileError } from '../decode/audio-file-error'
import type { ByteSource } from '../decode/byte-source'
import { openAudio } from '../decode/open-audio'
import { allTracks, ARCHIVE_MD5, KAGGLE_JAZZ_54, knownChecksum } from '../known/known-checksum'
import { gtzanTrack, gtzanTrackName } from '../splits/gtzan-track'
import type { Dataset, Skipped } from './dataset'
import { openDataset } from './dataset'
import type { FileToRead } from './open-file'
import { inReadingOrder, openFile } from './open-file'

/**
 * How a file compares with GTZAN's own:
 *
 * | status | meaning |
 * |---|---|
 * | `original` | byte for byte the known wav file |
 * | `same-samples` | other bytes, such as a Sun or FLAC file, and exactly the known samples |
 * | `known-damage` | Kaggle's `jazz.00054.wav`, which is damaged in every copy from there |
 * | `different` | called like a track of GTZAN, with other samples: resampled, compressed, cut, or other music |
 * | `unreadable` | called like a track of GTZAN, and no audio |
 * | `foreign` | not called like a track of GTZAN |
 */
export type ValidationStatus = 'original' | 'same-samples' | 'known-damage' | 'different' | 'unreadable' | 'foreign'

/** One file, compared. */
export interface ValidatedFile {
  /** Its path below the root, with `/`. */
  readonly file: string
  /** GTZAN's track of that name, if it is called so. */
  readonly track?: string
  readonly status: ValidationStatus
  /** MD5 of the file's bytes, in hexadecimal. */
  readonly md5: string
}

/** What {@link validate} found. */
export interface Validation {
  readonly root: string
  readonly layout: Dataset['layout']
  readonly files: readonly ValidatedFile[]
  /** Tracks of GTZAN of which there is no file at all. */
  readonly missing: readonly string[]
  /** What could not be looked at. */
  readonly skipped: readonly Skipped[]
  readonly counts: Readonly<Record<ValidationStatus, number>>
  /** Of an archive: its MD5, and whether it is that of the collection as it was distributed. */
  readonly archive?: { readonly md5: string; readonly isOriginal: boolean }
  /** Whether all 1000 tracks are there with the known samples; Kaggle's damaged one may be damaged. */
  readonly complete: boolean
}

/**
 * Compares a copy of GTZAN with the known checksums, file by file: MD5 of the bytes, and where those differ, MD5 of the
 * samples as the wav file that they would be, so that Sun files and lossless conversions are recognised.
 *
 * The sums are those of mirdata's index (see `knownChecksum`); that of Kaggle's damaged file was computed from a copy.
 *
 * @param source - a folder of any layout (see `openDataset`), a tar archive, or an opened dataset
 * @throws DataError if there is no such folder or no audio file in it
 *
 * @example
 * ```ts
 * import { mkdir, writeFile } from 'node:fs/promises'
 * import { validate } from '@genre/gtzan/node'
 * await mkdir('copy/blues', { recursive: true })
 * await writeFile('copy/blues/blues.00000.wav', 'not the real thing')
 * const { counts, missing, complete } = await validate('copy')
 * console.log(counts.unreadable, missing.length, complete) // => 1 999 false
 * ```
 */
export async function validate(
  source: string | Dataset,
  options: { signal?: AbortSignal; onProgress?: OnProgress } = {},
): Promise<Validation> {
  const { signal, onProgress } = options
  const dataset = typeof source === 'string' ? await openDataset(source, { signal }) : source
  const archivePath = dataset.files[0]?.archive?.path
  const meter = new ProgressMeter({ label: 'validate', total: dataset.files.length, onProgress })
  const files: ValidatedFile[] = new Array(dataset.files.length)
  for await (const { index, file } of inReadingOrder(dataset.files, signal)) {
    signal?.throwIfAborted()
    const name = relative(dataset.root, dataset.files[index].path).split(sep).join('/')
    files[index] = { file: name, ...(await compare(file, dataset.files[index].track)) }
    meter.advance()
  }
  const counts: Record<ValidationStatus, number> = {
    original: 0,
    'same-samples': 0,
    'known-damage': 0,
    different: 0,
    unreadable: 0,
    foreign: 0,
  }
  for (const { status } of files) counts[status]++
  const there = new Set(files.map(({ track }) => track))
  const sound = new Set(files.flatMap(({ track, status }) => (GOOD.has(status) ? [track] : [])))
  const md5 = archivePath === undefined ? undefined : await archiveMd5(archivePath, signal)
  return {
    root: dataset.root,
    layout: dataset.layout,
    files,
    missing: allTracks().filter(track => !there.has(track)),
    skipped: dataset.skipped,
    counts,
    ...(md5 !== undefined && { archive: { md5, isOriginal: md5 === ARCHIVE_MD5 } }),
    complete: allTracks().every(track => sound.has(track)),
  }
}

const GOOD: ReadonlySet<ValidationStatus> = new Set(['original', 'same-samples', 'known-damage'])

async function compare(file: FileToRead, name: string): Promise<Omit<ValidatedFile, 'file'>> {
  const known = gtzanTrack(name)
  const track = known && gtzanTrackName(known.genre, known.number)
  const named = track === undefined ? {} : { track }
  let md5 = ''
  try {
    const source = await openFile(file)
    try {
      md5 = await md5Of(source)
      if (track === undefined) return { status: 'foreign', md5 }
      const expected = knownChecksum(track)
      if (md5 === expected) return { ...named, status: 'original', md5 }
      if (md5 === KAGGLE_JAZZ_54) return { ...named, status: 'known-damage', md5 }
      const status = (await md5AsWav(source, file.path)) === expected ? 'same-samples' : 'different'
      return { ...named, status, md5 }
    } finally {
      await source.close()
    }
  } catch (error) {
    if (!(error instanceof AudioFileError)) throw error
    return { ...named, status: track === undefined ? 'foreign' : 'unreadable', md5 }
  }
}

const BLOCK_SIZE = 1 << 18

async function md5Of(source: ByteSource): Promise<string> {
  const hash = createHash('md5')
  for (let at = 0; at < source.size; at += BLOCK_SIZE) hash.update(await source.read(at, BLOCK_SIZE))
  return hash.digest('hex')
}

async function archiveMd5(path: string, signal: AbortSignal | undefined): Promise<string> {
  const source = await openFile({ path })
  try {
    return await md5Of({
      size: source.size,
      read: (offset, length) => {
        signal?.throwIfAborted()
        return source.read(offset, length)
      },
    })
  } finally {
    await source.close()
  }
}

/** No track of GTZAN is as long as this, in samples. */
const MOST_FRAMES = 60 * 22050

/** MD5 of the wav file that the samples would be; undefined if they are not 16-bit mono at 22 050 Hz. */
async function md5AsWav(source: ByteSource, file: string): Promise<string | undefined> {
  const stream = await openAudio(source, { file })
  if (stream.channels !== 1 || stream.sampleRate !== 22050) return undefined
  const parts: Buffer[] = []
  let frames = 0
  for await (const [samples] of stream.blocks()) {
    frames += samples.length
    if (frames > MOST_FRAMES) return undefined
    const bytes = Buffer.alloc(2 * samples.length)
    for (let i = 0; i < samples.length; i++) {
      const value = samples[i] * 32768
      if (!(Number.isInteger(value) && value >= -32768 && value <= 32767)) return undefined
      bytes.writeInt16LE(value, 2 * i)
    }
    parts.push(bytes)
  }
  const hash = createHash('md5').update(wavHeader(2 * frames))
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** The 44 bytes before 16-bit mono samples at 22 050 Hz. */
function wavHeader(length: number): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(22050, 24)
  header.writeUInt32LE(44100, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(length, 40)
  return header
}
