import { describe, expect, it } from 'vitest'
import { GENRES } from '../table/genres'
import { artistNumber } from './artist'
import { describeSynthesizedTrack } from './describe-track'
import { STYLES } from './styles/styles'

const collection = GENRES.flatMap(genre =>
  Array.from({ length: 100 }, (_, track) => describeSynthesizedTrack({ genre, track, seed: 1 })),
)

describe('planTrack', () => {
  it('groups tracks into artists: of ten, five, three and two', () => {
    expect(Array.from({ length: 12 }, (_, track) => artistNumber(track))).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3])
    expect(new Set(collection.map(track => track.artist)).size).toBe(10 * 30)
  })

  it('borrows at most two aspects, from a neighbour, in about a quarter of the tracks', () => {
    const borrowing = collection.filter(track => Object.keys(track.borrowed).length > 0)
    // 12 % of the artists and 15 % of the other tracks: 25 % of 1000, standard deviation about 2.4 %.
    expect(borrowing.length).toBeGreaterThan(170)
    expect(borrowing.length).toBeLessThan(330)
    for (const { genre, borrowed } of borrowing) {
      const sources = Object.values(borrowed)
      expect(sources.length).toBeLessThanOrEqual(2)
      expect(new Set(sources).size).toBe(1)
      expect(STYLES[genre].neighbours).toContain(sources[0])
    }
  })

  it('keeps to the tempo of the genre whose rhythm it has', () => {
    for (const { genre, borrowed, tempo } of collection) {
      const [low, high] = STYLES[borrowed.rhythm ?? genre].rhythm.tempo
      expect(tempo).toBeGreaterThanOrEqual(low - 0.05)
      expect(tempo).toBeLessThanOrEqual(high + 0.05)
    }
  })

  it("gives an artist's tracks tempos closer to each other than to other artists'", () => {
    const spread = (values: number[]) => Math.sqrt(variance(values))
    const jazz = collection.filter(track => track.genre === 'jazz' && !track.borrowed.rhythm)
    const within = [...new Set(jazz.map(track => track.artist))]
      .map(artist => jazz.filter(track => track.artist === artist).map(track => track.tempo))
      .filter(tempos => tempos.length > 2)
      .map(variance)
    const mean = Math.sqrt(within.reduce((a, b) => a + b, 0) / within.length)
    expect(mean).toBeLessThan(0.9 * spread(jazz.map(track => track.tempo)))
  })
})

function variance(values: number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)
}
