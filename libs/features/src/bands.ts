import { Fft } from '@genre/dsp'
import type { Track } from './statistic'

/** Bands that the 128 mel bands are merged into. */
export const BANDS = 18

/** Steps of the modulation spectrum from {@link SLOWEST} to {@link FASTEST} Hz. */
export const MODULATIONS = 10
const SLOWEST = 0.1
const FASTEST = 10

/** Pairs of different bands. */
export const BAND_PAIRS = (BANDS * (BANDS - 1)) / 2

/** Mean level in dB of each of {@link BANDS} groups of neighbouring mel bands, frame by frame. */
export function bandLevels(logMel: Track): Track {
  const { data, rows, frames } = logMel
  const out = new Float32Array(BANDS * frames)
  for (let t = 0; t < frames; t++) {
    for (let b = 0; b < BANDS; b++) {
      const from = Math.floor((b * rows) / BANDS)
      const to = Math.floor(((b + 1) * rows) / BANDS)
      let sum = 0
      for (let r = from; r < to; r++) sum += data[t * rows + r]
      out[t * BANDS + b] = sum / (to - from)
    }
  }
  return { data: out, rows: BANDS, frames }
}

/**
 * The modulation spectrum of each band: how strongly its level moves up and down at each of {@link MODULATIONS} rates, equally
 * spaced on a log scale from 0.1 to 10 Hz, in dB (`10 log10(1e-3 + power)`, power in dB^2 per Hann-windowed periodogram,
 * averaged with triangular weights over one step of the scale to each side). Row `MODULATIONS * band + rate`, one frame.
 */
export function bandModulation(levels: Track, frameRate: number): Track {
  const { data, frames } = levels
  const out = new Float64Array(BANDS * MODULATIONS)
  // Zeros behind the signal make the bins at least four times finer than the slowest rate.
  let size = 64
  while (size < frames || frameRate / size > SLOWEST / 4) size *= 2
  const fft = new Fft(size)
  const window = Float64Array.from(
    { length: frames },
    (_, t) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (t + 0.5)) / frames),
  )
  let gain = 0
  for (let t = 0; t < frames; t++) gain += window[t] * window[t]
  const points = new Float64Array(2 * size)
  // Two bands go into one complex transform, as its real and its imaginary part.
  for (let b = 0; b < BANDS; b += 2) {
    points.fill(0)
    for (let part = 0; part < 2; part++) {
      let mean = 0
      for (let t = 0; t < frames; t++) mean += data[t * BANDS + b + part] / frames
      for (let t = 0; t < frames; t++) points[2 * t + part] = (data[t * BANDS + b + part] - mean) * window[t]
    }
    fft.forward(points)
    for (let m = 0; m < MODULATIONS; m++) {
      const [first, second] = ratePower(points, size, frameRate, m)
      out[b * MODULATIONS + m] = 10 * Math.log10(1e-3 + first / gain)
      out[(b + 1) * MODULATIONS + m] = 10 * Math.log10(1e-3 + second / gain)
    }
  }
  return { data: out, rows: out.length, frames: 1 }
}

/** Weighted mean power around rate `m` of the two real signals in a complex transform. */
function ratePower(points: Float64Array, size: number, frameRate: number, m: number): [number, number] {
  const step = Math.log(FASTEST / SLOWEST) / (MODULATIONS - 1)
  const centre = Math.log(SLOWEST) + m * step
  const from = Math.max(1, Math.ceil((Math.exp(centre - step) * size) / frameRate))
  const to = Math.min(size / 2 - 1, Math.floor((Math.exp(centre + step) * size) / frameRate))
  let first = 0
  let second = 0
  let weights = 0
  for (let k = from; k <= to; k++) {
    const weight = 1 - Math.abs(Math.log((k * frameRate) / size) - centre) / step
    if (weight <= 0) continue
    const j = size - k
    const evenRe = points[2 * k] + points[2 * j]
    const evenIm = points[2 * k + 1] - points[2 * j + 1]
    const oddRe = points[2 * k + 1] + points[2 * j + 1]
    const oddIm = points[2 * j] - points[2 * k]
    first += (weight * (evenRe * evenRe + evenIm * evenIm)) / 4
    second += (weight * (oddRe * oddRe + oddIm * oddIm)) / 4
    weights += weight
  }
  return weights > 0 ? [first / weights, second / weights] : [0, 0]
}

/** Correlation over time of the levels of each pair of bands, (0, 1), (0, 2), ...; 0 where one of them does not move. */
export function bandCorrelation(levels: Track): Track {
  const { data, frames } = levels
  const means = new Float64Array(BANDS)
  for (let i = 0; i < BANDS * frames; i++) means[i % BANDS] += data[i] / frames
  const products = new Float64Array(BANDS * BANDS)
  for (let t = 0; t < frames; t++) {
    for (let a = 0; a < BANDS; a++) {
      const x = data[t * BANDS + a] - means[a]
      for (let b = a; b < BANDS; b++) products[a * BANDS + b] += x * (data[t * BANDS + b] - means[b])
    }
  }
  const out = new Float64Array(BAND_PAIRS)
  let at = 0
  for (let a = 0; a < BANDS; a++) {
    for (let b = a + 1; b < BANDS; b++) {
      const scale = Math.sqrt(products[a * BANDS + a] * products[b * BANDS + b])
      // Rounding of constant levels is no movement.
      out[at++] = scale > 1e-9 * frames ? products[a * BANDS + b] / scale : 0
    }
  }
  return { data: out, rows: BAND_PAIRS, frames: 1 }
}
