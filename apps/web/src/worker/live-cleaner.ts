import { StreamingSubtraction, estimateNoise } from '@genre/dsp'
import { SampleList } from './sample-list'

/** How long the noise is listened to, seconds. */
export const LEARNING_SECONDS = 1

/**
 * Takes the noise out of a stream, having learned it from the stream's first second, or from the second after
 * {@link learn} was called. What is pushed comes back, later by the learning time at first and by a window afterwards.
 */
export class LiveCleaner {
  readonly #sampleRate: number
  readonly #transform: { nFft: number; hopLength: number }
  #learning: SampleList | null = new SampleList()
  #denoiser: StreamingSubtraction | null = null

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
    // 1024 samples at 16 to 22 kHz, as long a window at any rate
    const nFft = 2 ** Math.round(Math.log2(sampleRate * 0.05))
    this.#transform = { nFft, hopLength: nFft / 4 }
  }

  get learning(): boolean {
    return this.#learning !== null
  }

  /** The next second is nothing but noise. */
  learn(): void {
    if (!this.#learning) this.#learning = new SampleList()
  }

  push(samples: Float32Array): Float32Array {
    const clean = new SampleList()
    if (this.#denoiser) clean.push(this.#denoiser.push(samples))
    if (this.#learning) {
      this.#learning.push(samples)
      if (this.#learning.length >= LEARNING_SECONDS * this.#sampleRate) this.#learned(this.#learning.join(), clean)
    }
    return clean.join()
  }

  /** The rest. */
  flush(): Float32Array {
    if (this.#denoiser) return this.#denoiser.flush().slice()
    return this.#learning ? this.#learning.join() : new Float32Array(0)
  }

  #learned(room: Float32Array, clean: SampleList): void {
    this.#learning = null
    const first = this.#denoiser === null
    if (this.#denoiser) clean.push(this.#denoiser.flush())
    const noise = estimateNoise({ samples: room, sampleRate: this.#sampleRate }, this.#transform)
    this.#denoiser = new StreamingSubtraction({
      noise,
      ...this.#transform,
      overSubtraction: 1.5,
      floor: 0.05,
      smoothing: { time: 0.5, bins: 3 },
    })
    if (first) clean.push(this.#denoiser.push(room))
  }
}
