import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

/** Stands in the service worker for the list of files. */
const LIST = '__OFFLINE_FILES__'
const VERSION = '__OFFLINE_VERSION__'

/**
 * Tells the service worker (entry `sw`) which files to keep for use without a network: all of the build, but models
 * other than the first, which are kept once they were chosen.
 *
 * @param later names of models that are loaded only when chosen
 */
export function offlinePlugin(later: readonly string[]): Plugin {
  let publicDir = ''
  return {
    name: 'genre-offline',
    apply: 'build',
    enforce: 'post',
    configResolved: config => void (publicDir = config.publicDir),
    generateBundle(_, bundle) {
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') throw new Error('the build has no sw.js')
      const hash = createHash('sha256')
      const built = Object.values(bundle)
        .filter(({ fileName }) => fileName !== 'sw.js' && !fileName.endsWith('.map'))
        .filter(({ fileName }) => !later.some(name => path.basename(fileName).startsWith(`${name}-`)))
      for (const file of built) hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source)
      const given = readdirSync(publicDir)
      for (const name of given) hash.update(name).update(readFileSync(path.join(publicDir, name)))
      const files = ['./', ...built.map(file => file.fileName), ...given].sort()
      worker.code = worker.code
        .replace(new RegExp(`["'\`]${LIST}["'\`]`), JSON.stringify(files))
        .replace(VERSION, hash.digest('hex').slice(0, 16))
    },
  }
}
