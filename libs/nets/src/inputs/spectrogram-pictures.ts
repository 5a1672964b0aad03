import type { Audio } from '@genre/core'
import { checkInteger, checkNumber, InvalidParameterError } from '@genre/core'
import {
  amplitudeToDb,
  max,
  melSpectrogram,
  powerToDb,
  resample,
  sampleRateOf,
  samplesOf,
  spectrogram,
} from '@genre/dsp'
import type { Picture } from './picture'
import { resizeArea } from './resize-area'
import { resizeBilinear } from './resize-linear'

/** How audio is cut into windows. */
export interface WindowOptions {
  /** Length of a window in seconds. */
  readonly seconds?: number
  /** From the start of one window to that of the next, in seconds. What does not fill a window is left out. */
  readonly hop?: number
}

/** Options of {@link squarePictures}. */
export interface SquarePictureOptions extends WindowOptions {
  /** Rate that the audio is brought to. Default 12 000 Hz. */
  readonly sampleRate?: number
  /** Default 1024: its first half of bins is the height. */
  readonly nFft?: number
  /** Default 71, which makes 508 columns of 3 s. */
  readonly hopLength?: number
  /** Columns of zero on each side. Default 2. */
  readonly border?: number
}

/**
 * GenreGuessr's pictures of v6, v7 and v10: at 12 000 Hz, windows of 3 s; STFT (1024, hop 71, centred, zeros at the edges, periodic
 * Hann), decibels below the largest amplitude (80 dB at most), the first 512 bins, stretched to 0..255 and cut to whole
 * numbers, two columns of zero on each side: 512 x 512, low frequencies first. A window of silence is black.
 *
 * From audio at 12 000 Hz the bytes are those of librosa 0.11 and OpenCV, but for single grey values that lie within float32's
 * rounding of the next whole number (1 of 10 000 pixels, by 1). From another rate the rows near the top differ further, as
 * the resampler's transition band is not soxr's.
 *
 * @returns one picture a window; none where the audio is too short
 * @throws InvalidParameterError for a wrong option, or audio that is empty or not finite
 *
 * @example
 * ```ts
 * import { squarePictures } from '@genre/nets'
 * const audio = { samples: Float32Array.from({ length: 36000 }, (_, i) => Math.sin(i / 9)), sampleRate: 12000 }
 * console.log(squarePictures(audio)[0].shape) // => [ 512, 512, 1 ]
 * ```
 */
export function squarePictures(audio: Audio, options: SquarePictureOptions = {}): Picture<Uint8Array>[] {
  const { sampleRate = 12000, nFft = 1024, hopLength = 71 } = options
  const border = checkInteger('border', options.border ?? 2, { min: 0, max: 4096 })
  return windows(audio, { seconds: 3, hop: 3, ...options }, sampleRate).map(samples => {
    const S = spectrogram(samples, { nFft, hopLength })
    const db = amplitudeToDb(S, { ref: max })
    const [bins, frames] = S.shape
    const height = bins - 1
    // Memory is frame by frame, without the last bin.
    const kept = new Float32Array(height * frames)
    for (let t = 0; t < frames; t++) kept.set(db.data.subarray(t * bins, t * bins + height), t * height)
    const grey = stretch(kept)
    const width = frames + 2 * border
    const data = new Uint8Array(height * width)
    for (let t = 0; t < frames; t++) {
      for (let k = 0; k < height; k++) data[k * width + t + border] = grey[t * height + k]
    }
    return { data, shape: [height, width, 1] }
  })
}

/** Options of {@link widePictures}. */
export interface WidePictureOptions extends WindowOptions {
  /** Default 22 050 Hz. */
  readonly sampleRate?: number
  /** Default 480. */
  readonly height?: number
  /** Default 640. */
  readonly width?: number
}

/**
 * GenreGuessr's pictures of v3 to v5: at 22 050 Hz, windows of 10 s (v4) or 15 s (v3, v5) every 5 s; STFT with librosa's
 * defaults, decibels below the largest amplitude, stretched to 0..255, resized to 640 x 480 by OpenCV's area interpolation,
 * turned by 180 degrees: high frequencies first, time backwards. For the nets of three channels grey is repeated
 * ({@link pixelsToInput}).
 *
 * The bytes are those of librosa 0.11 and OpenCV as for {@link squarePictures}.
 *
 * @returns one picture a window; none where the audio is too short
 * @throws InvalidParameterError for a wrong option, or audio that is empty or not finite
 *
 * @example
 * ```ts
 * import { widePictures } from '@genre/nets'
 * const audio = { samples: Float32Array.from({ length: 10 * 22050 }, (_, i) => Math.sin(i / 9)), sampleRate: 22050 }
 * console.log(widePictures(audio)[0].shape) // => [ 480, 640, 1 ]
 * ```
 */
export function widePictures(audio: Audio, options: WidePictureOptions = {}): Picture<Uint8Array>[] {
  const { sampleRate = 22050 } = options
  const height = checkInteger('height', options.height ?? 480, { min: 1, max: 65536 })
  const width = checkInteger('width', options.width ?? 640, { min: 1, max: 65536 })
  return windows(audio, { seconds: 10, hop: 5, ...options }, sampleRate).map(samples => {
    const S = spectrogram(samples)
    const [bins, frames] = S.shape
    const grey = stretch(amplitudeToDb(S, { ref: max }).data)
    const rows = { data: transpose(grey, frames, bins), shape: [bins, frames, 1] as const }
    const { data, shape } = resizeArea(rows, height, width)
    return { data: data.reverse(), shape }
  })
}

/** Options of {@link melPictures}. */
export interface MelPictureOptions extends WindowOptions {
  /** Rate that the audio is brought to; by default it stays as it is, as in the source. */
  readonly sampleRate?: number
  /** Default 128. */
  readonly nMels?: number
  /** Default 150. */
  readonly height?: number
  /** Default 150. */
  readonly width?: number
}

/**
 * The CSC 461 project's pictures: chunks of 4 s every 2 s; the mel power spectrogram (librosa's defaults, not in decibels)
 * resized to 150 x 150 as TensorFlow does (bilinear). Floats, which go into the net as they are.
 *
 * Within 1e-5 of the largest value of librosa 0.11 and TensorFlow 2.21.
 *
 * @returns one picture a chunk; none where the audio is too short
 * @throws InvalidParameterError for a wrong option, or audio that is empty or not finite
 *
 * @example
 * ```ts
 * import { melPictures } from '@genre/nets'
 * const audio = { samples: Float32Array.from({ length: 6 * 22050 }, (_, i) => Math.sin(i / 9)), sampleRate: 22050 }
 * console.log(melPictures(audio).map(picture => picture.shape.join())) // => [ '150,150,1', '150,150,1' ]
 * ```
 */
export function melPictures(audio: Audio, options: MelPictureOptions = {}): Picture<Float32Array>[] {
  const sampleRate = options.sampleRate ?? sampleRateOf(audio)
  const height = checkInteger('height', options.height ?? 150, { min: 1, max: 65536 })
  const width = checkInteger('width', options.width ?? 150, { min: 1, max: 65536 })
  return windows(audio, { seconds: 4, hop: 2, ...options }, sampleRate).map(samples => {
    const mel = melSpectrogram(samples, { sampleRate, nMels: options.nMels ?? 128 })
    const [bands, frames] = mel.shape
    return resizeBilinear({ data: transpose(mel.data, frames, bands), shape: [bands, frames, 1] }, height, width)
  })
}

/** Options of {@link logMelPictures}. */
export interface LogMelPictureOptions extends WindowOptions {
  /** Default 22 050 Hz. */
  readonly sampleRate?: number
  /** Default 128. */
  readonly nMels?: number
  /** Default 2048. */
  readonly nFft?: number
  /** Default 512. */
  readonly hopLength?: number
}

/**
 * The input of the small net and of the CNN-RNN: windows of 3 s as log-mel spectrograms (librosa's defaults), decibels
 * below the window's loudest band, -80 at most, brought from -80..0 to -1..1. 128 bands by 130 frames, low bands first;
 * loudness does not count. A window of silence is 1 throughout.
 *
 * @returns one picture a window; none where the audio is too short
 * @throws InvalidParameterError for a wrong option, or audio that is empty or not finite
 *
 * @example
 * ```ts
 * import { logMelPictures } from '@genre/nets'
 * const audio = { samples: Float32Array.from({ length: 66150 }, (_, i) => Math.sin(i / 9)), sampleRate: 22050 }
 * console.log(logMelPictures(audio)[0].shape) // => [ 128, 130, 1 ]
 * ```
 */
export function logMelPictures(audio: Audio, options: LogMelPictureOptions = {}): Picture<Float32Array>[] {
  const { sampleRate = 22050, nMels = 128, nFft = 2048, hopLength = 512 } = options
  return windows(audio, { seconds: 3, hop: 3, ...options }, sampleRate).map(samples => {
    const mel = melSpectrogram(samples, { sampleRate, nMels, nFft, hopLength })
    const [bands, frames] = mel.shape
    const db = powerToDb(mel.data, { ref: max })
    return { data: transpose(db, frames, bands).map(value => value / 40 + 1), shape: [bands, frames, 1] }
  })
}

/** Options of {@link waveformFrames}. */
export interface WaveformFrameOptions extends WindowOptions {
  /** Rate that the audio is brought to; by default it stays as it is. */
  readonly sampleRate?: number
  /** Samples of a frame. Default 7. */
  readonly frameLength?: number
}

/**
 * The input of the gated net: windows of the waveform as frames of 7 samples, (frames, 7); samples that fill no frame are
 * left out. One window by default: all of the audio.
 *
 * @example
 * ```ts
 * import { waveformFrames } from '@genre/nets'
 * const audio = { samples: new Float32Array(661794), sampleRate: 22050 }
 * console.log(waveformFrames(audio)[0].shape) // => [ 94542, 7 ]
 * ```
 */
export function waveformFrames(
  audio: Audio,
  options: WaveformFrameOptions = {},
): { data: Float32Array; shape: readonly [number, number] }[] {
  const frameLength = checkInteger('frameLength', options.frameLength ?? 7, { min: 1 })
  const sampleRate = options.sampleRate ?? sampleRateOf(audio)
  const all = samplesOf(audio).length / sampleRateOf(audio)
  const seconds = options.seconds ?? all
  return windows(audio, { seconds, hop: options.hop ?? seconds }, sampleRate).map(samples => {
    const frames = Math.floor(samples.length / frameLength)
    return { data: samples.slice(0, frames * frameLength), shape: [frames, frameLength] }
  })
}

/** Whole windows of the samples at a rate. */
function windows(audio: Audio, { seconds, hop }: Required<WindowOptions>, sampleRate: number): Float32Array[] {
  checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
  checkNumber('seconds', seconds, { min: 0, exclusive: 'min' })
  checkNumber('hop', hop, { min: 0, exclusive: 'min' })
  const rate = sampleRateOf(audio)
  const samples = rate === sampleRate ? samplesOf(audio) : resample(samplesOf(audio), { from: rate, to: sampleRate })
  // Seconds from a count of samples must give that count again.
  const length = Math.floor(seconds * sampleRate + 1e-6)
  const step = Math.floor(hop * sampleRate + 1e-6)
  if (length < 1 || step < 1) {
    const parameter = length < 1 ? 'seconds' : 'hop'
    throw new InvalidParameterError({ parameter, received: length < 1 ? seconds : hop, allowed: 'a sample or longer' })
  }
  const out: Float32Array[] = []
  for (let start = 0; start + length <= samples.length; start += step) out.push(samples.slice(start, start + length))
  return out
}

/** `np.uint8(cv2.normalize(x, None, 0, 255, cv2.NORM_MINMAX))` of floats: in single precision, cut to whole numbers. */
function stretch(values: Float32Array): Uint8Array {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  // OpenCV takes a difference below the epsilon of doubles for none.
  const scale = Math.fround(255 * (high - low > 2.220446049250313e-16 ? 1 / (high - low) : 0))
  const shift = Math.fround(-Math.fround(low * scale))
  const out = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) out[i] = Math.trunc(Math.fround(values[i] * scale + shift))
  return out
}

/** (frames, bands) to (bands, frames). */
function transpose<T extends Uint8Array | Float32Array>(data: T, frames: number, bands: number): T {
  const out = data.slice() as T
  for (let t = 0; t < frames; t++) for (let k = 0; k < bands; k++) out[k * frames + t] = data[t * bands + k]
  return out
}
