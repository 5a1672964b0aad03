// The page as people use it, in headless Chromium on the built site: `npm run e2e`.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { NO_CHROMIUM, findChromium } from '../../../tools/browser/chromium.mjs'
import { line } from '../../../tools/ci/count.mjs'

const HELP = `npm run e2e [-- FILTER... -t NAME]

Uses the built page (npm run build goes first) in headless Chromium: every audio format, damaged files, a long one, the microphone,
noise, batches, the keyboard alone, no network, axe in both colour schemes; probabilities must be those of the command. Writes
pictures of the page to docs/screenshots.

Chromium is what CHROMIUM_PATH names, or chromium, chromium-browser or google-chrome on the PATH. Without one nothing runs,
which is a failure where CI=true and a skip elsewhere. What else stands on the line goes to vitest.`

const given = process.argv.slice(2)
if (given.includes('--help') || given.includes('-h')) {
  console.log(HELP)
} else if (!findChromium()) {
  const must = process.env.CI === 'true'
  console.log(`${must ? 'FAILED' : 'SKIPPED'}: ${NO_CHROMIUM}`)
  const count = line({ passed: 0, failed: must ? 1 : 0, skipped: must ? 0 : 1 })
  if (process.env.GENRE_COUNT_FILE) writeFileSync(process.env.GENRE_COUNT_FILE, `${count}\n`)
  process.exitCode = must ? 1 : 0
} else {
  const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url))
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', config, ...given], { stdio: 'inherit' })
  process.exitCode = status ?? 1
}
