import type { Audio } from '@genre/core'
import { RealFft, StreamingResampler } from '@genre/dsp'

/** The rate at which sound is looked at, Hz: what lies above 2.7 kHz does not matter. */
const RATE = 5512.5
/** Samples of a frame (0.37 s) and from one frame to the next (23 ms). */
const FRAME = 2048
const HOP = 128
/** Frequency bands, spaced evenly in pitch from 300 to 2000 Hz. */
const BANDS = 33
const LOW = 300
const HIGH = 2000
/** Frames of less energy than that of a full-scale sine at -80 dB have no sound to be recognised by. */
const SILENCE = (FRAME / 4) ** 2 * 1e-8

/** Codes a second of sound. */
export const CODES_PER_SECOND = RATE / HOP

/**
 * What a recording sounds like, in 43 codes a second that hardly change with loudness, mp3 compression, another sampling
 * rate or a little noise; two recordings are compared by {@link findCopies}.
 *
 * Each of the 32 bits of a code says whether the energy difference between two neighbouring bands grew since the frame
 * before (J. Haitsma, T. Kalker, "A highly robust audio fingerprinting system", ISMIR 2002; frames of 0.37 s, here every
 * 23 ms). The code of silence is 0.
 *
 * @example
 * ```ts
 * import { audioFingerprint } from '@genre/gtzan'
 * const samples = Float32Array.from({ length: 22050 }, (_, i) => Math.sin(i * i * 1e-5))
 * const codes = audioFingerprint({ samples, sampleRate: 22050 })
 * const quiet = audioFingerprint({ samples: samples.map(x => x / 8), sampleRate: 22050 })
 * console.log(codes.length, codes.every((code, i) => code === quiet[i])) // => 27 true
 * ```
 */
export function audioFingerprint({ samples, sampleRate }: Audio): Uint32Array {
  const fingerprinter = new Fingerprinter(sampleRate)
  fingerprinter.push(samples)
  return fingerprinter.finish()
}

/** Computes an {@link audioFingerprint} of sound that arrives block by block. */
export class Fingerprinter {
  readonly #resampler: StreamingResampler
  readonly #fft = new RealFft(FRAME)
  readonly #window = Float64Array.from({ length: FRAME }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME))
  /** First bin of each band, and the end of the last. */
  readonly #edges = Int32Array.from({ length: BANDS + 1 }, (_, band) =>
    Math.round((LOW * (HIGH / LOW) ** (band / BANDS) * FRAME) / RATE),
  )
  readonly #frame = new Float32Array(FRAME)
  #filled = 0
  #energies = new Float64Array(BANDS)
  #before = new Float64Array(BANDS)
  #frames = 0
  #codes = new Uint32Array(2048)

  /** @param sampleRate - of the sound, Hz */
  constructor(sampleRate: number) {
    this.#resampler = new StreamingResampler({ from: sampleRate, to: RATE })
  }

  /** Takes the next samples of the sound, mono. */
  push(samples: Float32Array): void {
    this.#take(this.#resampler.push(samples))
  }

  /** The codes: one per frame but the first. Sound of less than 0.4 s has none. */
  finish(): Uint32Array {
    this.#take(this.#resampler.flush())
    return this.#codes.slice(0, Math.max(0, this.#frames - 1))
  }

  #take(samples: Float32Array): void {
    for (let at = 0; at < samples.length;) {
      const count = Math.min(FRAME - this.#filled, samples.length - at)
      this.#frame.set(samples.subarray(at, at + count), this.#filled)
      this.#filled += count
      at += count
      if (this.#filled < FRAME) return
      this.#code()
      this.#frame.copyWithin(0, HOP)
      this.#filled = FRAME - HOP
    }
  }

  #code(): void {
    const { signal, spectrum } = this.#fft
    for (let i = 0; i < FRAME; i++) signal[i] = this.#frame[i] * this.#window[i]
    this.#fft.forward()
    const energies = this.#before
    this.#before = this.#energies
    this.#energies = energies
    let total = 0
    for (let band = 0; band < BANDS; band++) {
      let energy = 0
      for (let bin = this.#edges[band]; bin < this.#edges[band + 1]; bin++)
        energy += spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2
      energies[band] = energy
      total += energy
    }
    const index = this.#frames++ - 1
    if (index < 0) return
    if (index === this.#codes.length) {
      const grown = new Uint32Array(2 * index)
      grown.set(this.#codes)
      this.#codes = grown
    }
    let code = 0
    if (total > SILENCE) {
      const before = this.#before
      for (let band = 0; band + 1 < BANDS; band++) {
        const change = energies[band] - energies[band + 1] - (before[band] - before[band + 1])
        code = (code << 1) | (change > 0 ? 1 : 0)
      }
    }
    this.#codes[index] = code >>> 0
  }
}
