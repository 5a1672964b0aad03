import { spectrogram } from '../src/spectrogram'

/** Mean of the squares. */
export function meanSquare(values: Float32Array): number {
  return values.reduce((sum, v) => sum + v * v, 0) / values.length
}

/** Sample by sample. */
export function minus(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((v, i) => v - b[i])
}

/** A ratio of powers in dB. */
export function db(ratio: number): number {
  return 10 * Math.log10(ratio)
}

/** Mean power of each of 1025 bins over the frames. */
export function meanPower(y: Float32Array): Float64Array {
  // Frames that reach beyond the ends would see an edge, which has power at all frequencies.
  const P = spectrogram(y, { power: 2, center: false })
  const mean = new Float64Array(P.shape[0])
  P.data.forEach((v, i) => (mean[i % mean.length] += v / P.shape[1]))
  return mean
}

/** The bin of {@link meanPower} that a frequency falls into, at 22 050 Hz. */
export function bin(frequency: number): number {
  return Math.round((frequency * 2048) / 22050)
}
