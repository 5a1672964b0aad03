import { gzipSync } from 'node:zlib'
import { shippedModels } from '@genre/models'
import { expect, inject, it } from 'vitest'
import { PATIENCE, expectSameShares, listen, requestedFiles, commandShares, useStage } from './harness'

const stage = useStage()

/** Bytes of a first visit, gzipped as hosts send them. */
const FIRST_LOAD = 400_000

it('weighs little at the first visit, its model included', async () => {
  const from = stage.server.requests.length
  // The service worker fetches the rest in the background, once the page works.
  const page = await stage.open('', {}, () => void Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
  await page.waitForLoadState('networkidle')
  const requests = () => stage.server.requests.slice(from)
  await expect.poll(() => requests().some(path => path.includes(shippedModels[0])), { timeout: PATIENCE }).toBe(true)
  const files = requestedFiles(requests())
  const compressed = files.map(({ name, bytes }) => (name.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length))
  const total = compressed.reduce((sum, size) => sum + size, 0)
  console.log(`first load: ${Math.round(total / 1000)} kB gzipped in ${files.length} files`)
  expect(total).toBeLessThan(FIRST_LOAD)
  // Decoders come when a file needs them.
  expect(files.some(({ name }) => name.includes('mpg123'))).toBe(false)
})

it('works without a network once it was loaded', async () => {
  const page = await stage.open()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.context().setOffline(true)
  await stage.server.close()
  await page.reload()
  await page.locator('h1').waitFor()
  for (const name of ['song.mp3', 'song.opus', 'song.ogg', 'song.m4a', 'song.flac']) {
    await listen(page, name)
    expectSameShares(await commandShares(page), inject('command')[name].probabilities)
  }
  for (const place of ['Live', 'Batch', 'Model']) await page.getByRole('link', { name: place, exact: true }).click()
  await page.getByText('How often it is right').waitFor()
})
