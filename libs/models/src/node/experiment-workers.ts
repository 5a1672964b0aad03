import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { TaskPool } from '@genre/classical'
import { startThread } from '@genre/classical/node'
import { checkInteger } from '@genre/core'

/**
 * Worker threads for {@link runExperiment}, or nothing where one job is asked for, or where the built code of a worker is not
 * at hand (in sources): the experiment then runs on the caller's thread, with the same results.
 *
 * @param options.jobs - how many threads
 * @param options.file - the worker's code; default the file that comes with this package
 * @throws InvalidParameterError for less than one job
 *
 * @example
 * ```ts
 * import { experimentWorkers } from '@genre/models/node'
 * const pool = experimentWorkers({ jobs: 2 })
 * // await runExperiment({ suite: 'a3', data, protocols, pool })
 * await pool?.close()
 * ```
 */
export function experimentWorkers(options: { readonly jobs: number; readonly file?: URL }): TaskPool | null {
  const jobs = checkInteger('jobs', options.jobs, { min: 1 })
  const file = options.file ?? (jobs > 1 ? workerFile() : undefined)
  return file ? new TaskPool(() => startThread(file), { jobs }) : null
}

function workerFile(): URL | undefined {
  const name = 'experiment-worker.js'
  const here = typeof __filename === 'string' ? pathToFileURL(__filename).href : import.meta.url
  const beside = new URL(`./${name}`, here)
  if (existsSync(fileURLToPath(beside))) return beside
  if (fileURLToPath(beside).includes(join('libs', 'models', 'src'))) return undefined
  try {
    const installed = join(dirname(createRequire(here).resolve('@genre/models/package.json')), 'dist', name)
    return existsSync(installed) ? pathToFileURL(installed) : undefined
  } catch {
    return undefined
  }
}
