import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { GenreError } from '@genre/core'
import type { FeatureColumn } from '@genre/features'
import type { FileFeatures } from './extract-file'
import { moduleUrl } from './module-url'
import type { FileToRead } from './open-file'
import { openFile } from './open-file'
import { writeAtomic } from '@genre/core/node'

const FORMAT = 'genre-extract'
const VERSION = 1

/** What the values of a column depend on besides the column. */
export interface CacheParameters {
  readonly mode: string
  readonly sampleRate: number
  readonly segments: number | 'none'
}

/**
 * Descriptors of earlier runs in a folder, found by the content of the audio file and by all that they depend on: a
 * file that was renamed is found again, one that was changed is not. Each column stands for itself, so another set
 * costs only the columns that are new. Entries appear whole or not at all; one that cannot be read counts as none.
 */
export class ExtractCache {
  readonly #folder: string
  readonly #parameters: string

  constructor(folder: string, { mode, sampleRate, segments }: CacheParameters) {
    this.#folder = folder
    this.#parameters = JSON.stringify([FORMAT, VERSION, packageVersions(), mode, sampleRate, segments])
  }

  /**
   * Where the entry of a file is kept, whether it is there or not.
   *
   * @throws AudioFileError if the file cannot be read
   */
  async place(file: FileToRead): Promise<string> {
    const hash = createHash('sha256')
      .update(this.#parameters)
      .update(await contentHash(file))
    return join(this.#folder, `${hash.digest('hex')}.json`)
  }

  /** What is known at a place, if anything is. */
  async read(place: string): Promise<CacheEntry | undefined> {
    const text = await readFile(place, 'utf8').catch(() => undefined)
    return text === undefined ? undefined : CacheEntry.parse(text)
  }

  /** @throws CacheError if the folder or the disk does not allow it */
  async write(place: string, entry: CacheEntry): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true })
      await writeAtomic(place, [entry.format()])
    } catch (cause) {
      throw new CacheError(this.#folder, cause)
    }
  }
}

/** The cache cannot be written: no fault of the audio file, and reason enough to stop. */
export class CacheError extends GenreError {
  constructor(folder: string, cause: unknown) {
    super('CACHE', `the cache ${folder} cannot be written: ${(cause as Error).message}`, { cause })
  }
}

/** The columns that are known of one file, as exact bits. */
export class CacheEntry {
  readonly #lengths: readonly number[]
  readonly #warnings: readonly string[]
  /** One value per segment, by column. */
  readonly #columns: ReadonlyMap<string, Float64Array>

  constructor(lengths: readonly number[], warnings: readonly string[], columns: ReadonlyMap<string, Float64Array>) {
    this.#lengths = lengths
    this.#warnings = warnings
    this.#columns = columns
  }

  has(column: FeatureColumn): boolean {
    return this.#columns.has(definition(column))
  }

  features(columns: readonly FeatureColumn[]): FileFeatures {
    const known = columns.map(column => this.#columns.get(definition(column))!)
    const values = this.#lengths.map((_, segment) => Float64Array.from(known, column => column[segment]))
    return { lengths: this.#lengths, values, warnings: this.#warnings }
  }

  format(): string {
    const columns = [...this.#columns].map(([key, values]) => [key, toBase64(values)])
    const head = { format: FORMAT, version: VERSION, lengths: this.#lengths, warnings: this.#warnings }
    return JSON.stringify({ ...head, columns: Object.fromEntries(columns) })
  }

  static merge(known: CacheEntry | undefined, columns: readonly FeatureColumn[], features: FileFeatures): CacheEntry {
    const { lengths, values, warnings } = features
    const merged = new Map(known && known.#lengths.length === lengths.length ? known.#columns : [])
    columns.forEach((column, j) =>
      merged.set(
        definition(column),
        Float64Array.from(values, row => row[j]),
      ),
    )
    return new CacheEntry(lengths, warnings, merged)
  }

  /** Reads what `format` wrote; nothing if it is anything else. */
  static parse(text: string): CacheEntry | undefined {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return undefined
    }
    const { format, version, lengths, warnings, columns } = (value ?? {}) as Record<string, unknown>
    if (format !== FORMAT || version !== VERSION || !isArrayOf(lengths, 'number') || !isArrayOf(warnings, 'string')) {
      return undefined
    }
    const known = new Map<string, Float64Array>()
    for (const [key, base64] of Object.entries((columns ?? {}) as Record<string, unknown>)) {
      const values = typeof base64 === 'string' ? fromBase64(base64) : undefined
      if (!values || values.length !== lengths.length) return undefined
      known.set(key, values)
    }
    return new CacheEntry(lengths, warnings, known)
  }
}

interface Typed {
  number: number
  string: string
}

/** What a column is, whatever it is called. */
function definition({ descriptor, row, statistic = 'mean' }: FeatureColumn): string {
  return JSON.stringify([descriptor, row ?? null, statistic])
}

function isArrayOf<T extends 'number' | 'string'>(value: unknown, type: T): value is Typed[T][] {
  return Array.isArray(value) && value.every(item => typeof item === type)
}

function toBase64(values: Float64Array): string {
  const bytes = Buffer.alloc(values.length * 8)
  values.forEach((value, i) => bytes.writeDoubleLE(value, i * 8))
  return bytes.toString('base64')
}

function fromBase64(text: string): Float64Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length % 8 !== 0) return undefined
  const values = Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8))
  return values.every(Number.isFinite) ? values : undefined
}

async function contentHash(file: FileToRead): Promise<string> {
  const source = await openFile(file)
  try {
    const hash = createHash('sha256')
    for (let at = 0; at < source.size; at += BLOCK_SIZE) hash.update(await source.read(at, BLOCK_SIZE))
    return hash.digest('hex')
  } finally {
    await source.close()
  }
}

const BLOCK_SIZE = 1 << 18

/** The versions of the code that the values come from, so that an update does not meet values of its predecessor. */
function packageVersions(): (string | undefined)[] {
  const require = createRequire(moduleUrl())
  return ['gtzan', 'features', 'dsp'].map(name => {
    try {
      return (require(`@genre/${name}/package.json`) as { version: string }).version
    } catch {
      return undefined // all in one file, by a bundler
    }
  })
}
