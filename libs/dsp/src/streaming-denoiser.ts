import { checkOptions } from '@genre/core'
import { checkNoiseProfile } from './estimate-noise'
import type { NoiseProfile } from './estimate-noise'
import type { FrameBuffer } from './frame-buffer'
import { GrowingSamples } from './growing-samples'
import { SubtractionGain, WienerGain } from './spectral-gain'
import type { SpectralGain, SubtractionRule, WienerRule } from './spectral-gain'
import { StftPlan } from './stft-plan'
import type { StftOptions } from './stft-plan'
import { frameBufferOf } from './streaming-stft'

/** What {@link StreamingSubtraction} and {@link StreamingWiener} need besides their rule. */
export interface StreamingDenoiserOptions extends StftOptions {
  /** What is known of the noise: {@link estimateNoise} with the same transform (by default 1024 samples every 256). */
  noise: NoiseProfile
}

/** Frames of a stream through a gain and back to samples. */
class StreamingDenoiser {
  readonly #plan: StftPlan
  readonly #frames: FrameBuffer
  readonly #gain: SpectralGain
  readonly #out: GrowingSamples
  readonly #onFrame: (samples: Float32Array, at: number) => void
  /** Samples that have been given. */
  #given = 0
  /** Samples at the start that belong to the padding. */
  #ahead = 0
  /** Samples after the last frame that no frame covers. */
  #gap = 0

  constructor(options: StreamingDenoiserOptions, rule: (noise: NoiseProfile) => SpectralGain) {
    this.#plan = new StftPlan({ nFft: 1024, ...checkOptions(options) })
    this.#gain = rule(checkNoiseProfile(options?.noise, this.#plan.bins))
    this.#frames = frameBufferOf(this.#plan)
    this.#out = new GrowingSamples(this.#plan.nFft)
    const { overlapAdd, fft, hopLength, nFft } = this.#plan
    const finished = Math.min(hopLength, nFft)
    this.#onFrame = (samples, at) => {
      this.#plan.transformFrame(samples, at)
      this.#gain.apply(fft.spectrum)
      fft.inverse()
      // Samples between frames that do not touch: zeros, given once the next frame shows that they exist.
      if (this.#gap > 0) this.#out.add(this.#gap)
      this.#gap = hopLength - finished
      const skipped = Math.min(this.#ahead, finished)
      const to = this.#out.add(finished - skipped)
      overlapAdd.redirect(this.#out.data, to - skipped)
      overlapAdd.add(fft.signal)
      this.#ahead -= skipped
    }
    this.#begin()
  }

  push(samples: Float32Array): Float32Array {
    this.#out.length = 0
    this.#frames.push(samples, this.#onFrame)
    this.#given += this.#out.length
    return this.#out.view()
  }

  flush(): Float32Array {
    this.#out.length = 0
    const count = this.#frames.flush(this.#onFrame)
    const { overlapAdd, nFft, hopLength } = this.#plan
    const tail = Math.max(0, nFft - hopLength)
    const to = this.#out.add(Math.max(0, tail - this.#ahead))
    overlapAdd.redirect(this.#out.data, to - this.#ahead)
    overlapAdd.finish()
    const left = count - this.#given
    if (left <= this.#out.length) this.#out.length = left
    else this.#out.add(left - this.#out.length)
    this.#begin()
    return this.#out.view()
  }

  #begin(): void {
    this.#gain.reset()
    this.#given = this.#gap = 0
    this.#ahead = this.#plan.padding
    this.#plan.overlapAdd.start(this.#out.data, this.#ahead)
  }
}

/** Options of {@link StreamingSubtraction}. */
export interface StreamingSubtractionOptions extends StreamingDenoiserOptions, SubtractionRule {}

/**
 * {@link spectralSubtraction} for a signal that arrives in pieces: push samples of any number, get as many as are finished (they
 * lag by at most a window and a hop), `flush` gives the rest. The same bits as the batch form with `normalize: false`, which
 * needs the whole signal. Memory is constant, and after the first pushes of one size nothing is allocated.
 *
 * Results are views of memory that the next push overwrites.
 *
 * @example
 * ```ts
 * import { StreamingSubtraction, estimateNoise } from '@genre/dsp'
 * const noise = estimateNoise(Float32Array.from({ length: 16000 }, (_, i) => Math.sin(i * i) * 0.01))
 * const live = new StreamingSubtraction({ noise })
 * const clean = live.push(new Float32Array(4096)) // the finished ones of these samples
 * const rest = live.flush()
 * clean.length + rest.length // => 4096
 * ```
 */
export class StreamingSubtraction {
  readonly #denoiser: StreamingDenoiser

  /** @throws InvalidParameterError for a bad option */
  constructor(options: StreamingSubtractionOptions) {
    this.#denoiser = new StreamingDenoiser(options, noise => new SubtractionGain(noise, options))
  }

  /** The samples that are finished now. */
  push(samples: Float32Array): Float32Array {
    return this.#denoiser.push(samples)
  }

  /** Ends the signal: the rest of the samples. Afterwards a new signal may begin. */
  flush(): Float32Array {
    return this.#denoiser.flush()
  }
}

/** Options of {@link StreamingWiener}. */
export interface StreamingWienerOptions extends StreamingDenoiserOptions, WienerRule {}

/**
 * {@link wienerFilter} for a signal that arrives in pieces, like {@link StreamingSubtraction}.
 *
 * @example
 * ```ts
 * import { StreamingWiener, estimateNoise } from '@genre/dsp'
 * const noise = estimateNoise(Float32Array.from({ length: 16000 }, (_, i) => Math.sin(i * i) * 0.01))
 * const live = new StreamingWiener({ noise })
 * live.push(new Float32Array(4096)).length // => 3328
 * ```
 */
export class StreamingWiener {
  readonly #denoiser: StreamingDenoiser

  /** @throws InvalidParameterError for a bad option */
  constructor(options: StreamingWienerOptions) {
    this.#denoiser = new StreamingDenoiser(options, noise => new WienerGain(noise, options))
  }

  /** The samples that are finished now. */
  push(samples: Float32Array): Float32Array {
    return this.#denoiser.push(samples)
  }

  /** Ends the signal: the rest of the samples. Afterwards a new signal may begin. */
  flush(): Float32Array {
    return this.#denoiser.flush()
  }
}
