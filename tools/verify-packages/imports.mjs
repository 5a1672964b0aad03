import path from 'node:path'
import { run } from '../common/run.mjs'
import { lastLines } from './npm.mjs'

/** Prints, as the last line, the names and kinds of what each module exports, or the error of its import. */
const probe = (/** @type {string} */ load) => `
const result = {}
for (const specifier of JSON.parse(process.argv[1])) {
  try {
    const module = ${load}
    const names = Object.keys(module).filter(name => !['default', '__esModule', 'module.exports'].includes(name))
    result[specifier] = { names: Object.fromEntries(names.sort().map(name => [name, typeof module[name]])) }
  } catch (error) {
    result[specifier] = { error: String(error && error.message).split('\\n')[0], code: error && error.code }
  }
}
process.stdout.write('\\n' + JSON.stringify(result) + '\\n', () => process.exit(0))
`
const probes = {
  ESM: ['--input-type=module', '--eval', probe('await import(specifier)')],
  CJS: ['--input-type=commonjs', '--eval', probe('require(specifier)')],
}

/**
 * @typedef {{ names?: Record<string, string>, error?: string, code?: string }} Seen
 *
 * @param {string} project
 * @param {'ESM' | 'CJS'} kind
 * @param {string[]} specifiers
 * @returns {Promise<{ seen: Record<string, Seen>, problems: string[] }>}
 */
async function look(project, kind, specifiers) {
  const { status, stdout, stderr } = await run(process.execPath, [...probes[kind], JSON.stringify(specifiers)], {
    cwd: project,
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: '' },
  })
  const problems = []
  const lines = stdout.trim().split('\n')
  if (status !== 0)
    return { seen: {}, problems: [`${kind} import ended with status ${status}: ${lastLines(stderr, 5)}`] }
  if (stderr.trim()) problems.push(`${kind} import prints to stderr: ${lastLines(stderr, 3)}`)
  if (lines.length > 1) problems.push(`${kind} import prints: ${lines[0]}`)
  return { seen: JSON.parse(/** @type {string} */ (lines.at(-1))), problems }
}

/**
 * Imports each module as ESM and as CommonJS and compares what they export.
 *
 * An import that fails only because an optional peer is not installed is right in a project that lacks it; it is handed back
 * in `needs`, so that the caller can insist that it works where the peer is there.
 *
 * @param {string} project a folder with the packages installed
 * @param {string[]} specifiers
 * @param {string[]} optionalPeers
 * @param {boolean} esmOnly
 * @returns {Promise<{ names: Record<string, string[]>, needs: Record<string, string>, problems: string[] }>}
 */
export async function checkImports(project, specifiers, optionalPeers, esmOnly) {
  const first = look(project, 'ESM', specifiers)
  const [esm, cjs] = await Promise.all([first, esmOnly ? first : look(project, 'CJS', specifiers)])
  const problems = [...new Set([...esm.problems, ...cjs.problems])]
  /** @type {Record<string, string[]>} */
  const names = {}
  /** @type {Record<string, string>} */
  const needs = {}
  for (const specifier of specifiers) {
    const [a, b] = [esm.seen[specifier], cjs.seen[specifier]]
    if (!a || !b) continue
    const missing = optionalPeers.find(peer => [a, b].every(each => lacks(each, peer)))
    if (missing) needs[specifier] = missing
    else if (a.error || b.error) {
      if (a.error) problems.push(`import('${specifier}'): ${a.error}`)
      if (b.error && !esmOnly) problems.push(`require('${specifier}'): ${b.error}`)
    } else {
      const difference = differences(a.names ?? {}, b.names ?? {})
      if (difference) problems.push(`${specifier}: ${difference}`)
      if (Object.keys(a.names ?? {}).length === 0) problems.push(`${specifier} exports nothing`)
      names[specifier] = Object.keys(a.names ?? {})
    }
  }
  return { names, needs, problems }
}

/**
 * @param {Seen} seen
 * @param {string} peer
 */
function lacks(seen, peer) {
  return (
    ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(seen.code ?? '') &&
    new RegExp(`['"]${peer}(/[^'"]*)?['"]`).test(seen.error ?? '')
  )
}

/**
 * @param {Record<string, string>} esm
 * @param {Record<string, string>} cjs
 */
function differences(esm, cjs) {
  const only = (/** @type {object} */ a, /** @type {object} */ b) => Object.keys(a).filter(name => !(name in b))
  const parts = []
  if (only(esm, cjs).length) parts.push(`only in ESM: ${only(esm, cjs).join(', ')}`)
  if (only(cjs, esm).length) parts.push(`only in CommonJS: ${only(cjs, esm).join(', ')}`)
  const kinds = Object.keys(esm).filter(name => name in cjs && esm[name] !== cjs[name])
  if (kinds.length) parts.push(`of another kind: ${kinds.join(', ')}`)
  return parts.join('; ')
}

/**
 * Where an installed package lies.
 *
 * @param {string} project
 * @param {string} name
 */
export function installed(project, name) {
  return path.join(project, 'node_modules', ...name.split('/'))
}
