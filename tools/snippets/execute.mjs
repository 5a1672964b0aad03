import { mkdirSync, mkdtempSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { readJson, root } from '../common/packages.mjs'
import { run } from '../common/run.mjs'
import { chords, wavFile } from '../common/wav.mjs'
import { agrees } from './compare.mjs'
import { instrument } from './instrument.mjs'

const runner = fileURLToPath(new URL('runner.mjs', import.meta.url))

/**
 * @typedef {import('./extract.mjs').Snippet} Snippet
 * @typedef {{ said: Record<number, string[]>, error?: string, seconds: number }} Outcome
 */

/**
 * Executes snippets against the built packages, those of one package in one process, and tells what is wrong with each.
 *
 * @param {Snippet[]} snippets
 * @returns {Promise<Map<Snippet, string[]>>}
 */
export async function execute(snippets) {
  const home = mkdtempSync(path.join(tmpdir(), 'genre-snippets-'))
  // Inside the repository, so that '@genre/...' is found; below node_modules, so that nothing takes it for a source.
  const cache = path.join(root, 'node_modules', '.cache', 'genre-snippets', path.basename(home))
  mkdirSync(cache, { recursive: true })
  try {
    const song = path.join(home, 'song.wav')
    writeFileSync(song, wavFile(chords(22050, 6), 22050))
    /** @type {Map<Snippet, string[]>} */
    const problems = new Map(snippets.map(snippet => [snippet, []]))
    const waiting = [...grouped(snippets).entries()]
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await executeGroup(next[1], { cache, home, song, name: next[0].replace(/\W+/g, '-'), problems })
      }
    }
    await Promise.all([worker(), worker()])
    return problems
  } finally {
    rmSync(home, { recursive: true, force: true })
    rmSync(cache, { recursive: true, force: true })
  }
}

/**
 * @param {Snippet[]} snippets
 * @param {{ cache: string, home: string, song: string, name: string, problems: Map<Snippet, string[]> }} context
 */
async function executeGroup(snippets, { cache, home, song, name, problems }) {
  const ready = snippets.flatMap((snippet, i) => {
    try {
      const { code, expectations } = instrument(snippet.code)
      const module = path.join(cache, `${name}-${i}.mjs`)
      const compiled = transformSync(code, { loader: 'ts', format: 'esm', target: 'node20', logLevel: 'silent' })
      writeFileSync(module, compiled.code)
      return [{ snippet, expectations, job: { module, song, folder: path.join(home, `${name}-${i}`) } }]
    } catch (error) {
      problems.get(snippet)?.push(String(/** @type {Error} */ (error).message))
      return []
    }
  })
  const jobs = path.join(cache, `${name}-jobs.json`)
  const results = path.join(cache, `${name}-results.json`)
  writeFileSync(jobs, JSON.stringify(ready.map(({ job }) => job)))
  const { status, stderr } = await run(process.execPath, [runner, jobs, results], { timeout: 300_000 })
  /** @type {Outcome[]} */
  const outcomes = existsSync(results) ? readJson(results) : []
  ready.forEach(({ snippet, expectations }, i) => {
    const outcome = outcomes[i]
    const found = outcome
      ? judged(outcome, expectations, snippet.line)
      : [`was not run: the process ended with status ${status}. ${stderr.trim().split('\n').at(-1)}`]
    problems.get(snippet)?.push(...found)
  })
}

/**
 * @param {Outcome} outcome
 * @param {import('./instrument.mjs').Expectation[]} expectations
 * @param {number} firstLine
 */
function judged({ said, error }, expectations, firstLine) {
  const found = error ? [error] : []
  expectations.forEach(({ line, expected }, n) => {
    const at = `line ${firstLine + line - 1}`
    if (!said[n]) {
      if (!error) found.push(`${at}: never reached`)
    } else if (!agrees(expected, said[n].join('\n'))) {
      found.push(`${at}: prints ${said[n].join('\n')}\n   promised: ${expected}`)
    }
  })
  return found
}

/** @param {Snippet[]} snippets */
function grouped(snippets) {
  /** @type {Map<string, Snippet[]>} */
  const groups = new Map()
  for (const snippet of snippets) {
    const key = /^((libs|apps)\/[^/]+)\//.exec(snippet.file)?.[1] ?? 'root'
    groups.set(key, [...(groups.get(key) ?? []), snippet])
  }
  return groups
}
