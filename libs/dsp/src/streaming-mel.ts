import type { NdArray } from '@genre/core'
import { checkInteger, checkNumber, checkOptions } from '@genre/core'
import { DctPlan } from './dct'
import { DecibelTable } from './decibel-table'
import { GrowingFrames } from './growing-frames'
import { MelFilterBank } from './mel-filter-bank'
import type { MelSpectrogramOptions } from './mel-spectrogram'
import { StreamingSpectrogram } from './streaming-stft'

/**
 * {@link melSpectrogram} for a signal that arrives in pieces, like {@link StreamingStft}: the same bits as for the whole.
 *
 * @example
 * ```ts
 * import { StreamingMel } from '@genre/dsp'
 * const live = new StreamingMel({ sampleRate: 22050, nMels: 64 })
 * live.push(new Float32Array(4096)).shape // => [64, 7]
 * ```
 */
export class StreamingMel {
  /** The weights of the bands. */
  readonly bank: MelFilterBank
  readonly #spectrogram: StreamingSpectrogram
  readonly #out: GrowingFrames

  /** @throws InvalidParameterError for a bad option */
  constructor(options: MelSpectrogramOptions = {}) {
    this.#spectrogram = new StreamingSpectrogram({ power: 2, ...checkOptions(options) })
    this.bank = new MelFilterBank(options)
    this.#out = new GrowingFrames(this.bank.nMels)
  }

  /** The frames that these samples complete, shape (nMels, new frames), in memory that the next push overwrites. */
  push(samples: Float32Array): NdArray<Float32Array> {
    return this.#filter(this.#spectrogram.push(samples))
  }

  /** Ends the signal: the frames that reach beyond its end. Afterwards a new signal may begin. */
  flush(): NdArray<Float32Array> {
    return this.#filter(this.#spectrogram.flush())
  }

  #filter(S: NdArray<Float32Array>): NdArray<Float32Array> {
    const out = this.#out
    const [bins, frames] = S.shape
    out.count = 0
    for (let t = 0; t < frames; t++) {
      const to = out.next()
      this.bank.applyToFrame(S.data, t * bins, out.data, to)
    }
    return out.view()
  }
}

/** Options of {@link StreamingMfcc}. */
export interface StreamingMfccOptions extends MelSpectrogramOptions {
  /** Number of coefficients; default 20. */
  nMfcc?: number
  /** Mel powers below this are raised to it; default 1e-10. */
  amin?: number
}

/**
 * Mel frequency cepstral coefficients of a signal that arrives in pieces, like {@link StreamingStft}: the same bits as
 * `dct(powerToDb(melSpectrogram(y), { topDb: null }), { n: nMfcc })`. There is no limit below the loudest frame of the clip
 * (`topDb`), which a stream has not heard yet; for librosa's MFCC of a whole clip that limit matters in near-silence.
 *
 * @example
 * ```ts
 * import { StreamingMfcc } from '@genre/dsp'
 * const live = new StreamingMfcc({ sampleRate: 22050, nMfcc: 13 })
 * live.push(new Float32Array(4096)).shape // => [13, 7]
 * ```
 */
export class StreamingMfcc {
  readonly #mel: StreamingMel
  readonly #dct: DctPlan
  readonly #table = new DecibelTable()
  readonly #db: Float32Array
  readonly #out: GrowingFrames
  readonly #amin: number

  /** @throws InvalidParameterError for a bad option */
  constructor(options: StreamingMfccOptions = {}) {
    const { nMfcc = 20, amin = 1e-10 } = checkOptions(options)
    checkNumber('amin', amin, { min: 0, exclusive: 'min' })
    this.#mel = new StreamingMel(options)
    const { nMels } = this.#mel.bank
    this.#dct = new DctPlan(nMels, { n: checkInteger('nMfcc', nMfcc, { min: 1, max: nMels }) })
    this.#db = new Float32Array(nMels)
    this.#out = new GrowingFrames(nMfcc)
    this.#amin = amin
  }

  /** The frames that these samples complete, shape (nMfcc, new frames), in memory that the next push overwrites. */
  push(samples: Float32Array): NdArray<Float32Array> {
    return this.#transform(this.#mel.push(samples))
  }

  /** Ends the signal: the frames that reach beyond its end. Afterwards a new signal may begin. */
  flush(): NdArray<Float32Array> {
    return this.#transform(this.#mel.flush())
  }

  #transform(mel: NdArray<Float32Array>): NdArray<Float32Array> {
    const [nMels, frames] = mel.shape
    const db = this.#db
    const out = this.#out
    out.count = 0
    for (let t = 0; t < frames; t++) {
      this.#table.convert(mel.data, t * nMels, nMels, this.#amin, db, 0)
      const to = out.next()
      this.#dct.applyToFrame(db, 0, out.data, to)
    }
    return out.view()
  }
}
