// Packs every publishable package and tries the tarballs as a user would: see `npm run verify-packages -- --help`.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { closure, entries, publishablePackages, readJson, specifier } from '../common/packages.mjs'
import { bytes, table } from '../common/table.mjs'
import { commandProblems } from './command.mjs'
import { publintProblems, typesWrongProblems } from './door-linters.mjs'
import { checkImports } from './imports.mjs'
import { emptyProjectWith } from './npm.mjs'
import { contentProblems, pack } from './pack.mjs'
import { compileConsumer, resolutions } from './types.mjs'

const usage = `Usage: npm run verify-packages -- [--only NAME]... [--keep]

Packs every publishable package of libs/ and apps/ (as built), and fails unless each tarball
  carries README and LICENSE, no tests, no golden data, no audio or tables, and stays under its limit (limits.json);
  passes publint (strict) and are-the-types-wrong;
  installs into an empty project with nothing but the packages it depends on, without an install script;
  imports there as ESM and as CommonJS, silently, with the same names;
  compiles there from TypeScript (node16 ESM, node16 CommonJS, bundler; strict, declaration files checked);
  runs there, where it brings a command.
The same is done once more with all of them in one project.

  --only NAME   only these packages (@genre/dsp or dsp)
  --keep        leave the temporary folder and say where it is`

/** @typedef {import('../common/packages.mjs').WorkspacePackage} WorkspacePackage */

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, keep: { type: 'boolean' }, help: { type: 'boolean' } },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}

const everything = publishablePackages()
const unknown = (values.only ?? []).filter(name => !everything.some(each => matches(each, name)))
if (unknown.length > 0) {
  console.error(`There is no package ${unknown.join(', ')}; there are ${everything.map(each => each.name).join(', ')}.`)
  process.exit(2)
}
const chosen = values.only ? everything.filter(each => values.only?.some(name => matches(each, name))) : everything
const notBuilt = everything.filter(each => !existsSync(path.join(each.dir, 'dist')))
if (notBuilt.length > 0) {
  console.error(`Not built: ${notBuilt.map(each => each.name).join(', ')}. Run npm run build first.`)
  process.exit(1)
}

const started = Date.now()
const home = mkdtempSync(path.join(tmpdir(), 'genre-verify-'))
process.on('exit', () => {
  if (values.keep) console.log(`Kept: ${home}`)
  else rmSync(home, { recursive: true, force: true })
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => process.exit(130))

/** @type {Map<string, string[]>} */
const problems = new Map(everything.map(each => [each.name, []]))
const note = (/** @type {WorkspacePackage} */ of, /** @type {string[]} */ found) => {
  problems.get(of.name)?.push(...found)
}

mkdirSync(path.join(home, 'tarballs'))
const packed = await pack(everything, path.join(home, 'tarballs'))
const tarballOf = (/** @type {WorkspacePackage} */ of) => {
  const found = packed.find(each => each.of === of)
  if (!found) throw new Error(`${of.name} was not packed`)
  return found
}

const together = path.join(home, 'all')
const togetherFailed = await emptyProjectWith(
  together,
  packed.map(each => each.tarball),
)
for (const of of chosen)
  note(
    of,
    togetherFailed.map(text => `all in one project: ${text}`),
  )

/** @type {string[][]} */
const rows = []
for (const of of chosen) {
  const { tarball, size, files } = tarballOf(of)
  note(of, contentProblems(tarballOf(of)))
  note(of, await publintProblems(tarball, of.manifest))
  note(of, await typesWrongProblems(tarball, entries(of.manifest)))

  const alone = path.join(home, of.name.replace(/\W+/g, '-').replace(/^-/, ''))
  const failed = await emptyProjectWith(
    alone,
    closure(of, everything).map(each => tarballOf(each).tarball),
  )
  note(of, failed)
  const seen = failed.length > 0 ? { exported: 0, packages: 0 } : await tryIn(alone, of, false)
  if (togetherFailed.length === 0) await tryIn(together, of, true)

  const count = problems.get(of.name)?.length ?? 0
  rows.push([
    of.name,
    of.manifest.version,
    bytes(size),
    String(files.length),
    entries(of.manifest).join(' ') || '-',
    String(seen.exported),
    String(seen.packages),
    count === 0 ? 'ok' : `${count} wrong`,
  ])
}

console.log(table(['package', 'version', 'packed', 'files', 'entries', 'exports', 'installs', 'verdict'], rows))
for (const of of chosen) {
  for (const text of problems.get(of.name) ?? []) console.log(`\n${of.name}: ${text}`)
}
const bad = chosen.filter(of => (problems.get(of.name) ?? []).length > 0).length
const seconds = Math.round((Date.now() - started) / 1000)
console.log(`\n${chosen.length - bad} of ${chosen.length} packages stand (${seconds} s).`)
process.exitCode = bad > 0 ? 1 : 0

/**
 * Imports, compiles and runs one package in a project where it is installed.
 *
 * @param {string} project
 * @param {WorkspacePackage} of
 * @param {boolean} withPeers whether the optional peers among our own packages are there as well
 */
async function tryIn(project, of, withPeers) {
  const modules = entries(of.manifest).map(entry => specifier(of.name, entry))
  const optionalPeers = Object.keys(of.manifest.peerDependenciesMeta ?? {}).filter(
    peer => of.manifest.peerDependenciesMeta?.[peer]?.optional,
  )
  const where = withPeers ? 'with all the others: ' : ''
  const { names, needs, problems: found } = await checkImports(project, modules, optionalPeers)
  for (const [module, peer] of Object.entries(needs)) {
    if (withPeers && everything.some(each => each.name === peer)) found.push(`${module} does not find ${peer}`)
  }
  for (const inNode of [false, true]) {
    const these = Object.fromEntries(Object.entries(names).filter(([module]) => needsNode(of, module) === inNode))
    for (const resolution of /** @type {(keyof typeof resolutions)[]} */ (Object.keys(resolutions))) {
      found.push(...compileConsumer(project, resolution, these, inNode))
    }
  }
  found.push(...(await commandProblems(project, of.manifest)))

  const tree = readJson(path.join(project, 'node_modules', '.package-lock.json')).packages
  for (const [place, each] of Object.entries(tree)) {
    if (each.hasInstallScript)
      found.push(`installing it runs an install script of ${place.replace(/^.*node_modules\//, '')}`)
  }
  note(
    of,
    found.map(text => where + text),
  )
  return { exported: Object.values(names).flat().length, packages: Object.keys(tree).length }
}

/**
 * Entries behind a /node door, and all of an app, may ask for Node's types.
 *
 * @param {WorkspacePackage} of
 * @param {string} module
 */
function needsNode(of, module) {
  return module.endsWith('/node') || path.basename(path.dirname(of.dir)) === 'apps'
}

/**
 * @param {WorkspacePackage} each
 * @param {string} name
 */
function matches(each, name) {
  return each.name === name || each.name === `@genre/${name}`
}
