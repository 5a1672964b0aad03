import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

/** The names that a system's package manager gives to Chromium, in the order in which they are tried. */
export const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The Chromium of this machine: what CHROMIUM_PATH names, or the first of {@link CHROMIUM_NAMES} on the PATH. A
 * CHROMIUM_PATH that names no program is an error, not a reason to look elsewhere.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (isProgram(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH
    throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, where no program is.`)
  }
  const folders = (env.PATH ?? '').split(path.delimiter).filter(folder => folder !== '')
  return CHROMIUM_NAMES.flatMap(name => folders.map(folder => path.join(folder, name))).find(isProgram)
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What to say, and what to do, where there is no Chromium: a skip, or on CI a failure. */
export const NO_CHROMIUM =
  'no Chromium: neither CHROMIUM_PATH nor ' +
  CHROMIUM_NAMES.join(', ') +
  ' on the PATH (Debian: apt-get install chromium)'

/**
 * Starts a headless Chromium.
 *
 * @param {object} [options]
 * @param {string} [options.executablePath] {@link findChromium}'s by default
 * @param {string} [options.microphone] a wav file that a fake microphone plays in a loop, allowed without a question;
 *   `beep` for Chromium's own beeps
 * @param {string[]} [options.args] further switches
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launchChromium({ executablePath = findChromium(), microphone, args = [] } = {}) {
  if (!executablePath) throw new Error(NO_CHROMIUM)
  const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  const played = microphone && microphone !== 'beep' ? [`--use-file-for-fake-audio-capture=${microphone}`] : []
  return chromium.launch({
    executablePath,
    headless: true,
    // Root, as in a container of CI, has no sandbox; the pages are our own.
    chromiumSandbox: false,
    args: ['--disable-dev-shm-usage', ...(microphone ? fake : []), ...played, ...args],
  })
}
