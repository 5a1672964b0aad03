import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import { choose, expectSameShares, file, settled, useStage } from './harness'
import { FORMATS } from './setup'

const stage = useStage()

it('names many files as the command does, into a table and CSV', async () => {
  const page = await stage.open('#batch')
  const names = [...Object.keys(FORMATS), 'nonsense.mp3', 'silent.wav']
  await choose(page, ...names)
  await page.getByText(`${names.length} of ${names.length} files`).waitFor()
  expect(await page.locator('tbody tr[data-state=done]').count()).toBe(names.length - 2)
  expect(await page.locator('tr', { hasText: 'nonsense.mp3' }).textContent()).toContain('This is not audio')

  const rows = await csv(page)
  expect(rows.map(row => row.file)).toEqual(names)
  for (const name of Object.keys(FORMATS)) {
    const row = rows.find(each => each.file === name)!
    const answer = inject('command')[name]
    expect([row.genre, Number(row.segments)]).toEqual([answer.genre, answer.segments])
    const genres = Object.keys(answer.probabilities!)
    expectSameShares(Object.fromEntries(genres.map(genre => [genre, Number(row[genre])])), answer.probabilities)
  }
  expect(rows.find(row => row.file === 'silent.wav')!.note).toContain('silence has no genre')

  await page.getByRole('button', { name: 'song.opus' }).click()
  await page.getByRole('heading', { level: 1, name: 'song.opus' }).waitFor()
  await settled(page)
})

it('takes a whole folder and passes over what is no audio', async () => {
  const page = await stage.open('#batch')
  await page.locator('input[type=file]').nth(1).setInputFiles(file('album'))
  await page.getByText('2 of 2 files; 1 file left out that are no audio by their names').waitFor()
  const names = await page.locator('tbody th').allTextContents()
  expect(names.sort()).toEqual(['album/one.wav', 'album/side b/two.au'])
})

it('stops when told, and goes on when told', async () => {
  const page = await stage.open('#batch')
  await choose(page, 'song.wav', 'long.wav', 'disco.wav')
  await page.locator('tr[data-state=done]').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Go on' }).waitFor()
  const waiting = await page.locator('tr[data-state=waiting]').count()
  expect(waiting).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('3 of 3 files').waitFor()
})

it('takes several dropped files for a batch and one for a song', async () => {
  const page = await stage.open()
  await drop(page, 'song.wav', 'song.mp3')
  await page.getByText('2 of 2 files').waitFor()
  await page.getByRole('link', { name: 'Song', exact: true }).click()
  await drop(page, 'song.ogg')
  await page.getByRole('heading', { level: 1, name: 'song.ogg' }).waitFor()
  await settled(page)
})

async function csv(page: Page): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('genres.csv')
  const { data, errors } = Papa.parse<Record<string, string>>(readFileSync(await download.path(), 'utf8'), {
    header: true,
  })
  expect(errors).toEqual([])
  return data
}

/** Drops files on the page. */
async function drop(page: Page, ...names: string[]): Promise<void> {
  const files = names.map(name => ({ name, bytes: readFileSync(file(name)).toString('base64') }))
  await page.evaluate(files => {
    const transfer = new DataTransfer()
    for (const { name, bytes } of files) {
      transfer.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name))
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
    }
  }, files)
}
