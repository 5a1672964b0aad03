import { InvalidParameterError, checkInteger, checkNumber, checkOneOf } from '@genre/core'
import type { PadMode } from '@genre/dsp'
import {
  DctPlan,
  FilterBank,
  MedianKernels,
  MelFilterBank,
  PowerToDb,
  StftPlan,
  fftFrequencies,
  frameMajor,
  harmonicPercussive,
  pad,
  samplesOf,
} from '@genre/dsp'
import { bandLevels } from './bands'
import { chromaFilterBank } from './chroma-filter-bank'
import { foldIntoChroma } from './chroma-stft'
import { TuningFinder } from './estimate-tuning'
import { TINY_FLOAT32, checkNorm } from './norm'
import { rises } from './onset-strength'
import { PeakFinder, peakRange } from './piptrack'
import { levels } from './rms'
import { centroids } from './spectral-centroid'
import type { Track } from './statistic'

/** How descriptors are computed: as librosa does today, or as the release did that made Kaggle's GTZAN tables. */
export type Mode = 'librosa' | 'kaggle'

const N_FFT = 2048
const HOP = 512
const N_MELS = 128
const CLASSES = 12

/**
 * What the descriptors of one clip share, each computed when it is first asked for: spectrogram, mel spectrogram, chroma,
 * harmonic and percussive part. Plans, tables and the larger arrays are kept from clip to clip.
 */
export class Analysis {
  readonly sampleRate: number
  readonly mode: Mode
  readonly nFft = N_FFT
  readonly hopLength = HOP
  readonly bins = N_FFT / 2 + 1
  readonly frequencies: Float64Array
  readonly nMfcc: number
  readonly #plan: StftPlan
  readonly #mel: MelFilterBank
  readonly #dct: DctPlan
  readonly #toDb = new PowerToDb()
  readonly #kernels = new MedianKernels()
  readonly #tuning: TuningFinder
  readonly #banks = new Map<number, FilterBank>()
  readonly #largest = checkNorm(Infinity, Infinity, TINY_FLOAT32)
  readonly #complex: boolean
  readonly #scratch = new Map<string, Float32Array>()
  readonly #known = new Map<string, unknown>()
  #samples: Float32Array = new Float32Array(0)
  #frames = 0

  /** @param options - `separates`: whether harmonic or percussive parts will be wanted, `nMfcc`: how many coefficients */
  constructor(options: { sampleRate: number; mode: Mode; separates: boolean; nMfcc: number }) {
    this.sampleRate = checkNumber('sampleRate', options.sampleRate, { min: 0, exclusive: 'min' })
    this.mode = checkOneOf('mode', options.mode, ['librosa', 'kaggle'])
    this.nMfcc = checkInteger('nMfcc', options.nMfcc, { min: 1, max: N_MELS })
    this.#complex = options.separates
    const spectral = { sampleRate: this.sampleRate, nFft: N_FFT }
    this.frequencies = fftFrequencies(spectral)
    this.#plan = new StftPlan({ nFft: N_FFT, hopLength: HOP, padMode: this.padMode })
    this.#mel = new MelFilterBank({ ...spectral, nMels: N_MELS })
    this.#dct = new DctPlan(N_MELS, { n: this.nMfcc })
    const peaks = new PeakFinder(this.bins, peakRange({ ...spectral, bins: this.bins }))
    this.#tuning = new TuningFinder(0.01, CLASSES, peaks)
  }

  /** What stands beyond the ends of a clip: zeros since librosa 0.9, its mirror image before. */
  get padMode(): PadMode {
    return this.mode === 'kaggle' ? 'reflect' : 'constant'
  }

  /** The samples of the clip. */
  get samples(): Float32Array {
    return this.#samples
  }

  /** Number of frames of the clip. */
  get frames(): number {
    return this.#frames
  }

  /** Begins a clip; what was known of the last one is forgotten. */
  load(samples: Float32Array): void {
    this.#samples = samplesOf(samples)
    this.#frames = this.#plan.frameCount(samples.length)
    this.#known.clear()
  }

  /** What `compute` gives, computed once a clip. */
  once<T>(name: string, compute: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, compute())
    return this.#known.get(name) as T
  }

  /** Memory that is used again for every clip. */
  scratch(name: string, size: number): Float32Array {
    let memory = this.#scratch.get(name)
    if (!memory || memory.length < size) this.#scratch.set(name, (memory = new Float32Array(size)))
    return memory.subarray(0, size)
  }

  /** `|X|`, frame by frame. */
  get magnitude(): Float32Array {
    if (this.#complex) return this.#spectrum.magnitude.data
    return this.once('magnitude', () => {
      const out = this.scratch('magnitude', this.bins * this.#frames)
      this.#plan.magnitude(this.#samples, out)
      return out
    })
  }

  /** `|X|^2`, frame by frame. */
  get power(): Float32Array {
    return this.once('power', () => {
      const { magnitude } = this
      const out = this.scratch('power', magnitude.length)
      for (let i = 0; i < out.length; i++) out[i] = magnitude[i] * magnitude[i]
      return out
    })
  }

  /** Mel spectrogram of power. */
  get mel(): Track {
    return this.once('mel', () => {
      const power = frameMajor(this.bins, this.#frames, this.power)
      const out = this.scratch('mel', N_MELS * this.#frames)
      this.#mel.apply(power, out)
      return { data: out, rows: N_MELS, frames: this.#frames }
    })
  }

  /** Mel spectrogram in dB. */
  get logMel(): Track {
    return this.once('logMel', () => {
      const { mel } = this
      const power = mel.data as Float32Array
      return { ...mel, data: this.#toDb.apply(power, this.scratch('logMel', power.length)) }
    })
  }

  /** Levels in dB of a few wide bands. */
  get bandLevels(): Track {
    return this.once('bandLevels', () => bandLevels(this.logMel))
  }

  /** Mel-frequency cepstral coefficients. */
  get mfcc(): Track {
    return this.once('mfcc', () => {
      const data = new Float32Array(this.nMfcc * this.#frames)
      this.#dct.applyToFrames(this.logMel.data as Float32Array, 0, this.#frames, data, 0)
      return { data, rows: this.nMfcc, frames: this.#frames }
    })
  }

  /** Chroma of the power spectrum at its own tuning. */
  get chroma(): Track {
    return this.once('chroma', () => {
      const { power } = this
      const data = new Float32Array(CLASSES * this.#frames)
      const bank = this.#bank(this.#tuning.find(power, this.#frames))
      foldIntoChroma(bank, power, this.#frames, this.#largest, data)
      return { data, rows: CLASSES, frames: this.#frames }
    })
  }

  /** Spectral centroids, which the bandwidth needs too. */
  get centroid(): Float64Array {
    return this.once('centroid', () => {
      const out = new Float64Array(this.#frames)
      centroids(this.magnitude, this.bins, this.#frames, this.frequencies, out)
      return out
    })
  }

  /** Root mean square of each frame of the clip. */
  get level(): Float32Array {
    return this.once('level', () => this.levelOf(this.#samples, this.padMode))
  }

  /** Onset strength with the bands' median, as the beat tracker takes it. */
  get onsetMedian(): Float32Array {
    return this.once('onsetMedian', () => this.#onset('median'))
  }

  /** Onset strength with the bands' mean. */
  get onsetMean(): Float32Array {
    return this.once('onsetMean', () => this.#onset('mean'))
  }

  /** The clip's harmonic part. */
  get harmonic(): Float32Array {
    return this.#parts.harmonic
  }

  /** The clip's percussive part. */
  get percussive(): Float32Array {
    return this.#parts.percussive
  }

  /** Root mean square of each frame of samples as long as the clip. */
  levelOf(samples: Float32Array, mode: PadMode): Float32Array {
    const out = new Float32Array(this.#frames)
    const padded = pad(samples, { before: N_FFT / 2, mode, out: this.scratch('padded', samples.length + N_FFT) })
    levels(padded, this.#frames, N_FFT, HOP, out)
    return out
  }

  get #spectrum() {
    return this.once('spectrum', () => {
      const size = this.bins * this.#frames
      const [real, imag, magnitude] = ['real', 'imag', 'magnitude'].map(name => this.scratch(name, size))
      return this.#plan.forwardWithMagnitude(this.#samples, { real, imag, magnitude })
    })
  }

  get #parts(): { harmonic: Float32Array; percussive: Float32Array } {
    return this.once('parts', () => {
      const samples = this.#samples
      const size = this.bins * this.#frames
      const memory = {
        kept: this.scratch('harmonic', samples.length),
        rest: this.scratch('percussive', samples.length),
        medians: [this.scratch('medianTime', size), this.scratch('medianFrequency', size)],
        kernels: this.#kernels,
      } as const
      const parts = harmonicPercussive(samples, { plan: this.#plan, spectrum: this.#spectrum, memory })
      if (this.mode === 'kaggle') {
        // The inverse transform of that release covered whole hops only.
        const whole = samples.length - (samples.length % HOP)
        parts.harmonic.fill(0, whole)
        parts.percussive.fill(0, whole)
      }
      return parts
    })
  }

  #onset(aggregate: 'mean' | 'median'): Float32Array {
    const { logMel } = this
    const data = logMel.data as Float32Array
    const out = new Float32Array(this.#frames)
    const delay = 1 + N_FFT / (2 * HOP)
    rises({ data, bands: N_MELS, frames: this.#frames }, { lag: 1, delay, aggregate, reference: data }, out)
    return out
  }

  #bank(tuning: number): FilterBank {
    let bank = this.#banks.get(tuning)
    if (!bank) {
      bank = new FilterBank(chromaFilterBank({ sampleRate: this.sampleRate, nFft: N_FFT, nChroma: CLASSES, tuning }))
      this.#banks.set(tuning, bank)
    }
    return bank
  }
}

/** A clip of at least `frames` frames, or an error that says what needs them. */
export function needFrames(analysis: Analysis, what: string, frames: number): void {
  if (analysis.frames >= frames) return
  throw new InvalidParameterError({
    parameter: 'samples',
    received: analysis.samples,
    allowed: `at least ${(frames - 1) * HOP} samples long for ${what}, which needs ${frames} frames`,
  })
}
