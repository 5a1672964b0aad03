import { existsSync } from 'node:fs'
import path from 'node:path'
import { publishablePackages, readJson, root } from '../common/packages.mjs'
import { run } from '../common/run.mjs'

/** @typedef {import('./extract.mjs').Snippet} Snippet */

/** @type {Map<string, Promise<{ status: number, stdout: string, stderr: string }>>} */
const helps = new Map()

/**
 * What is wrong with the commands of a shell block: npm scripts, packages, files, `genre` subcommands and options that do not
 * exist. Nothing of it is run but `genre ... --help`.
 *
 * @param {Snippet} snippet
 * @returns {Promise<string[]>}
 */
export async function commandProblems({ code, line }) {
  /** @type {string[]} */
  const problems = []
  const joined = code.replace(/\\\r?\n/g, ' ') // a line that goes on
  for (const [i, text] of joined.split('\n').entries()) {
    for (const words of commandsOf(text)) {
      const found = await problemOf(words)
      if (found) problems.push(`line ${line + i}: ${found}`)
    }
  }
  return problems
}

/**
 * The commands of one line, as words; prompts, comments and variable settings are left out.
 *
 * @param {string} line
 * @returns {string[][]}
 */
export function commandsOf(line) {
  return line
    .replace(/^\s*\$\s+/, '')
    .replace(/(^|\s)#.*$/, '')
    .split(/&&|\|\||[;|]/)
    .map(part => part.trim().split(/\s+/).filter(Boolean))
    .map(words => words.slice(words.findIndex(word => !/^\w+=/.test(word))))
    .filter(words => words.length > 0)
}

/** @param {string[]} words */
async function problemOf([program, ...rest]) {
  if (program === 'npm') return npmProblem(rest)
  if (program === 'npx' && rest[0] === 'genre') return genreProblem(rest.slice(1))
  if (program === 'genre') return genreProblem(rest)
  if (program === 'node') {
    const file = rest.find(word => !word.startsWith('-'))
    if (file && !existsSync(path.join(root, file))) return `there is no ${file}`
  }
  return undefined
}

/** @param {string[]} words */
function npmProblem([command, ...rest]) {
  const { scripts } = readJson(path.join(root, 'package.json'))
  if (command === 'run') return scripts[rest[0]] ? undefined : `there is no script ${rest[0]}`
  if (command === 'test' || command === 'start') return scripts[command] ? undefined : `there is no script ${command}`
  if (['install', 'i', 'add'].includes(command)) {
    const known = publishablePackages().map(({ name }) => name)
    const wrong = rest.find(word => word.startsWith('@genre/') && !known.includes(word))
    return wrong && `there is no package ${wrong}`
  }
  return undefined
}

/** @param {string[]} words */
async function genreProblem(words) {
  const cli = publishablePackages().find(({ manifest }) => typeof manifest.bin === 'object' && manifest.bin.genre)
  if (!cli) return 'there is no command genre'
  const bin = path.join(cli.dir, /** @type {Record<string, string>} */ (cli.manifest.bin).genre)
  const help = (/** @type {string[]} */ ...args) => {
    const key = args.join(' ')
    if (!helps.has(key)) helps.set(key, run(process.execPath, [bin, ...args, '--help'], { timeout: 60_000 }))
    return /** @type {ReturnType<typeof run>} */ (helps.get(key))
  }
  const general = await help()
  const [subcommand] = words.filter(word => !word.startsWith('-'))
  const known = subcommand && new RegExp(`^\\s+(genre )?${subcommand}\\b`, 'm').test(general.stdout)
  if (subcommand && !known) return `genre has no ${subcommand}`
  const special = subcommand ? await help(subcommand) : general
  if (special.status !== 0) return `genre ${subcommand ?? ''} --help ends with status ${special.status}`
  const unknown = words
    .filter(word => word.startsWith('--'))
    .map(word => word.split('=')[0])
    .filter(word => !['--help', '--version'].includes(word))
    .find(word => !new RegExp(`${word}\\b`).test(special.stdout))
  return unknown && `genre ${subcommand ?? ''} has no ${unknown}`
}
