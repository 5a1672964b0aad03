import { checkOneOf, checkOptions } from '@genre/core'
import { checkFloats } from './checks'
import { RealFft } from './real-fft'
import { checkFinite } from './signal'

/** Options of {@link convolve}. */
export interface ConvolveOptions {
  /**
   * `'full'` (default): all `n + kernel - 1` samples; `'same'`: `n` samples, the kernel's middle on each; `'causal'`: the first
   * `n` samples, as a filter with this impulse response gives them.
   */
  mode?: 'full' | 'same' | 'causal'
}

/**
 * The samples convolved with a kernel, `out[i] = sum_j kernel[j] samples[i - j]`, by transforms of a few kernel lengths
 * (overlap-save): the cost grows with `n log(kernel)`. Equal to `scipy.signal.convolve` with the mode of that name, within 1e-6
 * of the largest result.
 *
 * @throws InvalidParameterError for samples or a kernel that are empty, NaN or infinite, or an unknown mode
 *
 * @example
 * ```ts
 * import { convolve } from '@genre/dsp'
 * convolve(Float32Array.of(1, 2, 3), Float32Array.of(1, 1)) // about [1, 3, 5, 3]
 * ```
 */
export function convolve(
  samples: Float32Array,
  kernel: Float32Array | Float64Array,
  options: ConvolveOptions = {},
): Float32Array {
  const { mode = 'full' } = checkOptions(options)
  checkOneOf('mode', mode, ['full', 'same', 'causal'])
  checkFinite('samples', checkFloats('samples', samples))
  checkFinite('kernel', kernel instanceof Float64Array ? kernel : checkFloats('kernel', kernel))
  const n = samples.length
  const full = n + kernel.length - 1
  const offset = mode === 'same' ? (kernel.length - 1) >> 1 : 0
  const out = new Float32Array(mode === 'full' ? full : n)
  let size = 64
  while (size < Math.min(4 * kernel.length, full)) size *= 2
  if (size < kernel.length) size = 2 ** Math.ceil(Math.log2(kernel.length))
  const step = size - kernel.length + 1
  const fft = new RealFft(size)
  const { signal, spectrum } = fft
  signal.set(kernel)
  fft.forward()
  const response = spectrum.slice()
  for (let at = 0; at < out.length; at += step) {
    // The block's first kernel.length - 1 results are wrapped around and left out.
    const from = at + offset - kernel.length + 1
    for (let i = 0; i < size; i++) signal[i] = from + i >= 0 && from + i < n ? samples[from + i] : 0
    fft.forward()
    for (let i = 0; i < spectrum.length; i += 2) {
      const re = spectrum[i] * response[i] - spectrum[i + 1] * response[i + 1]
      spectrum[i + 1] = spectrum[i] * response[i + 1] + spectrum[i + 1] * response[i]
      spectrum[i] = re
    }
    fft.inverse()
    const end = Math.min(step, out.length - at)
    for (let i = 0; i < end; i++) out[at + i] = signal[kernel.length - 1 + i]
  }
  return out
}
