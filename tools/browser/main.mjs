// The golden suites of @genre/dsp and @genre/features, and what models, classical and gtzan promise of the browser, in
// headless Chromium on the built packages: `npm run test:browser`.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { line } from '../ci/count.mjs'
import { root } from '../common/packages.mjs'
import { run } from '../common/run.mjs'
import { bundle } from './bundle.mjs'
import { NO_CHROMIUM, findChromium, launchChromium } from './chromium.mjs'
import { bitsLine, countOf, deviationTable } from './report.mjs'
import { serve, strictPolicy } from './server.mjs'

const HELP = `npm run test:browser [-- --keep]

Bundles the golden suites of @genre/dsp and @genre/features and the cases of tools/browser/cases with the built packages
(npm run build goes first), runs the bundle in Node, in headless Chromium, and in Chromium under a policy that forbids
WebAssembly, and prints each function's worst deviation from its reference in each of them.

  --keep   leave the bundle and the results where they were made, and say where

Chromium is what CHROMIUM_PATH names, or chromium, chromium-browser or google-chrome on the PATH. Without one nothing runs,
which is a failure where CI=true and a skip elsewhere. GENRE_COUNT_FILE names a file for the count of tests.`

/** How long a page may take, ms: half a minute on an idle machine, several times that beside other work. */
const PATIENCE = 400_000

const { values: options } = parseArgs({ options: { keep: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
if (options.help) console.log(HELP)
else process.exitCode = await main()

async function main() {
  const executablePath = findChromium()
  if (!executablePath) {
    const must = process.env.CI === 'true'
    console.log(`${must ? 'FAILED' : 'SKIPPED'}: ${NO_CHROMIUM}`)
    return must ? 1 : 0
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'genre-browser-'))
  try {
    const { files, internals } = await bundle(folder)
    console.log(
      `${files.length} test files, on the built packages; not exported, hence from sources: ${internals.join(', ')}`,
    )
    await prepare(path.join(folder, 'given'))
    const runs = (await Promise.all([inNode(folder), inChromium(folder, executablePath)])).flat()
    if (options.keep) writeFileSync(path.join(folder, 'runs.json'), JSON.stringify(runs))
    return judge(runs)
  } finally {
    if (options.keep) console.log(`The bundle and the results: ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Lets each `cases/NAME.given.mjs` do its part in Node; what it gives becomes `NAME.json`.
 *
 * @param {string} folder
 */
async function prepare(folder) {
  mkdirSync(folder)
  const cases = path.join(root, 'tools/browser/cases')
  for (const name of readdirSync(cases).filter(file => file.endsWith('.given.mjs'))) {
    const { default: make } = await import(pathToFileURL(path.join(cases, name)).href)
    writeFileSync(path.join(folder, name.replace('.given.mjs', '.json')), JSON.stringify(await make()))
  }
}

/**
 * @param {string} folder
 * @returns {Promise<import('./suite/run.mjs').Run>}
 */
async function inNode(folder) {
  const { status, stdout, stderr } = await run(process.execPath, [
    path.join(root, 'tools/browser/run-in-node.mjs'),
    folder,
  ])
  if (status !== 0) throw new Error(`The run in Node ended with ${status}: ${stderr}`)
  return { ...JSON.parse(stdout), engine: 'Node' }
}

/**
 * A page under a strict policy with WebAssembly, and one under the same without.
 *
 * @param {string} folder
 * @param {string} executablePath
 * @returns {Promise<import('./suite/run.mjs').Run[]>}
 */
async function inChromium(folder, executablePath) {
  const browser = await launchChromium({ executablePath })
  try {
    const found = await Promise.all(
      [true, false].map(async wasm => ({
        ...(await inPage(browser, folder, wasm)),
        engine: wasm ? 'Chromium' : 'Chromium, no wasm',
      })),
    )
    console.log(`Chromium ${browser.version()} (${executablePath}), Node ${process.versions.node}`)
    return found
  } finally {
    await browser.close()
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} folder
 * @param {boolean} wasm
 * @returns {Promise<import('./suite/run.mjs').Run>}
 */
async function inPage(browser, folder, wasm) {
  /** @type {(body: string) => void} */
  let finish = () => {}
  /** @type {Promise<string>} */
  const done = new Promise(resolve => (finish = resolve))
  const server = await serve({
    folders: {
      '/': path.join(root, 'tools/browser/suite'),
      '/bundle/': folder,
      '/repository/given/': path.join(folder, 'given'),
      '/repository/libs/': path.join(root, 'libs'),
    },
    headers: { 'Content-Security-Policy': strictPolicy({ wasm }) },
    onPost: (_, body) => finish(body),
  })
  const page = await browser.newPage()
  /** @type {string[]} */
  const said = []
  page.on('pageerror', error => said.push(`error: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error') said.push(message.text())
  })
  try {
    await page.goto(server.origin)
    const crash = new Promise((_, reject) => page.on('crash', () => reject(new Error('The page crashed.'))))
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error(`The page said nothing in ${PATIENCE / 1000} s.`)), PATIENCE).unref(),
    )
    const result = JSON.parse(/** @type {string} */ (await Promise.race([done, crash, late])))
    if (result.error) throw new Error(result.error)
    return result
  } catch (error) {
    throw new Error([/** @type {Error} */ (error).message, ...said].join('\n'), { cause: error })
  } finally {
    await page.close()
    await server.close()
  }
}

/** @param {import('./suite/run.mjs').Run[]} runs */
function judge(runs) {
  const [node, ...pages] = runs
  console.log(`\n${deviationTable(runs)}\n`)
  let wrong = false
  const refuse = (/** @type {string} */ text) => {
    wrong = true
    console.log(`WRONG: ${text}`)
  }
  for (const page of pages) {
    console.log(bitsLine(node, page))
    if (page.evaluates) refuse(`${page.engine}: the policy let a string be evaluated`)
  }
  console.log(bitsLine(pages[0], pages[1]))
  if (!pages[0].wasm) refuse('Chromium: no WebAssembly, so its kernels were not tested')
  if (pages[1].wasm) refuse('Chromium, no wasm: WebAssembly was there')
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const each of runs) {
    const count = countOf(each)
    for (const { file, name, message } of each.outcomes.filter(({ state }) => state === 'failed')) {
      console.log(`\nFAILED in ${each.engine}: ${file} > ${name}\n${message}`)
    }
    console.log(`${each.engine}: ${line(count)}, ${each.seconds.toFixed(1)} s`)
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += count[key]
  }
  if (wrong) total.failed++
  console.log(line(total))
  if (process.env.GENRE_COUNT_FILE) writeFileSync(process.env.GENRE_COUNT_FILE, `${line(total)}\n`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
}
