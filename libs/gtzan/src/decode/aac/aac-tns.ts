import type { ChannelData } from './aac-channel'

/** Temporal noise shaping: all-pole filters over the lines of a window, towards higher or lower ones. */
export function applyTns({ layout, tns, lines }: ChannelData): void {
  for (const { window, bottom, top, backward, reflection } of tns) {
    const start = 128 * window + layout.bands[bottom]
    const end = 128 * window + layout.bands[top]
    const coefficients = predictor(reflection)
    const step = backward ? -1 : 1
    let at = backward ? end - 1 : start
    for (let i = 0; i < end - start; i++, at += step) {
      let value = lines[at]
      for (let k = 1; k <= Math.min(i, coefficients.length - 1); k++) value -= coefficients[k] * lines[at - k * step]
      lines[at] = value
    }
  }
}

/** Coefficients of the direct form from reflection coefficients, the first of them 1. */
function predictor(reflection: readonly number[]): Float64Array {
  const a = new Float64Array(reflection.length + 1)
  const b = new Float64Array(reflection.length + 1)
  a[0] = 1
  reflection.forEach((value, i) => {
    const order = i + 1
    for (let k = 1; k < order; k++) b[k] = a[k] + value * a[order - k]
    b[order] = value
    a.set(b.subarray(1, order + 1), 1)
  })
  return a
}
