import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { chords, wavFile } from '../common/wav.mjs'
import { lastLines, npx } from './npm.mjs'

/** @typedef {import('../common/packages.mjs').Manifest} Manifest */

/**
 * Runs each command that an installed package brings: `--version` must print the package's version, `--help` must describe
 * usage, a word it does not know must be refused. `genre` must also answer for a file.
 *
 * @param {string} project
 * @param {Manifest} manifest
 * @returns {Promise<string[]>}
 */
export async function commandProblems(project, manifest) {
  if (!manifest.bin) return []
  const names = typeof manifest.bin === 'string' ? [manifest.name.split('/').pop() ?? ''] : Object.keys(manifest.bin)
  /** @type {string[]} */
  const problems = []
  for (const name of names) {
    const version = await npx([name, '--version'], project)
    if (version.status !== 0 || version.stdout.trim() !== manifest.version) {
      problems.push(`${name} --version: ${told(version)}; expected ${manifest.version}`)
    }
    const help = await npx([name, '--help'], project)
    if (help.status !== 0 || !/usage/i.test(help.stdout)) problems.push(`${name} --help: ${told(help)}`)
    const wrong = await npx([name, 'no-such-word'], project)
    if (wrong.status === 0 || /\n\s+at /.test(wrong.stderr)) problems.push(`${name} no-such-word: ${told(wrong)}`)
    if (name === 'genre') problems.push(...(await classifies(project)))
  }
  return problems
}

/** @param {string} project */
async function classifies(project) {
  writeFileSync(path.join(project, 'chord.wav'), wavFile(chords(22050, 6), 22050))
  const result = await npx(['genre', 'classify', 'chord.wav', '--json'], project)
  try {
    const [first] = JSON.parse(result.stdout)
    const sum = Object.values(first.probabilities).reduce((a, b) => a + b, 0)
    if (result.status === 0 && typeof first.genre === 'string' && Math.abs(sum - 1) < 1e-6) return []
  } catch {
    // what it printed is told below
  }
  return [`genre classify chord.wav --json: ${told(result)}`]
}

/** @param {{ status: number, stdout: string, stderr: string }} result */
function told({ status, stdout, stderr }) {
  return `status ${status}, ${JSON.stringify(lastLines(stdout + stderr, 4).slice(-300))}`
}
