import { NdArray } from '@genre/core'
import { StreamingMel, StreamingResampler, powerToDb, resample } from '@genre/dsp'
import { encodeWav } from '@genre/gtzan'
import type { GenreClassifier } from '@genre/models'
import { LEARNING_SECONDS, LiveCleaner } from './live-cleaner'
import { BANDS, colorMapOf, melPicture, picture } from './pictures'
import type { LiveRecording, LiveUpdate, Palette, Picture } from './protocol'
import { RecentSamples } from './recent-samples'
import { SampleList } from './sample-list'

/** A recording ends by itself after this, seconds. */
export const LONGEST_RECORDING = 600

/** Below this level (dB under full scale) there is nothing to name. */
const QUIET = -60

/** What is left after cleaning is that much weaker (dB) where there is nothing but the room. */
const ROOM_ONLY = 10

/** Readings take at least this much, seconds. */
const LEAST_CHUNK = 1

/** The longest chunk that a slider allows, seconds. */
const LONGEST_CHUNK = 10

/** Levels of the live spectrograms, dB. */
const SHOWN = { maxDb: 30, minDb: -40 }

export interface LiveSessionOptions {
  readonly classifier: GenreClassifier
  /** The microphone's rate. */
  readonly sampleRate: number
  /** Length of the chunk that is named, seconds. */
  readonly chunk: number
  readonly palette: Palette
  /** Whether the model hears the cleaned stream. */
  readonly cleanFirst: boolean
  readonly onUpdate: (update: LiveUpdate, transfer?: Transferable[]) => void
}

/** What arrives from a microphone: cleaned, drawn, and named once a second. */
export class LiveSession {
  cleanFirst: boolean
  readonly #options: LiveSessionOptions
  readonly #cleaner: LiveCleaner
  readonly #raw = new SampleList()
  readonly #clean = new SampleList()
  readonly #before: Branch
  readonly #after: Branch
  readonly #sum: Float64Array
  #named = 0
  #nextReading = 1
  #drawn = 0
  /** Until then the microphone heard the room only. */
  #roomUntil = LEARNING_SECONDS

  constructor(options: LiveSessionOptions) {
    const { sampleRate, classifier } = options
    this.#options = options
    this.cleanFirst = options.cleanFirst
    this.#cleaner = new LiveCleaner(sampleRate)
    this.#before = new Branch(sampleRate, options)
    this.#after = new Branch(sampleRate, options)
    this.#sum = new Float64Array(classifier.classes.length)
  }

  get seconds(): number {
    return this.#raw.length / this.#options.sampleRate
  }

  /** Takes the next second for noise. */
  learn(): void {
    this.#cleaner.learn()
    this.#roomUntil = this.seconds + LEARNING_SECONDS
  }

  push(samples: Float32Array): void {
    this.#raw.push(samples)
    this.#before.push(samples)
    const clean = this.#cleaner.push(samples)
    this.#clean.push(clean)
    this.#after.push(clean)
    if (this.seconds - this.#drawn >= 0.1) this.#draw(samples)
    if (this.seconds >= this.#nextReading) {
      this.#nextReading = Math.floor(this.seconds) + 1
      this.#name()
    }
  }

  finish(): LiveRecording {
    this.#clean.push(this.#cleaner.flush())
    const { sampleRate, palette, classifier } = this.#options
    const rate = classifier.recipe.sampleRate
    const raw = this.#raw.join()
    const clean = this.#clean.join()
    const draw = (samples: Float32Array, maxDb?: number): Picture => {
      const resampled = sampleRate === rate ? samples : resample(samples, { from: sampleRate, to: rate })
      return melPicture({ samples: resampled, sampleRate: rate }, { palette, width: 1200, maxDb })
    }
    return {
      seconds: raw.length / sampleRate,
      raw: encodeWav({ samples: raw, sampleRate }) as Uint8Array<ArrayBuffer>,
      clean: encodeWav({ samples: clean, sampleRate }) as Uint8Array<ArrayBuffer>,
      before: draw(raw, SHOWN.maxDb),
      after: draw(clean, SHOWN.maxDb),
    }
  }

  #draw(block: Float32Array): void {
    this.#drawn = this.seconds
    const before = this.#before.takePicture()
    const after = this.#after.takePicture()
    if (!before || !after) return
    this.#options.onUpdate(
      { kind: 'columns', before, after, level: level(block), seconds: this.seconds, learning: this.#cleaner.learning },
      [before.data.buffer, after.data.buffer],
    )
  }

  #name(): void {
    const { classifier, chunk, onUpdate } = this.#options
    const { sampleRate } = classifier.recipe
    const length = Math.round(Math.min(chunk, this.seconds - this.#roomUntil) * sampleRate)
    if (length < LEAST_CHUNK * sampleRate) return
    const raw = this.#before.recent.last(length)
    const clean = this.#after.recent.last(length)
    const samples = this.cleanFirst ? clean : raw
    if (level(raw) < QUIET || level(clean) < level(raw) - ROOM_ONLY || !samples.some(sample => sample !== 0)) {
      return onUpdate({ kind: 'silent', seconds: this.seconds })
    }
    const row = classifier.describe(samples)
    const { probabilities } = classifier.classifyFeatures(new NdArray(row, [1, row.length]))
    const now = classifier.classes.map(name => probabilities[name])
    this.#named++
    now.forEach((p, k) => (this.#sum[k] += p))
    const soFar = Array.from(this.#sum, sum => sum / this.#named)
    onUpdate({ kind: 'reading', seconds: this.seconds, now, soFar })
  }
}

/** One of the two streams, raw or cleaned: at the model's rate, with its spectrogram. */
class Branch {
  readonly recent: RecentSamples
  readonly #resampler: StreamingResampler | null
  readonly #mel: StreamingMel
  readonly #palette: Palette
  #columns: Float32Array[] = []

  constructor(sampleRate: number, { classifier, palette }: LiveSessionOptions) {
    const rate = classifier.recipe.sampleRate
    this.recent = new RecentSamples(LONGEST_CHUNK * rate)
    this.#resampler = sampleRate === rate ? null : new StreamingResampler({ from: sampleRate, to: rate })
    this.#mel = new StreamingMel({ sampleRate: rate, nMels: BANDS })
    this.#palette = palette
  }

  push(samples: Float32Array): void {
    const resampled = this.#resampler ? this.#resampler.push(samples) : samples
    if (resampled.length === 0) return
    this.recent.push(resampled)
    const mel = this.#mel.push(resampled)
    if (mel.shape[1] > 0) this.#columns.push(mel.data.slice(0, mel.shape[0] * mel.shape[1]))
  }

  /** The columns since the last picture; a picture of no column is one of width 0. */
  takePicture(): Picture | null {
    const count = this.#columns.reduce((sum, columns) => sum + columns.length / BANDS, 0)
    if (count === 0) return { width: 0, height: BANDS, data: new Uint8ClampedArray(0) }
    const values = new Float32Array(count * BANDS)
    let at = 0
    for (const columns of this.#columns) {
      values.set(columns, at)
      at += columns.length
    }
    this.#columns = []
    const db = powerToDb(new NdArray(values, [BANDS, count], [1, BANDS]), { topDb: null })
    return picture(db, { colorMap: colorMapOf(this.#palette), width: count, height: BANDS, ...SHOWN })
  }
}

function level(samples: Float32Array): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i] * samples[i]
  return 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12)
}
