import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import type { AudioProblem } from '../decode/audio-file-error'
import { AudioFileError } from '../decode/audio-file-error'
import type { ByteSource } from '../decode/byte-source'

/** A {@link ByteSource} over a file; it must be closed. */
export interface FileSource extends ByteSource {
  close(): Promise<void>
}

/**
 * Opens a regular file for reading in pieces.
 *
 * @throws {AudioFileError} `not-found`, `not-a-file` (folders, pipes, devices: nothing that could block) or `unreadable`
 *
 * @example
 * ```ts
 * import { openFileSource } from '@genre/gtzan/node'
 * try {
 *   const source = await openFileSource('no-such-file.wav')
 *   await source.close()
 * } catch (error) {
 *   console.log((error as Error).message) // => no-such-file.wav: there is no such file
 * }
 * ```
 */
export async function openFileSource(path: string): Promise<FileSource> {
  let handle: FileHandle
  try {
    // without O_NONBLOCK a named pipe would keep us waiting for its writer
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw fileError(path, error)
  }
  try {
    const info = await handle.stat()
    if (!info.isFile()) {
      const what = info.isDirectory() ? 'a folder' : 'a device or a pipe'
      throw new AudioFileError({ file: path, problem: 'not-a-file', reason: `${what}, not a file` })
    }
    return fileSource(handle, info.size, path)
  } catch (error) {
    await handle.close()
    throw error instanceof AudioFileError ? error : fileError(path, error)
  }
}

function fileSource(handle: FileHandle, size: number, path: string): FileSource {
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
      let filled = 0
      while (filled < bytes.length) {
        // one read call takes less than 2 GiB
        const part = Math.min(bytes.length - filled, 1 << 30)
        try {
          const { bytesRead } = await handle.read(bytes, filled, part, offset + filled)
          if (bytesRead === 0) break
          filled += bytesRead
        } catch (error) {
          throw fileError(path, error, offset + filled)
        }
      }
      return bytes.subarray(0, filled)
    },
    close: () => handle.close(),
  }
}

/** What the file system said, as an {@link AudioFileError}. */
export function fileError(file: string, error: unknown, offset?: number): AudioFileError {
  const code = (error as NodeJS.ErrnoException).code
  const [problem, reason] = ((): [AudioProblem, string] => {
    switch (code) {
      case 'ENOENT':
      case 'ENOTDIR':
        return ['not-found', 'there is no such file']
      case 'EISDIR':
        return ['not-a-file', 'a folder, not a file']
      case 'ENXIO':
        return ['not-a-file', 'a device or a pipe, not a file']
      case 'EACCES':
      case 'EPERM':
        return ['unreadable', 'no permission to read it']
      default:
        return ['unreadable', `the file cannot be read: ${(error as Error).message}`]
    }
  })()
  return new AudioFileError({ file, problem, reason, offset, cause: error })
}
