import type { ArrayView, Seed } from '@genre/core'
import { RandomState, checkInteger, checkNumber, checkOneOf, checkOptions } from '@genre/core'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'
import { asFrameMajor, frameMajor, sizeOf } from './spectrogram-layout'

/** Options of {@link griffinLim}: those of the transform that made the magnitudes, and of the iteration. */
export interface GriffinLimOptions extends StftOptions {
  /** Iterations; default 32. */
  nIter?: number
  /** How far each step overshoots, at least 0; 0 is the original algorithm, above 1 it may not converge; default 0.99. */
  momentum?: number
  /** Phases to begin with: `'random'` (default) or all `'zero'`. */
  init?: 'random' | 'zero'
  /** Seed of the random phases. */
  randomState?: Seed
  /** Samples to return; default all that the frames span. */
  length?: number
}

/**
 * A signal whose STFT magnitudes come close to the given ones, shape (bins, frames): phases are found by going back and forth
 * between signal and spectrogram (Griffin and Lim 1984, accelerated by Perraudin, Balazs and Søndergaard 2013): with `c` the
 * spectrogram made consistent, `c_n = stft(istft(S p_n))`, the next phases are those of `c_n - momentum / (1 + momentum) c_(n-1)`.
 *
 * Equal to `librosa.griffinlim` (0.11) within 1e-4 for a start from zero phases or from an integer seed, whose random phases
 * are NumPy's.
 *
 * @throws InvalidParameterError for a bad option; ShapeError for magnitudes that do not fit `nFft`
 *
 * @example
 * ```ts
 * import { griffinLim, spectrogram } from '@genre/dsp'
 * const S = spectrogram(Float32Array.from({ length: 8192 }, (_, i) => Math.sin(0.1 * i)))
 * const y = griffinLim(S, { nIter: 8, randomState: 0 })
 * y.length // => 8192
 * ```
 */
export function griffinLim(S: ArrayView, options: GriffinLimOptions = {}): Float32Array {
  const { nIter = 32, momentum = 0.99, init = 'random', randomState, length } = checkOptions(options)
  checkInteger('nIter', nIter, { min: 0, max: 1e6 })
  checkNumber('momentum', momentum, { min: 0 })
  checkOneOf('init', init, ['random', 'zero'])
  const magnitude = asFrameMajor('S', S)
  const [bins, frames] = magnitude.shape
  const plan = new StftPlan({ ...options, nFft: sizeOf(bins, options) })
  const real = frameMajor(bins, frames)
  const imag = frameMajor(bins, frames)
  if (init === 'zero') {
    real.data.set(magnitude.data)
  } else {
    // In NumPy's order of the elements, bin by bin.
    const random = RandomState.from(randomState)
    for (let k = 0; k < bins; k++) {
      for (let t = 0; t < frames; t++) {
        const phase = 2 * Math.PI * random.next()
        const i = t * bins + k
        real.data[i] = Math.fround(Math.cos(phase)) * magnitude.data[i]
        imag.data[i] = Math.fround(Math.sin(phase)) * magnitude.data[i]
      }
    }
  }
  const estimate = { real, imag }
  // A single centred frame spans no samples at all.
  if (plan.inverse(estimate, { length }).length === 0) return new Float32Array(0)
  const overshoot = momentum / (1 + momentum)
  let before: { real: Float32Array; imag: Float32Array } | undefined
  for (let iteration = 0; iteration < nIter; iteration++) {
    const rebuilt = plan.forward(plan.inverse(estimate, { length }))
    const n = Math.min(rebuilt.real.data.length, real.data.length)
    for (let i = 0; i < n; i++) {
      let re = rebuilt.real.data[i]
      let im = rebuilt.imag.data[i]
      if (before) {
        re -= overshoot * before.real[i]
        im -= overshoot * before.imag[i]
      }
      const scale = magnitude.data[i] / (Math.sqrt(re * re + im * im) + 2 ** -126)
      real.data[i] = re * scale
      imag.data[i] = im * scale
    }
    before = { real: rebuilt.real.data, imag: rebuilt.imag.data }
  }
  return plan.inverse(estimate, { length })
}
