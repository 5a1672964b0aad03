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

/** Install scripts that build and fetch nothing: what works as well with `npm install --ignore-scripts`. */
const idleInstallScripts = new Set([
  'core-js', // comes with @tensorflow/tfjs; prints a note of its author
])

const usage = `Usage: npm run verify-packages -- [--only NAME]... [--keep]

Packs every publishable package of libs/ and apps/ (as built), and fails unless each tarball
  carries README and LICENSE, no tests, no golden data, no audio or tables, and stays under its limit (limits.json);
  passes publint (strict) and are-the-types-wrong;
  installs into an empty project with nothing but the packages it depends on, without an install script that does anything;
  imports there as ESM and as CommonJS, silently, with the same names;
  compiles there from TypeScript (node16 ESM, node16 CommonJS, bundler; strict, declaration files checked);
  runs there, where it brings a command.
The same is done once more with all of them in one project.

  --only NAME   only these packages (@genre/dsp or dsp)
  --keep        leave the temporary folder and say where it is`

/** @typedef {import('../common/packages.mjs').WorkspacePackage} WorkspacePackage */
/** @typedef {import('./types.mjs').Resolution} Resolution */

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

const allResolutions = /** @type {Resolution[]} */ (Object.keys(resolutions))
const started = Date.now()
const home = mkdtempSync(path.join(tmpdir(), 'genre-verify-'))
process.on('exit', () => {
  if (values.keep) console.log(`Kept: ${home}`)
  else rmSync(home, { recursive: true, force: true })
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => process.exit(130))

const whole = 'all of them in one project'
/** @type {Map<string, string[]>} what is wrong, by package */
const problems = new Map([...chosen.map(each => each.name), whole].map(name => [name, []]))
const note = (/** @type {string} */ name, /** @type {string[]} */ found) => void problems.get(name)?.push(...found)

mkdirSync(path.join(home, 'tarballs'))
const packed = await pack(everything, path.join(home, 'tarballs'))
const tarballs = new Map(packed.map(each => [each.of, each.tarball]))
const tarballsOf = (/** @type {WorkspacePackage[]} */ packages) =>
  packages.map(each => /** @type {string} */ (tarballs.get(each)))

/** @type {Map<string, string[]>} */
const rows = new Map()
const waiting = [...packed.filter(each => chosen.includes(each.of)), undefined]
const worker = async () => {
  while (waiting.length > 0) {
    const next = waiting.shift()
    if (next) rows.set(next.of.name, await tryAlone(next))
    else if (chosen.length > 1) await tryTogether()
  }
}
await Promise.all([worker(), worker()])

const head = ['package', 'version', 'packed', 'files', 'entries', 'exports', 'installs', 'verdict']
console.log(
  table(
    head,
    chosen.map(each => /** @type {string[]} */ (rows.get(each.name))),
  ),
)
for (const [name, found] of problems) for (const text of found) console.log(`\n${name}: ${text}`)
const bad = [...problems.values()].filter(found => found.length > 0).length
const seconds = Math.round((Date.now() - started) / 1000)
console.log(
  `\n${chosen.length} packages tried, ${bad === 0 ? 'all stand' : `${bad} of the verdicts bad`} (${seconds} s).`,
)
process.exitCode = bad > 0 ? 1 : 0

/**
 * A package in a project of its own, with nothing but what it depends on.
 *
 * @param {import('./pack.mjs').Packed} packed
 * @returns {Promise<string[]>} its row of the table
 */
async function tryAlone(packed) {
  const { of, tarball, size, files } = packed
  const project = path.join(home, of.name.replace(/\W+/g, '-').replace(/^-/, ''))
  note(of.name, contentProblems(packed))
  note(of.name, await publintProblems(tarball, of.manifest))
  note(of.name, await typesWrongProblems(tarball, entries(of.manifest), isEsmOnly(of)))
  const failed = await emptyProjectWith(project, tarballsOf(closure(of, everything)))
  note(of.name, failed)
  let [exported, installs] = [0, 0]
  if (failed.length === 0) {
    const { names, problems: found } = await importsIn(project, of, false)
    // What its declarations import must be there; the other ways to resolve them are tried once, in the project that has all.
    const ways = chosen.length > 1 ? /** @type {Resolution[]} */ (['node16 ESM']) : allResolutions
    found.push(...typesIn(project, new Map([[of, names]]), ways), ...(await commandProblems(project, of.manifest)))
    found.push(...installScriptsIn(project))
    note(of.name, found)
    exported = Object.values(names).flat().length
    installs = installedIn(project).length
  }
  const count = problems.get(of.name)?.length ?? 0
  return [
    of.name,
    of.manifest.version,
    bytes(size),
    String(files.length),
    entries(of.manifest).join(' ') || '-',
    String(exported),
    String(installs),
    count === 0 ? 'ok' : `${count} wrong`,
  ]
}

/** All packages in one project, where optional peers among them find each other. */
async function tryTogether() {
  const project = path.join(home, 'all')
  const failed = await emptyProjectWith(project, tarballsOf(everything))
  note(whole, failed)
  if (failed.length > 0) return
  /** @type {Map<WorkspacePackage, Record<string, string[]>>} */
  const exported = new Map()
  for (const of of chosen) {
    const { names, problems: found } = await importsIn(project, of, true)
    exported.set(of, names)
    note(whole, found)
    note(whole, await commandProblems(project, of.manifest))
  }
  note(whole, typesIn(project, exported, allResolutions))
}

/**
 * @param {string} project
 * @param {WorkspacePackage} of
 * @param {boolean} withPeers whether the optional peers among our own packages are there as well
 */
async function importsIn(project, of, withPeers) {
  const { manifest, name } = of
  const modules = entries(manifest).map(entry => specifier(name, entry))
  const optional = Object.keys(manifest.peerDependenciesMeta ?? {}).filter(
    peer => manifest.peerDependenciesMeta?.[peer]?.optional,
  )
  const { names, needs, problems: found } = await checkImports(project, modules, optional, isEsmOnly(of))
  for (const [module, peer] of Object.entries(needs)) {
    if (withPeers && everything.some(each => each.name === peer)) found.push(`${module} does not find ${peer}`)
  }
  return { names, problems: found }
}

/**
 * Compiles one consumer of all the given packages for each way to resolve them.
 *
 * @param {string} project
 * @param {Map<WorkspacePackage, Record<string, string[]>>} exported
 * @param {Resolution[]} ways
 */
function typesIn(project, exported, ways) {
  const found = []
  for (const resolution of ways) {
    for (const inNode of [false, true]) {
      const modules = [...exported].flatMap(([of, names]) =>
        Object.entries(names).filter(
          ([module]) => needsNode(of, module) === inNode && !(resolution === 'node16 CJS' && isEsmOnly(of)),
        ),
      )
      found.push(...compileConsumer(project, resolution, Object.fromEntries(modules), inNode))
    }
  }
  return found
}

/**
 * The packages that an install brought, as npm noted them.
 *
 * @param {string} project
 * @returns {[string, { hasInstallScript?: boolean }][]}
 */
function installedIn(project) {
  return Object.entries(readJson(path.join(project, 'node_modules', '.package-lock.json')).packages)
}

/** @param {string} project */
function installScriptsIn(project) {
  return installedIn(project)
    .filter(([, each]) => each.hasInstallScript)
    .map(([place]) => place.replace(/^.*node_modules\//, ''))
    .filter(name => !idleInstallScripts.has(name))
    .map(name => `installing it runs an install script of ${name}`)
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
 * A command may do without CommonJS; a library may not.
 *
 * @param {WorkspacePackage} of
 */
function isEsmOnly({ manifest }) {
  return Boolean(manifest.bin) && !JSON.stringify(manifest.exports ?? {}).includes('"require"')
}

/**
 * @param {WorkspacePackage} each
 * @param {string} name
 */
function matches(each, name) {
  return each.name === name || each.name === `@genre/${name}`
}
