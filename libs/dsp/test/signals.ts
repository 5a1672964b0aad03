/**
 * The synthetic signals that the golden values were made from, given by formulas, so that any language can make them.
 * LCG: s <- (1664525 s + 1013904223) mod 2^32, value s / 2^31 - 1. "PCM" signals are rounded to 16 bits.
 */

export const SAMPLE_RATE = 22050
const TAU = 6.283185307179586

/** Names of the signals, as in the files of `golden/`. */
export const SIGNALS = [
  'noise',
  'chord',
  'chirp',
  'clicks',
  'music',
  'odd',
  'quiet',
  'short',
  'single_frame',
  'silence',
  'dc',
  'impulse',
  'nyquist',
] as const
export type SignalName = (typeof SIGNALS)[number]

/** The samples of a signal. */
export function makeSignal(name: SignalName): Float32Array {
  switch (name) {
    case 'noise':
      return noise(44100, 12345, 0.5)
    case 'chord':
      return pcm(chord(66150))
    case 'chirp':
      return pcm(chirp(44100, 110, 8800))
    case 'clicks':
      return pcm(clicks(220500))
    case 'music':
      return pcm(music(66149))
    case 'odd':
      return pcm(music(50001))
    case 'quiet':
      return noise(22050, 99, 1e-5)
    case 'short':
      return noise(1500, 4242, 0.5)
    case 'single_frame':
      return noise(400, 31337, 0.5)
    case 'silence':
      return new Float32Array(22050)
    case 'dc':
      return new Float32Array(20000).fill(0.25)
    case 'impulse':
      return Float32Array.from({ length: 20000 }, (_, i) => (i === 7777 ? 1 : 0))
    case 'nyquist':
      return Float32Array.from({ length: 20000 }, (_, i) => (i % 2 === 0 ? 0.5 : -0.5))
  }
}

/** A linear congruential generator of numbers in [-1, 1). */
export function lcg(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0
    return state / 2147483648 - 1
  }
}

export function noise(n: number, seed: number, amplitude: number): Float32Array {
  const next = lcg(seed)
  return Float32Array.from({ length: n }, () => amplitude * next())
}

function pcm(values: Float64Array): Float32Array {
  return Float32Array.from(values, v => Math.floor(v * 32767 + 0.5) / 32768)
}

function chord(n: number): Float64Array {
  const base = [220, 277.1826309768721, 329.6275569128699]
  const k = 1.0133740137434466
  return Float64Array.from({ length: n }, (_, i) => {
    const t = i / 22050
    let v = 0
    for (const b of base) for (let h = 1; h < 5; h++) v += (0.12 / h) * Math.sin(TAU * (b * k * h) * t)
    return v
  })
}

function chirp(n: number, f0: number, f1: number): Float64Array {
  const T = n / 22050
  const L = Math.log(f1 / f0)
  return Float64Array.from(
    { length: n },
    (_, i) => 0.6 * Math.sin(((TAU * f0 * T) / L) * (Math.exp((L * (i / 22050)) / T) - 1)),
  )
}

function clicks(n: number): Float64Array {
  const out = new Float64Array(n)
  for (let k = 0; k * 9450 < n; k++) {
    const a = k % 4 === 0 ? 0.8 : 0.5
    for (let j = 0; j < 1500 && k * 9450 + j < n; j++) {
      out[k * 9450 + j] += a * Math.exp(-j / 120) * Math.sin((TAU * 1000 * j) / 22050)
    }
  }
  return out
}

function music(n: number): Float64Array {
  const steps = [0, 4, 7, 12, 9, 5, 2, 11]
  const next = lcg(777)
  return Float64Array.from({ length: n }, (_, i) => {
    const u = next()
    const m = Math.floor(i / 13230)
    const j = i - m * 13230
    const f0 = 196 * Math.exp((0.6931471805599453 * steps[m % 8]) / 12)
    const e = Math.exp(-j / 9000)
    let v = 0
    for (let h = 1; h < 7; h++) v += (0.18 / h) * e * Math.sin(TAU * f0 * h * (j / 22050))
    v += 0.35 * Math.exp(-(i % 6615) / 400) * u
    return v
  })
}
