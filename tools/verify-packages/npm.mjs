import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { run } from '../common/run.mjs'

/**
 * The environment without what an outer `npm run` put there: it would point the inner npm back at this workspace. Where the
 * cache, the registry and its certificates are stays.
 */
function plainEnvironment() {
  const keep = /^npm_config_(cache|userconfig|globalconfig|registry|cafile|proxy|https_proxy|noproxy)$/i
  return Object.fromEntries(
    Object.entries(process.env).filter(([key]) => (!/^npm_/i.test(key) && key !== 'INIT_CWD') || keep.test(key)),
  )
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  return run('npm', args, { cwd, env: { ...plainEnvironment(), NO_COLOR: '1' }, timeout: 600_000 })
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
export function npx(args, cwd) {
  return run('npx', ['--no-install', ...args], { cwd, env: { ...plainEnvironment(), NO_COLOR: '1' }, timeout: 120_000 })
}

/**
 * An empty project with the given tarballs installed in it, as a user's `npm install` would do it.
 *
 * @param {string} dir the folder to make
 * @param {string[]} tarballs
 * @returns {Promise<string[]>} what went wrong
 */
export async function emptyProjectWith(dir, tarballs) {
  mkdirSync(dir, { recursive: true })
  writeFileSync(path.join(dir, 'package.json'), JSON.stringify({ name: 'a-user', version: '1.0.0', private: true }))
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-progress', ...tarballs]
  const { status, stderr } = await npm(args, dir)
  if (status !== 0) return [`npm install failed: ${lastLines(stderr, 8)}`]
  return []
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
