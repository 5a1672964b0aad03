/** What a recording's samples are like, all channels together. */
export interface AudioMeasures {
  /** Samples per channel. */
  readonly frames: number
  /** Largest absolute sample. */
  readonly peak: number
  /** Mean of the samples: 0 where no direct current was recorded. */
  readonly dc: number
  /** Root mean square. */
  readonly rms: number
  /** Share of samples that stand in a run of at least three equal ones at full scale. */
  readonly clipped: number
  /** Share of samples that are exactly 0. */
  readonly zeros: number
  /** Samples of the longest stretch that is exactly 0 on all channels, with other samples before and behind it. */
  readonly gap: number
}

/** A sample of this size is at full scale; 16-bit recordings end at 32767 / 32768. */
const FULL_SCALE = 0.9999

/**
 * Measures a recording block by block, in constant memory.
 *
 * @example
 * ```ts
 * import { AudioMeter } from '@genre/gtzan'
 * const meter = new AudioMeter(1)
 * meter.push([Float32Array.of(0, 0.5, 1, 1, 1, 1, 0.5, 0)])
 * const { frames, peak, clipped } = meter.measures
 * console.log(frames, peak, clipped) // => 8 1 0.5
 * ```
 */
export class AudioMeter {
  readonly #runs: Int32Array
  readonly #last: Float32Array
  #frames = 0
  #peak = 0
  #sum = 0
  #squares = 0
  #clipped = 0
  #zeros = 0
  #silence = 0
  #heard = false
  #gap = 0

  /** @param channels - how many arrays each block has */
  constructor(channels: number) {
    this.#runs = new Int32Array(channels)
    this.#last = new Float32Array(channels)
  }

  /** Takes one block: an array per channel, all of one length. */
  push(block: readonly Float32Array[]): void {
    this.#frames += block[0]?.length ?? 0
    this.#findGap(block)
    block.forEach((samples, channel) => {
      let run = this.#runs[channel]
      let last = this.#last[channel]
      for (let i = 0; i < samples.length; i++) {
        const x = samples[i]
        const size = Math.abs(x)
        if (size > this.#peak) this.#peak = size
        this.#sum += x
        this.#squares += x * x
        if (x === 0) this.#zeros++
        run = size >= FULL_SCALE && (run === 0 || x === last) ? run + 1 : size >= FULL_SCALE ? 1 : 0
        // The third of a run brings the two before it along.
        if (run === 3) this.#clipped += 3
        else if (run > 3) this.#clipped++
        last = x
      }
      this.#runs[channel] = run
      this.#last[channel] = last
    })
  }

  #findGap(block: readonly Float32Array[]): void {
    for (let i = 0; i < (block[0]?.length ?? 0); i++) {
      let isZero = true
      for (const samples of block) isZero &&= samples[i] === 0
      if (isZero) {
        this.#silence++
        continue
      }
      if (this.#heard && this.#silence > this.#gap) this.#gap = this.#silence
      this.#silence = 0
      this.#heard = true
    }
  }

  /** What was measured so far. */
  get measures(): AudioMeasures {
    const count = Math.max(1, this.#frames * this.#runs.length)
    return {
      frames: this.#frames,
      peak: this.#peak,
      dc: this.#sum / count,
      rms: Math.sqrt(this.#squares / count),
      clipped: this.#clipped / count,
      zeros: this.#frames === 0 ? 0 : this.#zeros / count,
      gap: this.#gap,
    }
  }
}
