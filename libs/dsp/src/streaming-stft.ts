import type { NdArray } from '@genre/core'
import { checkOptions } from '@genre/core'
import { FrameBuffer } from './frame-buffer'
import { GrowingFrames } from './growing-frames'
import { checkPower } from './spectrogram'
import type { ComplexSpectrogram } from './spectrogram-layout'
import { StftPlan, storeComplex } from './stft-plan'
import type { StftOptions } from './stft-plan'

/**
 * The short-time Fourier transform of a signal that arrives in pieces: push samples of any number, get the frames that they
 * complete. The same bits as {@link stft} of the whole; memory is constant, and after the first pushes of one size nothing is
 * allocated.
 *
 * Results are views of memory that the next push overwrites: copy what is to be kept. With `center`, frames come half a window
 * late, and `flush` gives the last ones. `padMode: 'wrap'` is refused, as the end of the signal is not known at its beginning.
 *
 * @example
 * ```ts
 * import { StreamingStft } from '@genre/dsp'
 * const live = new StreamingStft({ nFft: 1024, hopLength: 256 })
 * const spectrum = live.push(new Float32Array(4096))
 * spectrum.real.shape // => [513, 15]
 * live.flush().real.shape // => [513, 2]
 * ```
 */
export class StreamingStft {
  /** The window and the transform. */
  readonly plan: StftPlan
  readonly #frames: FrameBuffer
  readonly #real: GrowingFrames
  readonly #imag: GrowingFrames
  readonly #onFrame: (samples: Float32Array, at: number) => void
  #result: { real: NdArray<Float32Array>; imag: NdArray<Float32Array> }

  /** @throws InvalidParameterError for a bad option */
  constructor(options: StftOptions = {}) {
    this.plan = new StftPlan(options)
    this.#frames = frameBufferOf(this.plan)
    this.#real = new GrowingFrames(this.plan.bins)
    this.#imag = new GrowingFrames(this.plan.bins)
    this.#result = { real: this.#real.view(), imag: this.#imag.view() }
    this.#onFrame = (samples, at) => {
      this.plan.transformFrame(samples, at)
      const to = this.#real.next()
      this.#imag.next()
      storeComplex(this.plan.fft.spectrum, this.plan.bins, this.#real.data, this.#imag.data, to)
    }
  }

  /**
   * The frames that these samples complete, shape (bins, new frames).
   *
   * @throws InvalidParameterError for NaN or infinite samples; none of the samples is taken then
   */
  push(samples: Float32Array): ComplexSpectrogram {
    this.#real.count = this.#imag.count = 0
    this.#frames.push(samples, this.#onFrame)
    return this.#take()
  }

  /** Ends the signal: the frames that reach beyond its end. Afterwards a new signal may begin. */
  flush(): ComplexSpectrogram {
    this.#real.count = this.#imag.count = 0
    this.#frames.flush(this.#onFrame)
    return this.#take()
  }

  #take(): ComplexSpectrogram {
    this.#result.real = this.#real.view()
    this.#result.imag = this.#imag.view()
    return this.#result
  }
}

/** Options of {@link StreamingSpectrogram}. */
export interface StreamingSpectrogramOptions extends StftOptions {
  /** Exponent of the magnitude: 1 for magnitudes (default), 2 for power. */
  power?: 1 | 2
}

/**
 * {@link spectrogram} for a signal that arrives in pieces, like {@link StreamingStft}.
 *
 * @example
 * ```ts
 * import { StreamingSpectrogram } from '@genre/dsp'
 * const live = new StreamingSpectrogram({ nFft: 1024, power: 2 })
 * live.push(new Float32Array(2048)).shape // => [513, 7]
 * ```
 */
export class StreamingSpectrogram {
  /** The window and the transform. */
  readonly plan: StftPlan
  readonly #frames: FrameBuffer
  readonly #out: GrowingFrames
  readonly #onFrame: (samples: Float32Array, at: number) => void

  /** @throws InvalidParameterError for a bad option */
  constructor(options: StreamingSpectrogramOptions = {}) {
    const { power = 1 } = checkOptions(options)
    this.plan = new StftPlan(options)
    this.#frames = frameBufferOf(this.plan)
    this.#out = new GrowingFrames(this.plan.bins)
    const squared = checkPower(power) === 2
    this.#onFrame = (samples, at) => {
      this.plan.transformFrame(samples, at)
      const to = this.#out.next()
      this.plan.storeValues(squared, this.#out.data, to)
    }
  }

  /** The frames that these samples complete, shape (bins, new frames). */
  push(samples: Float32Array): NdArray<Float32Array> {
    this.#out.count = 0
    this.#frames.push(samples, this.#onFrame)
    return this.#out.view()
  }

  /** Ends the signal: the frames that reach beyond its end. Afterwards a new signal may begin. */
  flush(): NdArray<Float32Array> {
    this.#out.count = 0
    this.#frames.flush(this.#onFrame)
    return this.#out.view()
  }
}

/** What cuts a stream into the frames of a plan. */
export function frameBufferOf(plan: StftPlan): FrameBuffer {
  const { nFft, hopLength, padding, padMode } = plan
  return new FrameBuffer({ frameLength: nFft, hopLength, padding, padMode })
}
