import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { GenreClassifier } from './genre-classifier'
import { shippedModels } from './shipped'

describe('README', () => {
  it.each(shippedModels)('quotes the scores on the card of %s', async name => {
    const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const { card } = await GenreClassifier.load(name)
    const from = text.indexOf(`\n\`${name}\``)
    const next = text.slice(from + 1).search(/\n`gtzan|\nExpect/)
    const own = text.slice(from, from + 1 + next)
    const percent = (p: number) => (100 * p).toFixed(1)
    const cell = (p: number, [low, high]: readonly [number, number]) =>
      `${percent(p)} % (${percent(low)} to ${percent(high)})`
    for (const score of card!.scores) {
      const line = own.split('\n').find(row => row.startsWith(`| ${score.protocol} `))
      expect(line).toContain(cell(score.segmentAccuracy, score.segmentInterval))
      expect(line).toContain(cell(score.trackAccuracy, score.trackInterval))
    }
    const weakest = Object.entries(card!.recall)
      .sort((a, b) => a[1] - b[1])
      .slice(0, 3)
      .map(([genre]) => genre)
    const prose = own.replace(/\s+/g, ' ')
    expect(prose).toContain(`Weakest: ${weakest[0]}, ${weakest[1]} and ${weakest[2]}.`)
    // What another sample rate does to it.
    const [mean, most] = /moves by ([\d.]+) points in the mean, ([\d.]+) at most/.exec(card!.limits.join(' '))!.slice(1)
    expect(prose).toMatch(new RegExp(`by ${mean} points in the mean( of 50 songs)?, ${most} at most`))
  })
})
