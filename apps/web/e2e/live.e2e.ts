import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, inject, it } from 'vitest'
import { expectSameShares, file, settled, commandShares, useStage } from './harness'
import { askCommand } from './setup'
import { readWav } from './sounds.mjs'

const launch = { microphone: '' }
beforeAll(() => void (launch.microphone = file('microphone.wav')))
const stage = useStage(launch)

it('learns the room, names what it hears every second, and gives back both sounds', async () => {
  const page = await stage.open('#live')
  await page.getByRole('button', { name: 'Listen' }).click()
  await page.getByText('Learning the noise of the room').waitFor()
  await page.getByText('Listening. Play something.').waitFor()
  await page.locator('.live .verdict-word').waitFor()
  const rate = Number(/at (\d+) Hz/.exec((await page.locator('.live-facts').textContent())!)![1])
  await page.locator('.live-facts', { hasText: '0:07' }).waitFor()
  const drawn = await page.locator('.live-pair canvas').evaluateAll(canvases =>
    canvases.map(canvas => {
      const { width, height } = canvas as HTMLCanvasElement
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(width - 100, 0, 100, height)
      return data.some((value, i) => i % 4 === 0 && value > 100)
    }),
  )
  expect(drawn).toEqual([true, true])
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('heading', { name: 'The recording' }).waitFor()

  const [raw, clean] = [await saved(page, 0), await saved(page, 1)]
  expect([raw.sampleRate, raw.channels]).toEqual([rate, 1])
  expect(Math.abs(raw.samples.length - clean.samples.length)).toBeLessThan(2)
  // A stretch of the known sound, found again in the recording, at the recording's own rate.
  expect(likeness(raw, readWav(readFileSync(file('microphone.wav'))))).toBeGreaterThan(0.98)
  // The room is gone, the music is not.
  const second = (samples: Float32Array, k: number) =>
    level(samples.subarray(k * rate + rate / 8, (k + 1) * rate - rate / 8))
  expect(second(clean.samples, 0)).toBeLessThan(second(raw.samples, 0) - 10)
  expect(second(clean.samples, 4)).toBeGreaterThan(second(raw.samples, 4) - 3)

  for (const name of ['After', 'Before']) {
    await page.getByRole('radio', { name }).check()
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByRole('button', { name: 'Pause' }).click()
  }

  await page.getByRole('button', { name: 'Look at it as a song' }).click()
  await settled(page)
  expectSameShares(
    await commandShares(page),
    askCommand(inject('folder'), ['recording-0.wav'])['recording-0.wav'].probabilities,
  )
})

it('learns the noise again when told', async () => {
  const page = await stage.open('#live')
  await page.getByRole('button', { name: 'Listen' }).click()
  await page.getByText('Listening. Play something.').waitFor()
  await page.getByRole('button', { name: 'Learn the noise again' }).click()
  await page.getByText('Learning the noise of the room').waitFor()
  await page.getByText(/Listening\.|Nothing but the room/).waitFor()
  await page.getByRole('checkbox', { name: 'Take the noise out before naming' }).uncheck()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('heading', { name: 'The recording' }).waitFor()
})

/** Saves one of the two recordings beside the other files, and reads it. */
async function saved(page: Page, which: number) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save as wav' }).nth(which).click(),
  ])
  const bytes = readFileSync(await download.path())
  writeFileSync(file(`recording-${which}.wav`), bytes)
  return readWav(bytes)
}

function level(samples: Float32Array): number {
  return 10 * Math.log10(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)
}

/**
 * The largest correlation of a quarter of a second of the recording with the known sound, both thinned to 6 kHz. The best of
 * three counts: on a busy machine the fake microphone itself leaves gaps.
 */
function likeness(
  recording: { samples: Float32Array; sampleRate: number },
  known: { samples: Float32Array; sampleRate: number },
): number {
  const rate = 6000
  const thin = ({ samples, sampleRate }: { samples: Float32Array; sampleRate: number }) => {
    const width = sampleRate / rate
    return Float32Array.from({ length: Math.floor(samples.length / width) }, (_, i) => {
      let sum = 0
      let count = 0
      for (let k = Math.floor(i * width); k < Math.floor((i + 1) * width); k++, count++) sum += samples[k]
      return sum / count
    })
  }
  const heard = thin(recording)
  const whole = thin(known)
  let best = 0
  for (const start of [3, 4, 5]) {
    const piece = heard.subarray(start * rate, (start + 0.25) * rate)
    const own = piece.reduce((sum, value) => sum + value * value, 0)
    for (let at = 0; at + piece.length <= whole.length; at++) {
      let product = 0
      let other = 0
      for (let i = 0; i < piece.length; i++) {
        product += piece[i] * whole[at + i]
        other += whole[at + i] * whole[at + i]
      }
      best = Math.max(best, product / Math.sqrt(own * other))
    }
  }
  return best
}
