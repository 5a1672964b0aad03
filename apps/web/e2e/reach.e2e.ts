import type { AxeResults } from 'axe-core'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { choose, file, listen, settled, useStage } from './harness'

const stage = useStage()

it('can be used with the keyboard alone', async () => {
  const page = await stage.open()
  const press = async (key: string, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key)
  }
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
    })
  /** Goes on with the tabulator until something of that name has the focus. */
  const tabTo = async (name: string) => {
    for (let i = 0; i < 60; i++) {
      await press('Tab')
      if ((await focused()).startsWith(name)) return
    }
    throw new Error(`the tabulator never came to ${name}`)
  }
  const chooser = page.waitForEvent('filechooser')
  await press('Tab')
  expect(await focused()).toBe('Skip to the content')
  await press('Enter')
  await tabTo('Choose a file')
  await press('Enter')
  await (await chooser).setFiles(file('disco.wav'))
  await settled(page)

  await tabTo('Play')
  await press('Space')
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await press('Space')
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  await tabTo('Place in the song')
  await press('Home')
  await press('ArrowRight', 8)
  expect(await page.getByRole('slider', { name: 'Place in the song' }).getAttribute('aria-valuetext')).toMatch(
    /^0:02 of/,
  )

  const length = page.getByRole('slider', { name: 'Chunk length' })
  while (!(await length.evaluate(element => element === document.activeElement))) await press('Tab')
  await press('ArrowRight', 4)
  await page.getByText('The mean of 2 chunks').waitFor()
  expect(await length.getAttribute('aria-valuetext')).toBe('6 s')

  await tabTo('Take the noise out')
  await press('Enter')
  await tabTo('Take it out')
  await press('Enter')
  await page.getByRole('button', { name: 'Hear it after' }).waitFor()

  await page.getByRole('link', { name: 'Batch' }).focus()
  await press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Drop a whole folder.' }).waitFor()
})

describe.each(['light', 'dark'] as const)('axe finds nothing in %s', colorScheme => {
  it.each([
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ])('at $width pixels', async viewport => {
    const page = await stage.open('', { colorScheme, viewport })
    expect(await page.locator('html').getAttribute('data-theme')).toBe(colorScheme)
    await audit(page)
    await listen(page, 'noisy.wav')
    for (const details of await page.locator('details > summary').all()) await details.click()
    await page.getByRole('button', { name: 'Take it out' }).click()
    await page.getByRole('button', { name: 'Hear it after' }).waitFor()
    await audit(page)
    await choose(page, 'nonsense.mp3')
    await page.getByRole('alert').getByText('This is not audio').waitFor()
    await audit(page)
    for (const place of ['Live', 'Model', 'Batch']) {
      await page.getByRole('link', { name: place, exact: true }).click()
      await page.locator('h1').waitFor()
      await audit(page)
    }
    await choose(page, 'song.mp3', 'nonsense.mp3')
    await page.getByText('2 of 2 files').waitFor()
    await audit(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
})

it('is light or dark as it is told, and remembers it', async () => {
  const page = await stage.open('', { colorScheme: 'light' })
  await page.getByRole('button', { name: 'Dark' }).click()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  await page.reload()
  await page.locator('h1').waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
})

/** All of axe's rules, the best practices among them. */
async function audit(page: Page): Promise<void> {
  // Not as a script element: the page's policy would refuse it, as it should.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(context: Document, options: object): Promise<AxeResults> } }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    )
  })
  expect(violations).toEqual([])
}
