import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { GenreClassifier } from './genre-classifier'

describe('README', () => {
  it('quotes the scores on the card of the model that ships', async () => {
    const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const { card } = await GenreClassifier.load()
    const percent = (p: number) => (100 * p).toFixed(1)
    const cell = (p: number, [low, high]: readonly [number, number]) =>
      `${percent(p)} % (${percent(low)} to ${percent(high)})`
    for (const score of card!.scores) {
      const line = text.split('\n').find(row => row.startsWith(`| ${score.protocol} `))
      expect(line).toContain(cell(score.segmentAccuracy, score.segmentInterval))
      expect(line).toContain(cell(score.trackAccuracy, score.trackInterval))
    }
    const weakest = Object.entries(card!.recall)
      .sort((a, b) => a[1] - b[1])
      .slice(0, 3)
      .map(([genre]) => genre)
    expect(text.replace(/\s+/g, ' ')).toContain(`Weakest are ${weakest[0]}, ${weakest[1]} and ${weakest[2]};`)
  })
})
