import { describe, expect, it } from 'vitest'
import { distort, repeatRecording } from './plant-fault'
import { plantedFaults } from './planted-faults'
import { synthesizeTrack } from './synthesize-track'

describe('plantedFaults', () => {
  it('plants one corrupt file in a small collection, or none', () => {
    expect(plantedFaults({ tracksPerGenre: 10, seed: 1, corrupt: true })).toEqual([
      { kind: 'corrupt', genre: 'jazz', track: 54 },
    ])
    expect(plantedFaults({ tracksPerGenre: 10, seed: 1, corrupt: false })).toEqual([])
  })

  it('plants one of each kind for every 20 tracks, each in a file of its own, originals free of faults', () => {
    for (const tracksPerGenre of [20, 60, 100, 400]) {
      for (const seed of [1, 2, 3]) {
        const faults = plantedFaults({ tracksPerGenre, seed, corrupt: true })
        expect(faults).toEqual(plantedFaults({ tracksPerGenre, seed, corrupt: true }))
        const places = faults.map(({ genre, track }) => `${genre} ${track}`)
        expect(new Set(places).size).toBe(places.length)
        for (const kind of ['exact-repeat', 'recording-repeat', 'distorted']) {
          expect(faults.filter(fault => fault.kind === kind)).toHaveLength(Math.floor(tracksPerGenre / 20))
        }
        for (const fault of faults) {
          if ('of' in fault) expect(places).not.toContain(`${fault.of.genre} ${fault.of.track}`)
          if (fault.kind !== 'corrupt') expect(fault.track).toBeLessThan(tracksPerGenre)
        }
      }
    }
  })

  it('repeats and distorts on the 16-bit grid', () => {
    const audio = synthesizeTrack({ genre: 'reggae', track: 0, seed: 1, seconds: 1 })
    const again = repeatRecording(audio)
    const broken = distort(audio)
    for (const { samples } of [again, broken]) {
      expect(samples.every(x => Number.isInteger(x * 32768) && Math.abs(x) <= 1)).toBe(true)
    }
    const clipped = broken.samples.filter(x => Math.abs(x) > 0.999).length / broken.samples.length
    expect(clipped).toBeGreaterThan(0.2)
    let dot = 0
    let a = 0
    let b = 0
    audio.samples.forEach((x, i) => {
      dot += x * again.samples[i]
      a += x * x
      b += again.samples[i] ** 2
    })
    expect(dot / Math.sqrt(a * b)).toBeGreaterThan(0.99)
    expect(Math.sqrt(b / a)).toBeCloseTo(10 ** (-4 / 20), 2)
  })
})
