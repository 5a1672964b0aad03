import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, strictPolicy } from './server.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'genre-server-'))
/** @type {[string, string][]} */
const posted = []
/** @type {Awaited<ReturnType<typeof serve>>} */
let server

beforeAll(async () => {
  mkdirSync(path.join(folder, 'site/sub'), { recursive: true })
  mkdirSync(path.join(folder, 'other'))
  writeFileSync(path.join(folder, 'secret.txt'), 'secret')
  writeFileSync(path.join(folder, 'site/index.html'), 'home')
  writeFileSync(path.join(folder, 'site/sub/index.html'), 'sub')
  writeFileSync(path.join(folder, 'other/a b.json'), '{}')
  server = await serve({
    folders: { '/': path.join(folder, 'site'), '/other/': path.join(folder, 'other') },
    headers: { 'Content-Security-Policy': strictPolicy({ wasm: false }) },
    onPost: (...each) => posted.push(each),
  })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

test('files, folders with an index, the longest prefix, headers', async () => {
  const home = await fetch(`${server.origin}/`)
  expect(await home.text()).toBe('home')
  expect(home.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(home.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(await (await fetch(`${server.origin}/sub/`)).text()).toBe('sub')
  const json = await fetch(`${server.origin}/other/a%20b.json?x=1`)
  expect([json.status, json.headers.get('content-type')]).toEqual([200, 'application/json'])
  expect(server.requests).toContain('/sub/')
})

test('nothing that is not there, and nothing outside', async () => {
  expect((await fetch(`${server.origin}/absent`)).status).toBe(404)
  for (const raw of ['/../secret.txt', '/%2e%2e/secret.txt', '/other/..%2f..%2fsecret.txt', '/%00', '/%E0%A4%A']) {
    expect(await statusOf(raw), raw).toBe(404)
  }
})

test('posts', async () => {
  const answer = await fetch(`${server.origin}/done`, { method: 'POST', body: 'text' })
  expect(answer.status).toBe(204)
  expect(posted).toEqual([['/done', 'text']])
})

test('the policy allows WebAssembly only when asked, and evaluation never', () => {
  expect(strictPolicy({ wasm: true })).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(strictPolicy({ wasm: false })).not.toContain('eval')
  expect(strictPolicy({ wasm: true })).not.toMatch(/'unsafe-/)
})

/** The status of a path that `fetch` would tidy up first. @param {string} path @returns {Promise<number | undefined>} */
function statusOf(path) {
  const { port } = new URL(server.origin)
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, answer => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })
}
