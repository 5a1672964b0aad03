import type { FileHandle } from 'node:fs/promises'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DataError, GenreError } from '../errors'

/**
 * Writes a file so that its name never stands for half of it: the content goes to a temporary name in the same folder,
 * is flushed to the disk, and only then takes the name. A file that was there before is replaced in that moment, or
 * kept whole if anything fails or the process is killed. A link is followed; what is no file (a folder, `/dev/null`) is left
 * alone.
 *
 * @param content - the pieces of the file, which may still be made while the first are written
 *
 * @throws DataError with the reason in words if the folder or the disk does not allow it, or something else than a file is there
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises'
 * import { writeAtomic } from '@genre/core/node'
 * await writeAtomic('notes.txt', ['whole ', 'or not at all'])
 * console.log(await readFile('notes.txt', 'utf8')) // => whole or not at all
 * ```
 */
export async function writeAtomic(
  path: string,
  content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  options: { signal?: AbortSignal; onWrite?: () => void } = {},
): Promise<void> {
  const target = await realpath(path).catch(() => path)
  // Taking its name would make an end of a device, for everyone.
  const place = await stat(target).catch(() => undefined)
  if (place && !place.isFile()) {
    const what = place.isDirectory() ? 'a folder' : 'a device, a pipe or a socket'
    throw new DataError({ table: path, reason: `cannot be written: it is ${what}` })
  }
  const folder = dirname(target)
  const temporary = join(folder, `.${basename(target).slice(0, 100)}.${process.pid}.${randomWord()}.tmp`)
  let handle: FileHandle | undefined
  try {
    handle = await open(temporary, 'wx')
    let block: (string | Uint8Array)[] = []
    let size = 0
    /** Keeps a piece, and says whether it is time to write what was kept. */
    const keep = (piece: string | Uint8Array) => {
      block.push(piece)
      size += piece.length
      options.onWrite?.()
      return size >= BLOCK_SIZE
    }
    const write = async (to: FileHandle) => {
      options.signal?.throwIfAborted()
      await writeAll(to, block)
      block = []
      size = 0
    }
    if (Symbol.asyncIterator in content) {
      for await (const piece of content) if (keep(piece)) await write(handle)
    } else {
      for (const piece of content) if (keep(piece)) await write(handle)
    }
    await writeAll(handle, block)
    options.signal?.throwIfAborted()
    await handle.sync()
    await handle.close()
    handle = undefined
    await rename(temporary, target)
    await syncFolder(folder)
  } catch (error) {
    await handle?.close().catch(() => undefined)
    await rm(temporary, { force: true }).catch(() => undefined)
    throw options.signal?.aborted ? options.signal.reason : writeError(path, error)
  }
}

const BLOCK_SIZE = 1 << 16

/** `write` may take a part only; this goes on until all is written. */
async function writeAll(handle: FileHandle, block: readonly (string | Uint8Array)[]): Promise<void> {
  const bytes = Buffer.concat(block.map(piece => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done)
    done += bytesWritten
  }
}

/** Makes the new name itself last; some systems do not open folders, and there the name is safe without. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function randomWord(): string {
  return crypto.randomUUID().slice(0, 8)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EFBIG: 'it would be larger than a file may be',
}

function writeError(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException)?.code
  // an error of whoever makes the pieces is not the disk's
  if (typeof code !== 'string' || cause instanceof GenreError) return cause
  return new DataError({ table: path, reason: `cannot be written: ${REASONS[code] ?? code}`, cause })
}
