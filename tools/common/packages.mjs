import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '')

/**
 * @typedef {object} Manifest The fields of a package.json that the tools read.
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private]
 * @property {string | Record<string, string>} [bin]
 * @property {Record<string, unknown>} [exports]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 *
 * @typedef {object} WorkspacePackage
 * @property {string} name for instance `@genre/core`
 * @property {string} dir absolute folder
 * @property {Manifest} manifest
 */

/**
 * @param {string} file
 * @returns {any}
 */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/**
 * Every workspace package that may be published: the folders of libs/ and apps/ with a package.json that is not private,
 * sorted so that a package comes after those it depends on.
 *
 * @param {string} [from] the repository's root
 * @returns {WorkspacePackage[]}
 */
export function publishablePackages(from = root) {
  const found = ['libs', 'apps']
    .map(folder => path.join(from, folder))
    .filter(folder => existsSync(folder))
    .flatMap(folder => readdirSync(folder).map(name => path.join(folder, name)))
    .filter(dir => existsSync(path.join(dir, 'package.json')))
    .map(dir => ({ dir, manifest: /** @type {Manifest} */ (readJson(path.join(dir, 'package.json'))) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ dir, manifest }) => ({ name: manifest.name, dir, manifest }))
  const byName = new Map(found.map(each => [each.name, each]))
  /** @type {WorkspacePackage[]} */
  const sorted = []
  /** @param {WorkspacePackage} each */
  const visit = each => {
    if (sorted.includes(each)) return
    for (const name of workspaceDependencies(each.manifest, byName, true)) {
      visit(/** @type {WorkspacePackage} */ (byName.get(name)))
    }
    sorted.push(each)
  }
  for (const each of found.sort((a, b) => a.name.localeCompare(b.name))) visit(each)
  return sorted
}

/**
 * The names among `known` that a package depends on directly.
 *
 * @param {Manifest} manifest
 * @param {Map<string, unknown>} known
 * @param {boolean} withOptionalPeers whether optional peers count
 * @returns {string[]}
 */
export function workspaceDependencies(manifest, known, withOptionalPeers) {
  const peers = Object.keys(manifest.peerDependencies ?? {}).filter(
    name => withOptionalPeers || !manifest.peerDependenciesMeta?.[name]?.optional,
  )
  return [
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
    ...peers,
  ].filter(name => known.has(name))
}

/**
 * A package and all the workspace packages that it cannot do without, the package itself last.
 *
 * @param {WorkspacePackage} one
 * @param {WorkspacePackage[]} all
 * @returns {WorkspacePackage[]}
 */
export function closure(one, all) {
  const byName = new Map(all.map(each => [each.name, each]))
  /** @type {Set<WorkspacePackage>} */
  const seen = new Set()
  /** @param {WorkspacePackage} each */
  const visit = each => {
    if (seen.has(each)) return
    for (const name of workspaceDependencies(each.manifest, byName, false)) {
      visit(/** @type {WorkspacePackage} */ (byName.get(name)))
    }
    seen.add(each)
  }
  visit(one)
  return [...seen]
}

/**
 * The entries of a package's exports map that are modules: `.`, `./node`, not `./package.json`. A package without an
 * exports map that has a `main` has one entry; one with only a `bin` has none.
 *
 * @param {Manifest & { main?: string }} manifest
 * @returns {string[]}
 */
export function entries(manifest) {
  if (!manifest.exports) return manifest.main ? ['.'] : []
  return Object.keys(manifest.exports).filter(
    key => key.startsWith('.') && !key.endsWith('.json') && !key.includes('*'),
  )
}

/**
 * The module specifier of an entry: `@genre/gtzan` and `./node` give `@genre/gtzan/node`.
 *
 * @param {string} name
 * @param {string} entry
 */
export function specifier(name, entry) {
  return entry === '.' ? name : `${name}/${entry.slice(2)}`
}
