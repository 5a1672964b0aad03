import { GenreClassifier, shippedModels } from '@genre/models'
import { expect, inject, it } from 'vitest'
import { FORMATS, askCommand } from './setup'
import { choose, expectSameShares, listen, settled, shownShares, commandShares, useStage } from './harness'

const stage = useStage()

it('names every format as the command does', async () => {
  const page = await stage.open()
  for (const [name, format] of Object.entries(FORMATS)) {
    await listen(page, name)
    expect(await page.locator('.verdict-song .small').textContent(), name).toContain(format)
    expectSameShares(await commandShares(page), inject('command')[name].probabilities)
  }
})

it('says by default what the command says by default; the sliders cut otherwise, as its options do', async () => {
  const page = await stage.open()
  await listen(page, 'disco.wav')
  const length = page.getByRole('slider', { name: 'Chunk length' })
  const overlap = page.getByRole('slider', { name: 'Overlap' })
  expect([await length.inputValue(), await length.getAttribute('min'), await length.getAttribute('max')]).toEqual([
    '4',
    '1',
    '10',
  ])
  expect([await overlap.inputValue(), await overlap.getAttribute('min'), await overlap.getAttribute('max')]).toEqual([
    '2',
    '0',
    '5',
  ])
  const chunks = page.locator('.verdict-genre .small')
  expect(await chunks.textContent()).toContain('The mean of 5 chunks')

  const command = inject('command')['disco.wav']
  expectSameShares(await shownShares(page), command.probabilities)

  await page.getByRole('button', { name: 'As trained' }).click()
  await page.getByText('The mean of 4 chunks').waitFor()
  const asTrained = askCommand(inject('folder'), ['--chunk', '3', '--overlap', '0', 'disco.wav'])['disco.wav']
  expectSameShares(await shownShares(page), asTrained.probabilities)
  expectSameShares(await commandShares(page), command.probabilities)
  expect(await page.locator('.verdict-word').getAttribute('data-genre')).toBe(asTrained.genre)

  await length.fill('10')
  await overlap.fill('5')
  await page.getByText('The mean of 1 chunk,').waitFor()
  await length.fill('1')
  await page.getByText('The mean of 26 chunks').waitFor()
  expect(await overlap.getAttribute('aria-valuetext')).toBe('0.5 s, no more at this length')
})

it('explains the answer, and plays the seconds that decided', async () => {
  const page = await stage.open()
  await listen(page, 'disco.wav')
  const influence = await page.locator('.influence rect').count()
  expect(influence).toBe(5)
  expect(await page.locator('.pulls li').count()).toBe(7)
  const moment = page.locator('.moments button').first()
  const place = (await moment.getAttribute('aria-label'))!
  await moment.click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  // It plays the chunk and stops by itself at its end.
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  const [, end] = /to (\d+:\d+)/.exec(place)!
  expect(await page.locator('.clock').textContent()).toContain(end)
})

it('plays the song, and goes where it is told', async () => {
  const page = await stage.open()
  await listen(page, 'disco.wav')
  const seek = page.getByRole('slider', { name: 'Place in the song' })
  const strata = (await page.locator('.timeline .strata').boundingBox())!
  await page.mouse.click(strata.x + strata.width / 2, strata.y + strata.height / 2)
  expect(Number(await seek.inputValue())).toBeCloseTo(7, 0)
  expect(await seek.getAttribute('aria-valuetext')).toMatch(/^0:0[67] of 0:14, /)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.locator('.clock', { hasText: '0:09' }).waitFor()
  await page.getByRole('radio', { name: 'As the model hears it' }).check()
  await page.locator('.clock', { hasText: '0:11' }).waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
})

it('plays what the browser cannot decode as the model hears it', async () => {
  const page = await stage.open()
  await listen(page, 'song.au')
  await page.getByText('The browser cannot play this kind of file').waitFor()
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.locator('.clock', { hasText: '0:01' }).waitFor()
})

it('takes the noise out, to be seen and heard', async () => {
  const page = await stage.open()
  await listen(page, 'noisy.wav')
  await page.getByText('Take the noise out').click()
  await page.getByRole('button', { name: 'Take it out' }).click()
  await page.getByRole('img', { name: 'Mel spectrogram after the noise was taken out' }).waitFor()
  // The first second held nothing but noise: what is left of it is far darker than it was.
  const [before, after] = await page.locator('.noise canvas').evaluateAll(canvases =>
    canvases.map(canvas => {
      const { width, height } = canvas as HTMLCanvasElement
      const { data } = (canvas as HTMLCanvasElement)
        .getContext('2d')!
        .getImageData(0, 0, Math.floor(width / 16), height)
      return data.reduce((sum, value, i) => (i % 4 === 0 ? sum + value : sum), 0) / (data.length / 4)
    }),
  )
  expect(before).toBeGreaterThan(60)
  expect(after).toBeLessThan(before / 2)
  await page.getByRole('button', { name: 'Hear it after' }).click()
  expect(await page.getByRole('radio', { name: 'Without noise' }).isChecked()).toBe(true)
  await page.locator('.clock', { hasText: '0:01' }).waitFor()
  await page.getByRole('button', { name: 'Hear it before' }).click()
  expect(await page.getByRole('radio', { name: 'As the model hears it' }).isChecked()).toBe(true)
})

it('composes a song where there is none', async () => {
  const page = await stage.open()
  await page.getByRole('button', { name: 'reggae' }).click()
  await page.getByRole('heading', { level: 1, name: 'reggae, composed on this machine' }).waitFor()
  await settled(page)
  const shares = Object.values(await shownShares(page))
  expect(shares).toHaveLength(10)
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
})

it('shows the card of the model, and takes a model file', async () => {
  const page = await stage.open('#model')
  for (const protocol of ['fault-filtered', 'track', 'row'])
    await page.locator(`.scores [data-protocol=${protocol}]`).waitFor()
  const { card } = await GenreClassifier.load()
  const fairest = card!.scores.find(score => score.protocol === 'fault-filtered')!
  expect(await page.locator('.score-number').first().textContent()).toBe(`${Math.round(100 * fairest.trackAccuracy)} %`)
  for (const limit of card!.limits) expect(await page.getByText(limit).count()).toBe(1)
  await choose(page, 'short.wav')
  await page.getByRole('alert').getByText('This is not a model for this page').waitFor()
  expect(await page.getByRole('combobox').inputValue()).toBe(shippedModels[0])
})

it('loads another model when it is chosen, with its card, and says what the command says with it', async () => {
  const from = stage.server.requests.length
  const asked = () => stage.server.requests.slice(from).some(path => path.includes('gtzan57-kernel'))
  const page = await stage.open()
  await listen(page, 'disco.wav')
  expect(asked()).toBe(false)
  await page.getByRole('link', { name: 'Model', exact: true }).click()
  await page.getByRole('combobox', { name: 'Which model answers' }).selectOption('gtzan57-kernel')
  await page.getByText('Likeness (RBF kernel').waitFor()
  expect(asked()).toBe(true)
  expect(await page.locator('.scores li').count()).toBe(3)
  await page.getByRole('link', { name: 'Song', exact: true }).click()
  await page.locator('.verdict-genre', { hasText: 'gtzan57-kernel' }).waitFor()
  await settled(page)
  const command = askCommand(inject('folder'), ['--model', 'gtzan57-kernel', 'disco.wav'])['disco.wav']
  expectSameShares(await shownShares(page), command.probabilities)
  expectSameShares(await commandShares(page), command.probabilities)
})
