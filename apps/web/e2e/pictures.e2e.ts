import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, inject, it } from 'vitest'
import { file, listen, screenshots, useStage } from './harness'

const command = fileURLToPath(new URL('../../cli/bin/genre.js', import.meta.url))
const launch = { microphone: '' }
beforeAll(() => void (launch.microphone = file('microphone.wav')))
const stage = useStage(launch)

const TALL = { viewport: { width: 1280, height: 1080 } }
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }

beforeAll(() => void mkdirSync(screenshots, { recursive: true }))

it.each([
  ['web-light', { ...TALL, colorScheme: 'light' }],
  ['web-dark', { ...TALL, colorScheme: 'dark' }],
  ['web-phone', { ...PHONE, colorScheme: 'light' }],
] as const)('%s', async (name, options) => {
  const page = await stage.open('', options)
  if (name === 'web-light') await picture(page, 'web-start')
  await listen(page, 'medley.wav')
  await picture(page, name)
})

it('web-live', async () => {
  const page = await stage.open('#live', { ...TALL, colorScheme: 'dark' })
  await page.getByRole('button', { name: 'Listen' }).click()
  await page.locator('.live-facts', { hasText: '0:09' }).waitFor()
  await picture(page, 'web-live')
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('heading', { name: 'The recording' }).waitFor()
})

it('web-model', async () => {
  const page = await stage.open('#model')
  await page.locator('.scores').waitFor()
  await picture(page, 'web-model')
})

// The first of the two makes the collection, its table and the report.
it.each(['light', 'dark'] as const)(
  'report-%s',
  async colorScheme => {
    const folder = inject('folder')
    const report = path.join(folder, 'report/report.html')
    const genre = (...words: string[]) =>
      execFileSync(process.execPath, [command, ...words, '--quiet'], { cwd: folder, stdio: 'pipe' })
    if (!existsSync(report)) {
      genre('synthesize', '--out', 'songs', '--tracks', '6', '--seconds', '9.5', '--no-faults')
      genre('extract', 'songs', '--out', 'songs.csv')
      genre(
        'explore',
        '--table',
        'songs.csv',
        '--suite',
        'quick',
        '--protocol',
        'row,track',
        '--data',
        'songs',
        '--out',
        'report',
      )
    }
    const context = await stage.browser.newContext({ ...TALL, colorScheme })
    const page = await context.newPage()
    await page.goto(pathToFileURL(report).href)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await picture(page, `report-${colorScheme}`)
    await context.close()
  },
  300_000,
)

async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(async () => void (await document.fonts.ready))
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) })
}
