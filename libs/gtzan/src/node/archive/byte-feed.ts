import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { FileSource } from '../file-source'
import { openFileSource } from '../file-source'

/** Bytes that come one after the other. */
export interface ByteFeed {
  /** How many were read or passed over so far. */
  readonly position: number
  /** The next bytes, fewer at the end. */
  read(length: number): Promise<Uint8Array>
  /** Passes over bytes; false if the end comes before. */
  skip(length: number): Promise<boolean>
  close(): Promise<void>
}

/** A file as it is; passing over costs nothing. */
export async function fileFeed(path: string): Promise<ByteFeed> {
  const source: FileSource = await openFileSource(path)
  let position = 0
  return {
    get position() {
      return position
    },
    async read(length) {
      const bytes = await source.read(position, length)
      position += bytes.length
      return bytes
    },
    async skip(length) {
      const end = position + length
      position = Math.min(source.size, end)
      return position === end
    },
    close: () => source.close(),
  }
}

/** From this size on, what gzip holds must not be more than so many times the file: audio shrinks to a half, silence further. */
const BOMB_SIZE = 1 << 30
const BOMB_RATIO = 200

/** Says that an archive cannot be read any further. */
export class ArchiveError extends Error {}

/** What a gzip file holds, unpacked as it is read, in constant memory. */
export function gunzipFeed(path: string, signal?: AbortSignal): ByteFeed {
  const file = createReadStream(path)
  const stream = createGunzip()
  file.on('error', error => stream.destroy(error))
  file.pipe(stream)
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let rest: Uint8Array = new Uint8Array(0)
  let unpacked = 0
  let position = 0

  /** The next piece, at most `most` bytes of it; nothing at the end. */
  const next = async (most: number): Promise<Uint8Array | undefined> => {
    if (rest.length === 0) {
      signal?.throwIfAborted()
      const { done, value } = await pieces.next().catch((error: NodeJS.ErrnoException) => {
        signal?.throwIfAborted()
        throw new ArchiveError(gzipWords(error), { cause: error })
      })
      if (done) return undefined
      unpacked += value.length
      if (unpacked > BOMB_SIZE && unpacked > BOMB_RATIO * file.bytesRead) {
        throw new ArchiveError(`it unpacks to more than ${BOMB_RATIO} times its size, as no audio does`)
      }
      rest = value
    }
    const piece = rest.subarray(0, most)
    rest = rest.subarray(piece.length)
    position += piece.length
    return piece
  }

  return {
    get position() {
      return position
    },
    async read(length) {
      const parts: Uint8Array[] = []
      let left = length
      while (left > 0) {
        const piece = await next(left)
        if (!piece) break
        parts.push(piece)
        left -= piece.length
      }
      return parts.length === 1 ? parts[0] : Buffer.concat(parts)
    },
    async skip(length) {
      let left = length
      while (left > 0) {
        const piece = await next(left)
        if (!piece) return false
        left -= piece.length
      }
      return true
    },
    async close() {
      file.destroy()
      stream.destroy()
    },
  }
}

function gzipWords(error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR') return 'the gzip file ends too early'
  if (error.code?.startsWith('Z_')) return `the gzip file is damaged (${error.message})`
  return `it cannot be read (${error.message})`
}
