/** The least and the greatest sample of each of `steps` equally long stretches, alternating; for drawing. */
export function outlineOf(samples: Float32Array, steps: number): Float32Array {
  const count = Math.max(1, Math.min(steps, samples.length))
  const outline = new Float32Array(2 * count)
  for (let k = 0; k < count; k++) {
    let low = Infinity
    let high = -Infinity
    const end = Math.floor(((k + 1) * samples.length) / count)
    for (let i = Math.floor((k * samples.length) / count); i < end; i++) {
      if (samples[i] < low) low = samples[i]
      if (samples[i] > high) high = samples[i]
    }
    outline[2 * k] = low
    outline[2 * k + 1] = high
  }
  return outline
}
