// The licences of all that a user installs with our packages: `npm run licences`.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { publishablePackages, readJson, root } from '../common/packages.mjs'
import { table } from '../common/table.mjs'
import { judge, licenceOf } from './judge.mjs'
import { productionTree } from './tree.mjs'

const usage = `Usage: npm run licences [-- --development]

Lists every package that a user of ours installs, with its licence, and fails on GPL, AGPL, a licence that is missing or
that tools/licences/policy.json does not know.

  --development   judge everything that npm ci installs here as well`

const { values } = parseArgs({ options: { development: { type: 'boolean' }, help: { type: 'boolean' } } })
if (values.help) {
  console.log(usage)
  process.exit(0)
}

/** @type {{ permissive: string[], weak: string[], explained: Record<string, { licence: string, reason: string }> }} */
const policy = readJson(new URL('policy.json', import.meta.url).pathname)
const packages = publishablePackages()
const { installed, missing } = productionTree(packages)
const problems = [...missing]

for (const { name, dir, manifest } of packages) {
  if (licenceOf(/** @type {any} */ (manifest)) !== 'MIT') problems.push(`${name} is not marked MIT`)
  if (!readFileSync(path.join(dir, 'LICENSE'), 'utf8').startsWith('MIT License'))
    problems.push(`${name}: LICENSE is not MIT`)
}

const rows = installed.map(({ name, version, dir, manifest, wantedBy }) => {
  const { licence, verdict } = judged(name, licenceOf(manifest))
  if (verdict === 'permissive' && hasGnuText(dir)) {
    problems.push(`${name}@${version} calls itself ${licence}, but carries a GNU licence text`)
  }
  if (verdict === 'forbidden' || verdict === 'unknown') problems.push(`${name}@${version}: ${licence || 'no licence'}`)
  const users = wantedBy.map(each => each.replace('@genre/', '')).join(' ')
  return [name, version, licence || '(none)', verdict, users]
})
console.log(table(['package', 'version', 'licence', 'verdict', 'comes with'], rows))

if (values.development) problems.push(...developmentProblems())
for (const text of problems) console.log(`\n${text}`)
const weak = rows.filter(row => row[3] === 'weak').length
console.log(`\n${rows.length} packages come with ours; ${weak} under weak copyleft; ${problems.length} problems.`)
process.exitCode = problems.length > 0 ? 1 : 0

/**
 * @param {string} name
 * @param {string} declared
 */
function judged(name, declared) {
  const explained = policy.explained[name]
  const licence = explained ? explained.licence : declared
  return { licence, verdict: judge(licence, policy) }
}

/**
 * Whether a licence file of a package holds one of the GNU licences, whatever its manifest says.
 *
 * @param {string} dir
 */
function hasGnuText(dir) {
  return readdirSync(dir)
    .filter(file => /^(licen[cs]e|copying)/i.test(file) && statSync(path.join(dir, file)).isFile())
    .some(file => /GNU (LESSER |AFFERO )?GENERAL PUBLIC LICENSE/i.test(readFileSync(path.join(dir, file), 'utf8')))
}

/** What is installed here only to build and test: the licences as the lock file records them. */
function developmentProblems() {
  const locked = readJson(path.join(root, 'package-lock.json')).packages
  /** @type {string[]} */
  const found = []
  for (const [place, each] of Object.entries(locked)) {
    const name = place.replace(/^.*node_modules\//, '')
    if (!place.includes('node_modules/') || each.link) continue
    const { licence, verdict } = judged(name, licenceOf(each))
    if (verdict === 'forbidden' || verdict === 'unknown') {
      found.push(`${name}@${each.version} (development): ${licence || 'no licence'}`)
    }
  }
  return found
}
