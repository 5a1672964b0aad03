import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { moduleUrl } from './module-url'

/**
 * Where the built code of a worker thread lies: beside this code in `dist`, or in the installed package if a bundler moved this
 * code into another file. Nowhere if only sources are there, or if everything was put into one file.
 */
export function workerFile(name = 'extract-worker'): URL | undefined {
  const beside = new URL(`./${name}.js`, moduleUrl())
  if (existsSync(fileURLToPath(beside))) return beside
  if (fileURLToPath(beside).includes(join('libs', 'gtzan', 'src'))) return undefined
  try {
    const root = dirname(createRequire(moduleUrl()).resolve('@genre/gtzan/package.json'))
    const installed = join(root, 'dist', `${name}.js`)
    return existsSync(installed) ? pathToFileURL(installed) : undefined
  } catch {
    return undefined
  }
}
