import { InvalidParameterError, ShapeError, checkBoolean, checkInteger } from '@genre/core'

/** The most samples that are asked for at once: 1 GB. */
export const MOST_SAMPLES = 2 ** 28

/** A Float32Array, or an InvalidParameterError that names it. */
export function checkFloats(name: string, value: unknown): Float32Array {
  if (value instanceof Float32Array) return value
  throw new InvalidParameterError({ parameter: name, received: value, allowed: 'a Float32Array' })
}

/** A Float32Array with room for `count` elements from `at` on (`position` in errors). */
export function checkRoom(name: string, value: unknown, count: number, position = 'at', at = 0): Float32Array {
  const floats = checkFloats(name, value)
  if (floats.length < count) {
    throw new ShapeError({ array: name, received: [floats.length], expected: `at least ${count} elements` })
  }
  // Written out, as it is asked for every frame: a call with a range allocates.
  if (!(Number.isInteger(at) && at >= 0 && at + count <= floats.length)) {
    checkInteger(position, at, { min: 0, max: floats.length - count })
  }
  return floats
}

/** A number of frames that may be none. */
export function checkFrames(frames: number): void {
  if (!(Number.isInteger(frames) && frames >= 0)) checkInteger('frames', frames, { min: 0 })
}

/** A function, or an InvalidParameterError. */
export function checkFunction(name: string, value: unknown): void {
  if (typeof value === 'function') return
  throw new InvalidParameterError({ parameter: name, received: value, allowed: 'a function' })
}

/** Whether kernels of WebAssembly vectors may be used, as the option `simd` says. */
export function wantsSimd({ simd = true }: { simd?: boolean }): boolean {
  return checkBoolean('simd', simd)
}
