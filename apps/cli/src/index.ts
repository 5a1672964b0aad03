import { main } from './program'

export { main } from './program'
export type { Terminal } from './terminal'

/** The process's own run: its words, its exit code; Ctrl-C stops the work cleanly, a second one at once. */
export async function run(): Promise<void> {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // A reader that has seen enough (genre ... | head) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  process.exitCode = await main(process.argv.slice(2), { signal: controller.signal })
}
