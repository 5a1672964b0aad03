import { InvalidParameterError, NdArray, checkInteger, checkOptions } from '@genre/core'
import { checkFloats } from './checks'

/** Options of {@link frame}. */
export interface FrameOptions {
  /** Samples in a frame; default 2048. */
  frameLength?: number
  /** Samples from one frame's start to the next one's; default 512. */
  hopLength?: number
}

/**
 * Overlapping frames of the samples, as a view of shape (frameLength, frames) with strides (1, hopLength): nothing is
 * copied, so treat it as read-only. `frames = 1 + floor((n - frameLength) / hopLength)`; what does not fill a frame is left.
 *
 * Equal to `librosa.util.frame` (0.11).
 *
 * @throws InvalidParameterError for lengths that are not positive integers, or fewer samples than one frame
 *
 * @example
 * ```ts
 * import { frame } from '@genre/dsp'
 * const frames = frame(Float32Array.of(0, 1, 2, 3, 4, 5, 6), { frameLength: 3, hopLength: 2 })
 * frames.shape // => [3, 3]
 * frames.get(0, 1) // => 2
 * ```
 */
export function frame(samples: Float32Array, options: FrameOptions = {}): NdArray<Float32Array> {
  const { frameLength = 2048, hopLength = 512 } = checkOptions(options)
  checkFloats('samples', samples)
  checkInteger('frameLength', frameLength, { min: 1 })
  checkInteger('hopLength', hopLength, { min: 1 })
  if (samples.length < frameLength) {
    throw new InvalidParameterError({
      parameter: 'frameLength',
      received: frameLength,
      allowed: `at most the number of samples (${samples.length})`,
    })
  }
  const frames = 1 + Math.floor((samples.length - frameLength) / hopLength)
  return new NdArray(samples, [frameLength, frames], [1, hopLength])
}
