import { existsSync } from 'node:fs'
import path from 'node:path'
import { readJson } from '../common/packages.mjs'

/**
 * @typedef {object} Installed
 * @property {string} name
 * @property {string} version
 * @property {string} dir
 * @property {any} manifest
 * @property {string[]} wantedBy the publishable packages whose tree it is in
 *
 * @typedef {import('../common/packages.mjs').WorkspacePackage} WorkspacePackage
 */

/**
 * What a user gets with the given packages: their dependencies, optional dependencies and peers as they are installed here,
 * and theirs in turn. A dependency that is not installed fails, unless it is optional (built for another platform, or a peer
 * that one may leave out).
 *
 * @param {WorkspacePackage[]} packages
 * @returns {{ installed: Installed[], missing: string[] }}
 */
export function productionTree(packages) {
  /** @type {Map<string, Installed>} */
  const found = new Map()
  /** @type {string[]} */
  const missing = []
  const own = new Set(packages.map(each => each.name))
  for (const { name: root, dir, manifest } of packages) {
    const seen = new Set()
    /** @type {{ dir: string, manifest: any }[]} */
    const queue = [{ dir, manifest }]
    for (let current = queue.pop(); current; current = queue.pop()) {
      for (const { name, optional } of wanted(current.manifest)) {
        if (own.has(name)) continue // stands in the list itself
        const at = resolve(name, current.dir)
        if (!at) {
          if (!optional) missing.push(`${current.manifest.name} needs ${name}, which is not installed`)
          continue
        }
        if (seen.has(at)) continue
        seen.add(at)
        /** @type {Installed} */
        const entry = found.get(at) ?? { ...described(at), wantedBy: [] }
        entry.wantedBy.push(root)
        found.set(at, entry)
        queue.push({ dir: at, manifest: entry.manifest })
      }
    }
  }
  const installed = [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
  return { installed, missing: [...new Set(missing)] }
}

/**
 * @param {any} manifest
 * @returns {{ name: string, optional: boolean }[]}
 */
function wanted(manifest) {
  const names = (/** @type {string} */ field) => Object.keys(manifest[field] ?? {})
  return [
    ...names('dependencies').map(name => ({ name, optional: name in (manifest.optionalDependencies ?? {}) })),
    ...names('optionalDependencies').map(name => ({ name, optional: true })),
    ...names('peerDependencies').map(name => ({
      name,
      optional: Boolean(manifest.peerDependenciesMeta?.[name]?.optional),
    })),
  ]
}

/**
 * Where Node finds a package from a folder: the nearest node_modules upwards.
 *
 * @param {string} name
 * @param {string} from
 */
function resolve(name, from) {
  for (let dir = from; ; dir = path.dirname(dir)) {
    const at = path.join(dir, 'node_modules', name)
    if (existsSync(path.join(at, 'package.json'))) return at
    if (dir === path.dirname(dir)) return undefined
  }
}

/** @param {string} dir */
function described(dir) {
  const manifest = readJson(path.join(dir, 'package.json'))
  return { name: manifest.name, version: manifest.version, dir, manifest }
}
