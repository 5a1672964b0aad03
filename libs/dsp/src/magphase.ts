import type { NdArray } from '@genre/core'
import { asComplexFrameMajor, frameMajor } from './spectrogram-layout'
import type { ComplexSpectrogram } from './spectrogram-layout'

/**
 * A complex spectrogram as magnitude and phase (complex numbers of magnitude 1, `1 + 0j` where the magnitude is 0), so that
 * spectrogram = magnitude * phase. Both of shape (bins, frames).
 *
 * Matches `librosa.magphase` (0.11).
 *
 * @example
 * ```ts
 * import { magphase, stft } from '@genre/dsp'
 * const { magnitude, phase } = magphase(stft(new Float32Array(4096)))
 * phase.real.get(0, 0) // => 1
 * ```
 */
export function magphase(spectrogram: ComplexSpectrogram): {
  magnitude: NdArray<Float32Array>
  phase: ComplexSpectrogram
} {
  const { real, imag } = asComplexFrameMajor(spectrogram)
  const [bins, frames] = real.shape
  const magnitude = frameMajor(bins, frames)
  const phaseReal = frameMajor(bins, frames)
  const phaseImag = frameMajor(bins, frames)
  for (let i = 0; i < real.data.length; i++) {
    const re = real.data[i]
    const im = imag.data[i]
    const m = (magnitude.data[i] = Math.sqrt(re * re + im * im))
    if (magnitude.data[i] === 0) {
      phaseReal.data[i] = 1
    } else {
      phaseReal.data[i] = re / m
      phaseImag.data[i] = im / m
    }
  }
  return { magnitude, phase: { real: phaseReal, imag: phaseImag } }
}

/** |real + j imag| element by element, rounded to single precision; both frame-major and of one shape. */
export function magnitudeOf(real: NdArray<Float32Array>, imag: NdArray<Float32Array>): NdArray<Float32Array> {
  const magnitude = frameMajor(real.shape[0], real.shape[1])
  const out = magnitude.data
  const re = real.data
  const im = imag.data
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(re[i] * re[i] + im[i] * im[i])
  return magnitude
}
