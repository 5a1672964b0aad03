import type { NoiseProfile } from '@genre/dsp'
import { estimateNoise, StreamingResampler, StreamingSubtraction } from '@genre/dsp'
import type { Classifier } from '../learn/load-classifier'

/** An answer of one moment. */
export interface Moment {
  /** Seconds since the beginning. */
  readonly seconds: number
  /** Absent while there is nothing to say, with the reason. */
  readonly genre?: string
  readonly probabilities?: Readonly<Record<string, number>>
  readonly note?: string
}

/** What {@link LiveGenre} is made with. */
export interface LiveGenreOptions {
  /** Hz of the samples that come. */
  readonly rate: number
  /** How much of the past an answer hears, in seconds. */
  readonly window: number
  /** How often there is an answer, in seconds. */
  readonly every: number
  /** Seconds at the beginning that are nothing but noise, and are taken out of what follows; 0 leaves all as it is. */
  readonly noise: number
}

const STFT = { nFft: 1024 }

/**
 * The genre of what is being heard: samples in, an answer every second out. The sound's first second is the noise, which is
 * subtracted from what follows. Memory is that of the window.
 */
export class LiveGenre {
  readonly #classifier: Classifier
  readonly #options: LiveGenreOptions
  readonly #heard: Float32Array
  #filled = 0
  #noise: Float32Array
  #noiseFilled = 0
  #profile: NoiseProfile | undefined
  #cleaner: StreamingSubtraction | undefined
  readonly #resampler: StreamingResampler | undefined
  #count = 0
  #next: number

  constructor(classifier: Classifier, options: LiveGenreOptions) {
    const { rate, window, every, noise } = options
    const { sampleRate } = classifier.recipe
    this.#classifier = classifier
    this.#options = options
    this.#heard = new Float32Array(Math.round(window * sampleRate))
    this.#noise = new Float32Array(Math.round(noise * rate))
    this.#resampler = rate === sampleRate ? undefined : new StreamingResampler({ from: rate, to: sampleRate })
    this.#next = noise + Math.max(every, 1)
  }

  /** What is known of the noise, once its time is over. */
  get noise(): NoiseProfile | undefined {
    return this.#profile
  }

  /** Takes samples, as many as there are; gives the answers that are due. */
  async *push(samples: Float32Array): AsyncGenerator<Moment, void, void> {
    const { rate, every } = this.#options
    // Pieces no longer than the distance of two answers: each answer hears just what came before it.
    const step = Math.max(1, Math.round(every * rate))
    for (let from = 0; from < samples.length;) {
      const due = Math.max(1, Math.ceil(this.#next * rate) - this.#count)
      const piece = samples.subarray(from, from + Math.min(step, due))
      from += piece.length
      this.#count += piece.length
      this.#hear(this.#withoutNoise(piece))
      const seconds = this.#count / rate
      if (seconds + 1e-9 >= this.#next) {
        this.#next += every
        yield await this.#answer(seconds)
      }
    }
  }

  #withoutNoise(samples: Float32Array): Float32Array {
    const room = this.#noise.length - this.#noiseFilled
    if (room > 0) {
      this.#noise.set(samples.subarray(0, room), this.#noiseFilled)
      this.#noiseFilled += Math.min(room, samples.length)
      samples = samples.subarray(Math.min(room, samples.length))
      if (this.#noiseFilled < this.#noise.length) return samples
      this.#profile = estimateNoise({ samples: this.#noise, sampleRate: this.#options.rate }, STFT)
      this.#cleaner = new StreamingSubtraction({ ...STFT, noise: this.#profile })
    }
    return this.#cleaner ? this.#cleaner.push(samples) : samples
  }

  #hear(samples: Float32Array): void {
    const fresh = this.#resampler ? this.#resampler.push(samples) : samples
    const heard = this.#heard
    if (fresh.length >= heard.length) {
      heard.set(fresh.subarray(fresh.length - heard.length))
      this.#filled = heard.length
      return
    }
    const stay = Math.min(this.#filled, heard.length - fresh.length)
    heard.copyWithin(0, this.#filled - stay, this.#filled)
    heard.set(fresh, stay)
    this.#filled = stay + fresh.length
  }

  async #answer(seconds: number): Promise<Moment> {
    const { sampleRate } = this.#classifier.recipe
    const samples = this.#heard.subarray(0, this.#filled)
    if (samples.length < sampleRate) return { seconds, note: 'listening' }
    if (samples.every(sample => sample === 0)) return { seconds, note: 'silence' }
    const { genre, probabilities } = await this.#classifier.classify({ samples, sampleRate })
    return { seconds, genre, probabilities }
  }
}
