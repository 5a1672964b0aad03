import { expect, it } from 'vitest'
import { choose, listen, settled, useStage } from './harness'

const stage = useStage()

/** Frames at 60 a second leave 16.7 ms; what takes more than three of them is felt. */
const FELT = 50

it('reads ten minutes without holding up the page', async () => {
  const page = await stage.open()
  await listen(page, 'song.wav')
  await stage.browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  await choose(page, 'long.wav')
  await page.getByRole('progressbar').waitFor()
  await page.getByText('The mean of 298 chunks').waitFor()
  await settled(page)
  const tasks = mainThreadTasks(JSON.parse((await stage.browser.stopTracing()).toString()))
  expect(tasks.length).toBeGreaterThan(100)
  console.log(
    `longest task of the page while ten minutes are read: ${Math.max(...tasks).toFixed(1)} ms of processor time`,
  )
  // Processor time, which other programs on the machine do not lengthen.
  expect(Math.max(...tasks)).toBeLessThan(FELT)
  expect(await page.locator('.clock').textContent()).toContain('10:00')
})

it('gives up when told', async () => {
  const page = await stage.open()
  await choose(page, 'long.wav')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('progressbar').waitFor({ state: 'detached' })
  await listen(page, 'song.wav')
})

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } }
}

/** Processor time of each task of the page's main thread, ms. */
function mainThreadTasks({ traceEvents }: { traceEvents: readonly TraceEvent[] }): number[] {
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  )
  return traceEvents
    .filter(({ name, tdur, pid, tid }) => name.endsWith('RunTask') && tdur !== undefined && main.has(`${pid}/${tid}`))
    .map(({ tdur }) => tdur! / 1000)
}
