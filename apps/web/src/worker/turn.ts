/** Long work stops this often to look for messages, ms. */
const SLICE = 40

/**
 * Lets messages in now and then, so that a cancel arrives while a long task runs.
 *
 * @returns a function to await between steps; it rejects once the signal was given
 */
export function turns(signal: AbortSignal): () => Promise<void> {
  let last = performance.now()
  return async () => {
    signal.throwIfAborted()
    if (performance.now() - last < SLICE) return
    await new Promise(resolve => setTimeout(resolve))
    last = performance.now()
    signal.throwIfAborted()
  }
}
