import { InvalidParameterError } from '@genre/core'
import { checkFunction } from './checks'

/** What takes pieces of a signal and gives results: any of the streaming classes. */
export interface StreamingProcessor<T> {
  /** Takes any number of samples and gives what they complete. */
  push(samples: Float32Array): T
  /** Ends the signal and gives the rest. */
  flush(): T
}

/**
 * A streaming class as a `TransformStream`, for piping. Each result is passed on as `copy` makes it, because the original is
 * overwritten by the next push.
 *
 * @throws InvalidParameterError for something else than a processor and a function
 *
 * @param copy - what to pass on of a result, or `undefined` for nothing
 *
 * @example
 * ```ts
 * import { StreamingMel, toTransformStream } from '@genre/dsp'
 * const mel = toTransformStream(new StreamingMel(), frames => (frames.shape[1] ? frames.toArray() : undefined))
 * // source.pipeThrough(mel).pipeTo(sink)
 * ```
 */
export function toTransformStream<T, R>(
  processor: StreamingProcessor<T>,
  copy: (result: T) => R | undefined,
): TransformStream<Float32Array, R> {
  if (typeof processor?.push !== 'function' || typeof processor.flush !== 'function') {
    const allowed = 'an object with push and flush, such as a StreamingMel'
    throw new InvalidParameterError({ parameter: 'processor', received: processor, allowed })
  }
  checkFunction('copy', copy)
  return new TransformStream<Float32Array, R>({
    transform(chunk, controller) {
      const result = copy(processor.push(chunk))
      if (result !== undefined) controller.enqueue(result)
    },
    flush(controller) {
      const result = copy(processor.flush())
      if (result !== undefined) controller.enqueue(result)
    },
  })
}
