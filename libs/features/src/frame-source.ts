import type { ArrayView } from '@genre/core'
import { InvalidParameterError, ShapeError, checkInteger, checkNumber, checkOptions, checkView } from '@genre/core'
import type { Signal, StftOptions } from '@genre/dsp'
import { StftPlan, sampleRateOf } from '@genre/dsp'

/** A spectrogram of non-negative values with what it takes to read its bins as frequencies. */
export interface Spectrum {
  /** Shape (bins, frames), as `spectrogram` of `@genre/dsp` makes it. */
  readonly spectrogram: ArrayView
  /** Sampling rate of the signal it was made of, in Hz; default 22050. */
  readonly sampleRate?: number
  /** Length of the Fourier transform in samples; default `2 * (bins - 1)`. */
  readonly nFft?: number
  /** What the values are: magnitudes (1, default) or their squares (2). Each descriptor takes what it needs. */
  readonly power?: 1 | 2
}

/** What a spectral descriptor takes: sound, or a spectrogram that has been made already. */
export type FrameSource = Signal | Spectrum

/**
 * How sound is cut into frames and transformed: the options of `stft`, with librosa's defaults (nFft 2048, hopLength 512,
 * Hann window, centred, padded with zeros). They are ignored where a spectrogram is given.
 */
export interface SpectralOptions extends StftOptions {
  /** Rate of bare samples in Hz; audio brings its own. Default 22050. */
  sampleRate?: number
}

/** A spectrogram as the descriptors compute on it: single precision, frame by frame in one run of memory. */
export interface Spectra {
  readonly data: Float32Array
  readonly bins: number
  readonly frames: number
  readonly sampleRate: number
  readonly nFft: number
}

/** Hop of the descriptors where none is given; librosa's default, whatever the transform's length. */
export const DEFAULT_HOP_LENGTH = 512

/** Magnitudes (`power` 1) or their squares (2) of whatever was given. */
export function spectraOf(source: FrameSource, power: 1 | 2, options: SpectralOptions = {}): Spectra {
  checkOptions(options)
  if (isSpectrum(source)) return fromSpectrum(source, power)
  const { hopLength = DEFAULT_HOP_LENGTH } = options
  const plan = new StftPlan({ ...options, hopLength })
  const view = power === 1 ? plan.magnitude(source) : plan.power(source)
  return {
    data: view.data,
    bins: view.shape[0],
    frames: view.shape[1],
    sampleRate: sampleRateOf(source, options.sampleRate),
    nFft: plan.nFft,
  }
}

/** Magnitudes of sound, but a spectrogram as it is, be it of magnitudes or of power. */
export function spectraAsGiven(source: FrameSource, options: SpectralOptions = {}): Spectra {
  return spectraOf(source, isSpectrum(source) ? ownPower(source) : 1, options)
}

/** Whether a source is a spectrogram rather than sound. */
export function isSpectrum(source: unknown): source is Spectrum {
  return typeof source === 'object' && source !== null && 'spectrogram' in source
}

/** What the values of a spectrogram are. */
function ownPower({ power = 1 }: Spectrum): 1 | 2 {
  if (power === 1 || power === 2) return power
  throw new InvalidParameterError({ parameter: 'power', received: power, allowed: '1 or 2' })
}

function fromSpectrum(source: Spectrum, power: 1 | 2): Spectra {
  const view = matrixView('spectrogram', source.spectrogram)
  const [bins, frames] = view.shape
  const { nFft = 2 * (bins - 1), sampleRate = 22050 } = source
  checkInteger('nFft', nFft, { min: 1 })
  checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
  if (Math.floor(nFft / 2) + 1 !== bins) {
    throw new ShapeError({
      array: 'spectrogram',
      received: view.shape,
      expected: `${Math.floor(nFft / 2) + 1} bins, as nFft is ${nFft}`,
    })
  }
  const own = ownPower(source)
  const data = frameMajorData(view, own === power)
  for (let i = 0; i < data.length; i++) {
    if (!(data[i] >= 0 && data[i] < Infinity)) {
      throw new InvalidParameterError({
        parameter: `spectrogram (bin ${i % bins}, frame ${Math.floor(i / bins)})`,
        received: data[i],
        allowed: 'finite and not negative',
      })
    }
  }
  if (own < power) for (let i = 0; i < data.length; i++) data[i] *= data[i]
  if (own > power) for (let i = 0; i < data.length; i++) data[i] = Math.sqrt(data[i])
  return { data, bins, frames, sampleRate, nFft }
}

/** A two-dimensional view with at least one element, or an error that names it. */
export function matrixView(name: string, value: unknown): ArrayView {
  const view = checkView(name, value)
  if (view.shape.length !== 2 || view.shape[0] < 1 || view.shape[1] < 1) {
    throw new ShapeError({ array: name, received: view.shape, expected: 'two axes (rows, frames), neither empty' })
  }
  return view
}

/** The elements of a matrix in single precision, column after column; its own memory if `share` and the layout allow. */
export function frameMajorData(view: ArrayView, share: boolean): Float32Array {
  const [rows, frames] = view.shape
  const { data, stride, offset } = view
  const size = rows * frames
  if (data instanceof Float32Array && (rows === 1 || stride[0] === 1) && (frames === 1 || stride[1] === rows)) {
    return share ? data.subarray(offset, offset + size) : data.slice(offset, offset + size)
  }
  const out = new Float32Array(size)
  for (let t = 0, o = 0; t < frames; t++) {
    for (let r = 0, i = offset + t * stride[1]; r < rows; r++, i += stride[0]) out[o++] = data[i]
  }
  return out
}
