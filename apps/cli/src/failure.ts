import { GenreError } from '@genre/core'

/** An error as users see it: a code for programs and one sentence, never a stack. */
export interface Failure {
  readonly code: string
  readonly message: string
}

/** The words of file systems for what people do wrong; others keep the system's own. */
const systemWords: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'is a file, not a folder',
  ENOSPC: 'no space left on the disk',
  EEXIST: 'exists already',
  EMFILE: 'too many open files',
}

/**
 * What to tell of an error. Mistakes of users and of files have a code and a message; anything else is a fault of the
 * program and keeps its stack in `cause` for `GENRE_DEBUG=1`.
 */
export function failureOf(error: unknown, file?: string): Failure {
  const prefix = file === undefined ? '' : `${file}: `
  if (isAbort(error)) return { code: 'ABORTED', message: `${prefix}stopped` }
  if (error instanceof GenreError || hasCode(error)) {
    const { code, message } = error
    const words = systemWords[code]
    if (words) {
      const path = (error as { path?: string }).path ?? file
      return { code, message: path === undefined ? words : `${path}: ${words}` }
    }
    return { code, message: file !== undefined && !message.startsWith(file) ? prefix + message : message }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'INTERNAL', message: `${prefix}internal error: ${message}` }
}

/** Whether an error says that the work was stopped from outside. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || (error as { code?: unknown }).code === 'ABORT_ERR')
}

function hasCode(error: unknown): error is Error & { code: string } {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'string'
}
