import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, it } from 'vitest'
import { file, listen, screenshots, useStage } from './harness'

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

async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(async () => void (await document.fonts.ready))
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) })
}
