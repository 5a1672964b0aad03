import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { GenreError } from '@genre/core'
import { moduleUrl } from './module-url'

/**
 * Where the built code of this package's worker lies: beside this code, or in the installed package if a bundler moved this
 * code into another file.
 *
 * @throws GenreError with code `'WORKER'` if neither is there
 */
export function workerFile(): URL {
  const name = 'classical-worker.js'
  const here = moduleUrl()
  const beside = new URL(`./${name}`, here)
  if (existsSync(fileURLToPath(beside))) return beside
  try {
    const root = dirname(createRequire(here).resolve('@genre/classical/package.json'))
    const installed = join(root, 'dist', name)
    if (existsSync(installed)) return pathToFileURL(installed)
  } catch {
    // Not installed: said below.
  }
  throw new GenreError(
    'WORKER',
    `${name} of @genre/classical is not beside ${fileURLToPath(here)}, nor is the package installed`,
  )
}
