import type { Audio } from '@genre/core'
import { gain } from './exact-math'
import { Noise } from './noise'

/** The same recording from another source: another level, other hiss. Samples stay on the 16-bit grid. */
export function repeatRecording({ samples, sampleRate }: Audio): Audio {
  const level = gain(-4)
  const noise = new Noise(samples.length)
  return { samples: samples.map(x => onGrid(level * x + 0.002 * noise.next())), sampleRate }
}

/** Clipped hard, with bursts of static. Samples stay on the 16-bit grid. */
export function distort({ samples, sampleRate }: Audio): Audio {
  const noise = new Noise(samples.length + 1)
  const burst = Math.round(0.2 * sampleRate)
  let crackling = false
  return {
    samples: samples.map((x, i) => {
      if (i % burst === 0) crackling = noise.next() > 0.6
      const dirty = 12 * x + (crackling ? 0.5 * noise.next() : 0)
      return onGrid(Math.max(-1, Math.min(32767 / 32768, dirty)))
    }),
    sampleRate,
  }
}

function onGrid(x: number): number {
  return Math.floor(x * 32768 + 0.5) / 32768
}
