import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { measure } from './measure.mjs'

const from = mkdtempSync(path.join(tmpdir(), 'genre-size-'))
afterAll(() => rmSync(from, { recursive: true, force: true }))

/**
 * @param {string} name
 * @param {Record<string, string>} files
 * @param {object} [manifest]
 */
function install(name, files, manifest = {}) {
  const dir = path.join(from, 'node_modules', name)
  mkdirSync(dir, { recursive: true })
  writeFileSync(path.join(dir, 'package.json'), JSON.stringify({ name, type: 'module', main: 'index.js', ...manifest }))
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(dir, file), text)
}

test('what loads at once, what loads later, and what is left out', async () => {
  const long = JSON.stringify(Array.from({ length: 500 }, (_, i) => Math.sin(i)))
  install('one', {
    'index.js': `export * from 'other'; export const load = () => import('./aaa-later.js')`,
    'aaa-later.js': `export const table = ${long}`,
  })
  install('other', { 'index.js': `export const big = ${long}` })
  const alone = await measure('one', { from, without: ['other'] })
  const whole = await measure('one', { from, without: [] })
  expect(alone.leaks).toEqual([])
  expect(alone.size).toBeLessThan(800)
  expect(alone.later).toBeGreaterThan(1000)
  expect(whole.size).toBeGreaterThan(alone.size + 1000)
})

test('a Node built-in leaks, with or without node:, unless the package replaces it for browsers', async () => {
  install('leaky', { 'index.js': `import { readFileSync } from 'node:fs'; export const read = readFileSync` })
  install('older', { 'index.js': `import fs from 'fs'; export const read = fs.readFileSync` })
  install(
    'careful',
    { 'index.js': `import fs from 'fs'; export const read = fs.readFileSync` },
    { browser: { fs: false } },
  )
  expect((await measure('leaky', { from, without: [] })).leaks.join()).toMatch(/^node:fs \(in .*leaky\/index.js\)$/)
  expect((await measure('older', { from, without: [] })).leaks.join()).toMatch(/^fs \(in .*older\/index.js\)$/)
  expect((await measure('careful', { from, without: [] })).leaks).toEqual([])
})
