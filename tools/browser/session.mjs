import { launchChromium } from './chromium.mjs'
import { serve, strictPolicy } from './server.mjs'

/**
 * @typedef {object} Session a page of a folder that is served as a static host would serve it
 * @property {import('playwright-core').Page} page not yet anywhere
 * @property {import('playwright-core').Browser} browser
 * @property {string} origin
 * @property {string[]} requests the paths that the server was asked for
 * @property {string[]} problems what a page must not do, as it happens: errors that nobody caught, errors in the console (what the
 *   content security policy refused is among them), requests that failed, and requests to anywhere else
 * @property {() => Promise<void>} close
 */

/**
 * Serves a folder under a strict content security policy and opens a page for it in headless Chromium.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {boolean} [options.wasm] whether the policy allows WebAssembly; default true
 * @param {Record<string, string>} [options.headers] instead of the policy
 * @param {string} [options.microphone] a wav file that the microphone plays over and over, or `beep`; allowed without a question.
 *   Without it there is none.
 * @param {import('playwright-core').BrowserContextOptions} [options.context] viewport, colour scheme, offline, ...
 * @param {string[]} [options.args] switches of Chromium
 * @returns {Promise<Session>}
 */
export async function openSession({ folder, wasm = true, headers, microphone, context = {}, args = [] }) {
  const server = await serve({
    folders: { '/': folder },
    headers: headers ?? { 'Content-Security-Policy': strictPolicy({ wasm }) },
  })
  /** @type {import('playwright-core').Browser | undefined} */
  let browser
  try {
    browser = await launchChromium({ microphone, args })
    const tab = await browser.newContext(context)
    if (microphone) await tab.grantPermissions(['microphone'], { origin: server.origin })
    const page = await tab.newPage()
    const problems = watchProblems(page, server.origin)
    const opened = browser
    return {
      page,
      browser,
      origin: server.origin,
      requests: server.requests,
      problems,
      close: async () => {
        await opened.close()
        await server.close()
      },
    }
  } catch (error) {
    await browser?.close()
    await server.close()
    throw error
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} origin
 */
function watchProblems(page, origin) {
  /** @type {string[]} */
  const problems = []
  page.on('pageerror', error => problems.push(`error: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', request => problems.push(`failed: ${request.url()}`))
  page.on('request', request => {
    const { protocol } = new URL(request.url())
    const own = request.url().startsWith(`${origin}/`) || protocol === 'data:' || protocol === 'blob:'
    if (!own) problems.push(`foreign: ${request.url()}`)
  })
  return problems
}
