import type { Trouble } from './protocol'

/** An error as it crosses to the page: its code, its word and its sentence. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) }
  if (error.name === 'AbortError') return { code: 'ABORTED', message: 'cancelled' }
  const { code, problem } = error as Error & { code?: unknown; problem?: unknown }
  return {
    code: typeof code === 'string' ? code : error instanceof RangeError ? 'MEMORY' : 'UNKNOWN',
    ...(typeof problem === 'string' && { problem }),
    message: error.message,
  }
}
