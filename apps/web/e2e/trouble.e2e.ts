import { expect, it } from 'vitest'
import { choose, listen, useStage } from './harness'

const stage = useStage({ args: ['--use-fake-device-for-media-stream'] })

/** What is told of files that cannot be named: a title, and words of the sentence below it. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  'nonsense.mp3': ['This is not audio', 'nonsense.mp3: not an audio file'],
  'page.mp3': ['This is not audio', 'it seems to be'],
  'empty.wav': ['This file is empty', '0 bytes'],
  'short.wav': ['Too short to name', '0.41 s of audio are too short'],
  'silent.wav': ['Nothing but silence', 'silence has no genre'],
  'lossless.m4a': ['This kind of audio cannot be read here', 'Apple Lossless'],
  'bought.m4a': ['This file is copy-protected', 'copy protection'],
}

it('says in words why a file cannot be named, and names the next one', async () => {
  const page = await stage.open()
  for (const [name, [title, detail]] of Object.entries(WORDS)) {
    await choose(page, name)
    const alert = page.getByRole('alert')
    await alert.getByText(title, { exact: true }).waitFor()
    expect(await alert.textContent(), name).toContain(detail)
  }
  await listen(page, 'song.wav')
  expect(await page.getByRole('alert').textContent()).toBe('')
})

it('names what is left of a file that is cut off or damaged, and says so', async () => {
  const page = await stage.open()
  for (const name of ['cut.wav', 'damaged.flac']) {
    await listen(page, name)
    expect(await page.locator('.warning').count(), name).toBeGreaterThan(0)
  }
})

it('says that the microphone was refused', async () => {
  const page = await stage.open('#live')
  await page.getByRole('button', { name: 'Listen' }).click()
  await page.getByRole('alert').getByText('The microphone was refused').waitFor()
  expect(await page.getByRole('button', { name: 'Listen' }).isEnabled()).toBe(true)
})
