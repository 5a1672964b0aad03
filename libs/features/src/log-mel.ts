import type { ArrayView } from '@genre/core'
import { InvalidParameterError, checkOptions } from '@genre/core'
import type { MelSpectrogramOptions } from '@genre/dsp'
import { MelFilterBank, frameMajor, melSpectrogram, powerToDb } from '@genre/dsp'
import { DEFAULT_HOP_LENGTH, frameMajorData, isSpectrum, matrixView, spectraOf } from './frame-source'
import type { FrameSource, SpectralOptions } from './frame-source'

/** A mel spectrogram in decibels that has been made already. */
export interface LogMel {
  /** Shape (nMels, frames), in dB, as `powerToDb(melSpectrogram(...))` of `@genre/dsp` makes it. */
  readonly logMel: ArrayView
}

/** How the mel spectrogram is made: the options of `melSpectrogram` except for its scaling. */
export interface LogMelOptions extends SpectralOptions, Omit<MelSpectrogramOptions, 'norm' | 'power'> {
  /** Norm of the mel filters; default `'slaney'`. */
  melNorm?: 'slaney' | null
}

/** Levels as the descriptors compute on them: single precision, frame by frame in one run of memory. */
export interface Levels {
  readonly data: Float32Array
  readonly bands: number
  readonly frames: number
}

/** The mel spectrogram in dB (at most 80 dB under the loudest value) of whatever was given. */
export function logMelOf(source: FrameSource | LogMel, options: LogMelOptions = {}): Levels {
  checkOptions(options)
  if (typeof source === 'object' && source !== null && 'logMel' in source) {
    const view = matrixView('logMel', source.logMel)
    const [bands, frames] = view.shape
    const data = frameMajorData(view, true)
    const at = data.findIndex(value => !Number.isFinite(value))
    if (at >= 0) {
      const parameter = `logMel (band ${at % bands}, frame ${Math.floor(at / bands)})`
      throw new InvalidParameterError({ parameter, received: data[at], allowed: 'finite' })
    }
    return { data, bands, frames }
  }
  const { melNorm, hopLength = DEFAULT_HOP_LENGTH, ...rest } = options
  let mel
  if (isSpectrum(source)) {
    const { data, bins, frames, sampleRate, nFft } = spectraOf(source, 2)
    mel = new MelFilterBank({ ...rest, norm: melNorm, sampleRate, nFft }).apply(frameMajor(bins, frames, data))
  } else {
    mel = melSpectrogram(source, { ...rest, norm: melNorm, hopLength })
  }
  return { data: powerToDb(mel.data), bands: mel.shape[0], frames: mel.shape[1] }
}
