import { existsSync } from 'node:fs'
import path from 'node:path'
import { bytes } from '../common/table.mjs'
import { readJson, root } from '../common/packages.mjs'
import { npm } from './npm.mjs'

/**
 * @typedef {import('../common/packages.mjs').WorkspacePackage} WorkspacePackage
 * @typedef {object} Packed
 * @property {WorkspacePackage} of
 * @property {string} tarball absolute path
 * @property {number} size of the tarball, in bytes
 * @property {string[]} files what it holds, relative to the package
 */

/** @type {Record<string, number>} */
const limits = readJson(new URL('limits.json', import.meta.url).pathname)

/** What a tarball must not carry, and why. */
const unwanted = /** @type {[RegExp, string][]} */ ([
  [/\.(test|spec|test-d|bench)\.[cm]?[jt]sx?$/, 'a test'],
  [/(^|\/)(test|tests|__tests__|coverage)\//, 'a test folder'],
  [/(^|\/)golden\//, 'golden data'],
  [/\.(wav|mp3|flac|ogg|au|m4a|csv|npy|npz|parquet)$/i, 'data'],
  [/(^|\/)(tsconfig.*\.json|tsup\.config\.\w+|vitest\.config\.\w+|\.eslintrc.*)$/, 'build configuration'],
  [/(^|\/)node_modules\//, 'an installed dependency'],
])

/**
 * Packs every package with one `npm pack`.
 *
 * @param {WorkspacePackage[]} packages
 * @param {string} into an existing folder
 * @returns {Promise<Packed[]>}
 */
export async function pack(packages, into) {
  const names = packages.flatMap(({ name }) => ['--workspace', name])
  const result = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', into, ...names], root)
  if (result.status !== 0) throw new Error(`npm pack failed:\n${result.stderr}`)
  const said = JSON.parse(result.stdout.slice(result.stdout.search(/^[[{]/m)))
  // An array of tarballs up to npm 11, an object by package name after it.
  const list = /** @type {any[]} */ (Array.isArray(said) ? said : Object.values(said))
  return packages.map(of => {
    const report = list.find(each => each.name === of.name)
    if (!report) throw new Error(`npm pack made no tarball of ${of.name}`)
    return {
      of,
      tarball: path.join(into, path.basename(report.filename)),
      size: report.size,
      files: report.files.map((/** @type {{ path: string }} */ file) => file.path),
    }
  })
}

/**
 * What is wrong with the contents of a tarball; nothing when the list is empty.
 *
 * @param {Packed} packed
 * @returns {string[]}
 */
export function contentProblems({ of, tarball, size, files }) {
  const problems = []
  if (!existsSync(tarball)) problems.push(`there is no ${tarball}`)
  if (!files.some(file => /^licen[cs]e(\.|$)/i.test(file))) problems.push('carries no LICENSE')
  if (!files.some(file => /^readme\.md$/i.test(file))) problems.push('carries no README.md')
  for (const [pattern, what] of unwanted) {
    const hits = files.filter(file => pattern.test(file))
    if (hits.length > 0)
      problems.push(`carries ${what}: ${hits.slice(0, 3).join(', ')}${hits.length > 3 ? ', ...' : ''}`)
  }
  for (const target of exportTargets(of.manifest)) {
    if (!files.includes(target.replace(/^\.\//, ''))) problems.push(`names ${target}, which it does not carry`)
  }
  const limit = (limits[of.name] ?? limits.default) * 1000
  if (size > limit)
    problems.push(`weighs ${bytes(size)}, more than ${bytes(limit)} (tools/verify-packages/limits.json)`)
  return problems
}

/**
 * Every file that a manifest points to: `exports`, `main`, `module`, `types`, `bin`.
 *
 * @param {any} manifest
 * @returns {string[]}
 */
function exportTargets(manifest) {
  /** @type {Set<string>} */
  const targets = new Set()
  /** @param {unknown} value */
  const visit = value => {
    if (typeof value === 'string') {
      if (!value.includes('*')) targets.add(value)
    } else if (value && typeof value === 'object') Object.values(value).forEach(visit)
  }
  for (const field of ['exports', 'main', 'module', 'types', 'bin']) visit(manifest[field])
  return [...targets]
}
