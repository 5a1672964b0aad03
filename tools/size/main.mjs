// Weighs each package in a browser bundle against its budget: `npm run size`.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { publishablePackages, readJson, root } from '../common/packages.mjs'
import { bytes, table } from '../common/table.mjs'
import { measure } from './measure.mjs'

/** @type {Record<string, { main: number, later?: number }>} */
const budgets = readJson(new URL('budgets.json', import.meta.url).pathname)
const packages = publishablePackages().filter(({ dir }) => path.basename(path.dirname(dir)) === 'libs')
const names = packages.map(each => each.name)

/** @type {string[]} */
const problems = []
/** @type {string[][]} */
const rows = []
for (const { name, dir } of packages) {
  if (!existsSync(path.join(dir, 'dist'))) {
    problems.push(`${name} is not built; run npm run build first.`)
    continue
  }
  const others = names.filter(each => each !== name)
  const own = await measured(name, others)
  const whole = await measured(name, [])
  if (!own || !whole) continue
  const budget = budgets[name]
  const found = []
  if (!budget) found.push(`has no budget in tools/size/budgets.json`)
  else {
    if (own.size > budget.main * 1000) found.push(`weighs ${bytes(own.size)}, its budget is ${budget.main} kB`)
    const later = budget.later ?? 0
    if (own.later > later * 1000) found.push(`loads ${bytes(own.later)} later, its budget for that is ${later} kB`)
  }
  for (const leak of own.leaks) found.push(`brings a Node built-in into the browser: ${leak}`)
  problems.push(...found.map(text => `${name} ${text}`))
  rows.push([
    name,
    bytes(own.minified),
    bytes(own.size),
    budget ? `${budget.main.toFixed(1)} kB` : '-',
    bytes(own.later),
    budget?.later ? `${budget.later.toFixed(1)} kB` : '-',
    bytes(whole.size),
    found.length === 0 ? 'ok' : 'wrong',
  ])
}
console.log(table(['package', 'minified', 'gzipped', 'budget', 'later', 'budget', 'with all @genre', 'verdict'], rows))
for (const name of Object.keys(budgets)) {
  if (name !== 'comment' && !names.includes(name))
    problems.push(`tools/size/budgets.json names ${name}, which is not there.`)
}
for (const text of new Set(problems)) console.log(`\n${text}`)
process.exitCode = problems.length > 0 ? 1 : 0

/**
 * @param {string} name
 * @param {string[]} without
 */
async function measured(name, without) {
  try {
    return await measure(name, { from: root, without })
  } catch (error) {
    problems.push(`${name} cannot be bundled for a browser: ${/** @type {Error} */ (error).message}`)
    return undefined
  }
}
