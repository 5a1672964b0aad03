import type { ArrayView, NdArray } from '@genre/core'
import { InvalidParameterError, ShapeError } from '@genre/core'
import { checkFloats, checkRoom } from './checks'
import { checkHpssOptions, hpss, hpssMedians } from './hpss'
import type { HarmonicPercussive, HpssOptions } from './hpss'
import { magnitudeOf } from './magphase'
import type { MedianKernels } from './median-kernels'
import { samplesOf } from './signal'
import type { Signal } from './signal'
import { halfPowerMask } from './soft-mask'
import { asComplexFrameMajor, asFrameMajor } from './spectrogram-layout'
import type { ComplexSpectrogram } from './spectrogram-layout'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'

/** Options of {@link harmonicPercussive}: those of the separation and those of the transform. */
export interface HarmonicPercussiveOptions extends HpssOptions, StftOptions {
  /** A plan to transform with, instead of a new one; the transform's options are then those of the plan. */
  plan?: StftPlan
  /** The transform of the very signal with the very options, if it is at hand; with its magnitudes, if those are. */
  spectrum?: ComplexSpectrogram & { readonly magnitude?: ArrayView }
  /** Memory for the results with margin 1, to be used again for one signal after the other; default new memory. */
  memory?: HarmonicPercussiveMemory
}

/** Memory that {@link harmonicPercussive} overwrites. */
export interface HarmonicPercussiveMemory {
  /** As long as the signal: where the harmonic part goes. */
  readonly kept: Float32Array
  /** The same for the percussive part. */
  readonly rest: Float32Array
  /** Two arrays of at least bins * frames elements. */
  readonly medians: readonly [Float32Array, Float32Array]
  /** What the medians are computed with, if it is to be kept. */
  readonly kernels?: MedianKernels
}

/**
 * Splits a signal into its harmonic part (sustained tones) and its percussive part (hits), each as long as the signal:
 * STFT, {@link hpss}, inverse STFT: `istft(M X)` with the masks `M`, `H^p / (H^p + (margin P)^p)` and its counterpart, of the running
 * medians `H` over time and `P` over frequency.
 *
 * With margin 1 the parts add up to the signal, and only one of them is transformed back; the other is the rest.
 *
 * Matches `librosa.effects.hpss` (0.11) within 1e-6.
 *
 * @throws InvalidParameterError for a bad option, an empty signal, NaN or infinite samples; ShapeError for a spectrum that
 * cannot be the signal's
 *
 * @example
 * ```ts
 * import { harmonicPercussive } from '@genre/dsp'
 * const { harmonic, percussive } = harmonicPercussive(new Float32Array(22050))
 * harmonic.length // => 22050
 * ```
 */
export function harmonicPercussive(
  y: Signal,
  options: HarmonicPercussiveOptions = {},
): HarmonicPercussive<Float32Array> {
  const samples = samplesOf(y)
  const checked = checkHpssOptions(options)
  const plan = options.plan === undefined ? new StftPlan(options) : checkPlan(options.plan)
  const spectrum =
    options.spectrum === undefined ? plan.forwardWithMagnitude(samples) : checkSpectrum(options.spectrum, plan, samples)
  if (options.memory !== undefined) checkMemory(options.memory, samples.length, spectrum.magnitude.data.length)
  const { length } = samples
  if (checked.marginHarmonic !== 1 || checked.marginPercussive !== 1 || checked.power === Infinity) {
    const { harmonic, percussive } = hpss(spectrum.magnitude, { ...options, mask: true })
    return {
      harmonic: plan.inverse(spectrum, { length, mask: harmonic }),
      percussive: plan.inverse(spectrum, { length, mask: percussive }),
    }
  }
  const { harmonic, percussive } = hpssMedians(spectrum.magnitude, checked, options.memory)
  halfPowerMask(harmonic.data, percussive.data, checked.power)
  const { kept, rest } = plan.separate(spectrum, harmonic, samples, options.memory)
  return { harmonic: kept, percussive: rest }
}

function checkPlan(plan: StftPlan): StftPlan {
  // What it can do, and not what made it: there may be two copies of this package.
  if (typeof plan?.separate === 'function') return plan
  throw new InvalidParameterError({ parameter: 'plan', received: plan, allowed: 'an StftPlan' })
}

function checkMemory(memory: HarmonicPercussiveMemory, samples: number, values: number): void {
  for (const part of ['kept', 'rest'] as const) {
    if (checkFloats(`memory.${part}`, memory?.[part]).length !== samples) {
      const received = [memory[part].length]
      throw new ShapeError({ array: `memory.${part}`, received, expected: `${samples} samples` })
    }
  }
  if (memory.kernels !== undefined && typeof memory.kernels?.of !== 'function') {
    throw new InvalidParameterError({ parameter: 'memory.kernels', received: memory.kernels, allowed: 'MedianKernels' })
  }
  for (const i of [0, 1]) checkRoom(`memory.medians[${i}]`, memory.medians?.[i], values)
}

function checkSpectrum(
  spectrum: ComplexSpectrogram & { readonly magnitude?: ArrayView },
  plan: StftPlan,
  samples: Float32Array,
): ComplexSpectrogram & { readonly magnitude: NdArray<Float32Array> } {
  const { real, imag } = asComplexFrameMajor(spectrum, 'spectrum')
  const frames = plan.frameCount(samples.length)
  const magnitude = spectrum.magnitude
    ? asFrameMajor('spectrum.magnitude', spectrum.magnitude)
    : magnitudeOf(real, imag)
  for (const part of [real, magnitude]) {
    if (part.shape[0] !== plan.bins || part.shape[1] !== frames) {
      throw new ShapeError({
        array: 'spectrum',
        received: part.shape,
        expected: `the shape of the signal's transform (${plan.bins}, ${frames})`,
      })
    }
  }
  return { real, imag, magnitude }
}
