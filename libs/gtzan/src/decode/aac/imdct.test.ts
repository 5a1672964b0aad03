import { describe, expect, it } from 'vitest'
import { Imdct } from './imdct'

describe('Imdct', () => {
  it.each([8, 16, 256, 2048])('size %i: the sum that defines it', size => {
    const half = size / 2
    const lines = Float64Array.from({ length: half + 3 }, (_, k) => Math.sin(k * k + 1))
    const out = new Float64Array(size)
    new Imdct(size).transform(lines, 3, 0.5, out)
    let worst = 0
    for (let n = 0; n < size; n++) {
      let sum = 0
      for (let k = 0; k < half; k++)
        sum += lines[3 + k] * Math.cos(((2 * Math.PI) / size) * (n + 0.5 + half / 2) * (k + 0.5))
      worst = Math.max(worst, Math.abs(out[n] - 0.5 * sum))
    }
    // rounding of sums of `half` terms
    expect(worst).toBeLessThan(1e-11 * half)
  })
})
