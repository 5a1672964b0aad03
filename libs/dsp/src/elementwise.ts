import type { ArrayView } from '@genre/core'
import { NdArray, checkView } from '@genre/core'
import { asFrameMajor } from './spectrogram-layout'

/** The elements of an array in one run, and how to give results of that order the array's shape again. */
export interface Elements {
  readonly values: Float32Array
  wrap(out: Float32Array): Float32Array | NdArray<Float32Array>
}

/**
 * The elements of a `Float32Array` or an array of any shape as one run of floats; views of frame-major and of contiguous
 * memory are not copied.
 */
export function contiguousFloats(name: string, S: Float32Array | ArrayView): Elements {
  if (S instanceof Float32Array) return { values: S, wrap: out => out }
  const { data, shape, stride, offset } = checkView(name, S)
  if (shape.length === 2) {
    const view = asFrameMajor(name, S)
    return { values: view.data, wrap: out => new NdArray(out, view.shape, view.stride) }
  }
  const view = new NdArray(data, shape, stride, offset)
  return { values: Float32Array.from(view.toContiguous()), wrap: out => new NdArray(out, view.shape) }
}
