import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { launchChromium } from '../../../tools/browser/chromium.mjs'
import { serve } from '../../../tools/browser/server.mjs'
import { PATIENCE, choose, file, listen, useStage } from './harness'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
const genre = fileURLToPath(new URL('../../cli/bin/genre.js', import.meta.url))
const stage = useStage()
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium({ microphone: file('microphone.wav') })
})
afterAll(() => browser.close())

/** Builds an example as its users do, and opens its page. */
async function openExample(
  name: string,
  publicDir: string | false,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const outDir = path.join(inject('folder'), `built-${name}`)
  await build({
    root: path.join(examples, name),
    publicDir,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  })
  const server = await serve({ folders: { '/': outDir } })
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE)
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  await page.goto(server.origin)
  const close = async () => {
    await page.close()
    await server.close()
    expect(errors).toEqual([])
  }
  return { page, close }
}

it('live-microphone names what it hears', async () => {
  const { page, close } = await openExample('live-microphone', false)
  await page.getByRole('button', { name: 'Listen' }).click()
  await page.locator('output', { hasText: /^[a-z]+, \d+ %$/ }).waitFor()
  await close()
})

it('forest-in-the-browser trains a forest, and names a song with it; the page takes its file too', async () => {
  const folder = inject('folder')
  const node = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  node(genre, 'synthesize', '--out', 'collection', '--tracks', '3', '--seconds', '3.5', '--no-faults', '--quiet')
  node(genre, 'extract', 'collection', '--out', 'features.csv', '--quiet')
  const said = node(path.join(examples, 'forest-in-the-browser/train.js'), 'features.csv', 'public/forest.json')
  expect(said).toMatch(/^\d+ % of segments of songs it never heard \(by track\)\nwrote public\/forest\.json\n$/)
  expect(existsSync(file('public/forest.json'))).toBe(true)
  const command = JSON.parse(node(genre, 'classify', '--json', '--model', 'public/forest.json', 'song.mp3'))[0]
  const answer = `${command.genre}, ${Math.round(100 * command.probabilities[command.genre])} %`

  const { page, close } = await openExample('forest-in-the-browser', file('public'))
  await page
    .locator('input')
    .setInputFiles({ name: 'song.mp3', mimeType: 'audio/mpeg', buffer: readFileSync(file('song.mp3')) })
  await page.locator('output', { hasText: '%' }).waitFor()
  expect(await page.locator('output').textContent()).toBe(answer)
  await page.locator('input').setInputFiles(file('page.mp3'))
  await page.locator('output', { hasText: 'not an audio file' }).waitFor()
  await close()

  const app = await stage.open()
  await listen(app, 'song.mp3')
  await app.getByRole('link', { name: 'Model', exact: true }).click()
  await choose(app, 'public/forest.json')
  await app.getByText('This model comes without a card').waitFor()
  await app.getByRole('link', { name: 'Song', exact: true }).click()
  await app.locator('.verdict-genre', { hasText: 'my-forest' }).waitFor()
  await app.getByText('This model does not say what it takes for ordinary').waitFor()
  const trained = app.locator(`.numbers tr[data-genre=${command.genre}][data-command]`)
  await trained.waitFor({ state: 'attached' })
  expect(Number(await trained.getAttribute('data-command'))).toBeCloseTo(command.probabilities[command.genre], 3)
})
