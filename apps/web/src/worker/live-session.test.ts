import { synthesizeTrack } from '@genre/gtzan'
import { GenreClassifier } from '@genre/models'
import { beforeAll, describe, expect, it } from 'vitest'
import { LiveSession } from './live-session'
import type { LiveUpdate } from './protocol'

const rate = 32000
let classifier: GenreClassifier
beforeAll(async () => {
  classifier = await GenreClassifier.load()
})

function session(cleanFirst = true) {
  const updates: LiveUpdate[] = []
  const live = new LiveSession({
    classifier,
    sampleRate: rate,
    chunk: 4,
    palette: 'ink',
    cleanFirst,
    onUpdate: update => updates.push(update),
  })
  const play = (samples: Float32Array) => {
    for (let i = 0; i < samples.length; i += 2048) live.push(samples.slice(i, i + 2048))
  }
  return { live, updates, play }
}

const noise = (seconds: number, amplitude: number) =>
  Float32Array.from(
    { length: seconds * rate },
    (_, i) => amplitude * (((Math.imul(i, 2654435761) >>> 8) % 2001) / 1000 - 1),
  )
const music = (seconds: number) => {
  const { samples } = synthesizeTrack({ genre: 'disco', track: 1, seed: 1, seconds, sampleRate: rate })
  return samples.map((x, i) => 0.6 * x + 0.01 * (((Math.imul(i, 2654435761) >>> 8) % 2001) / 1000 - 1))
}

describe('LiveSession', () => {
  it('learns, then names every second', () => {
    const { live, updates, play } = session()
    play(noise(1.2, 0.01))
    play(music(8))
    const learning = updates.filter(update => update.kind === 'columns').map(update => update.learning)
    expect(learning[0]).toBe(true)
    expect(learning.at(-1)).toBe(false)
    const readings = updates.filter(update => update.kind === 'reading')
    expect(readings.length).toBeGreaterThanOrEqual(6)
    for (const { now, soFar } of readings) {
      for (const shares of [now, soFar]) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    }
    const mean = readings[0].now.map((_, k) => readings.reduce((sum, { now }) => sum + now[k], 0) / readings.length)
    readings.at(-1)!.soFar.forEach((share, k) => expect(share).toBeCloseTo(mean[k], 12))
    expect(live.seconds).toBeGreaterThan(9)
  })

  it('names nothing where there is only the room, or silence', () => {
    for (const room of [noise(5, 0.01), new Float32Array(5 * rate)]) {
      const { updates, play } = session()
      play(room)
      expect(updates.some(update => update.kind === 'reading')).toBe(false)
      expect(updates.some(update => update.kind === 'silent')).toBe(true)
    }
  })

  it('gives back as much as it heard, with the noise and without', () => {
    const { live, play } = session()
    play(noise(1, 0.01))
    play(music(3))
    const { raw, clean, seconds } = live.finish()
    expect(raw.length).toBe(44 + 2 * Math.round(seconds * rate))
    expect(clean.length).toBe(raw.length)
    const level = (wav: Uint8Array, from: number, to: number) => {
      const samples = new Int16Array(wav.buffer, 44).subarray(from * rate, to * rate)
      return 10 * Math.log10(samples.reduce((sum, x) => sum + x * x, 0) / samples.length + 1e-9)
    }
    expect(level(clean, 0.2, 0.8)).toBeLessThan(level(raw, 0.2, 0.8) - 10)
    expect(level(clean, 2, 3)).toBeGreaterThan(level(raw, 2, 3) - 3)
  })

  it('learns again when told, and loses nothing by it', () => {
    const { live, updates, play } = session()
    play(noise(1.5, 0.01))
    live.learn()
    play(noise(0.5, 0.02))
    expect(updates.filter(update => update.kind === 'columns').at(-1)).toMatchObject({ learning: true })
    play(noise(1, 0.02))
    expect(updates.filter(update => update.kind === 'columns').at(-1)).toMatchObject({ learning: false })
    const { raw, clean } = live.finish()
    expect(clean.length).toBe(raw.length)
  })

  it('stopped while it learns gives what it heard', () => {
    const { live, play } = session()
    play(noise(0.5, 0.01))
    const { raw, clean } = live.finish()
    expect(Array.from(clean)).toEqual(Array.from(raw))
  })
})
