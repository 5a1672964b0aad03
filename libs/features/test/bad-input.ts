import { InvalidParameterError } from '@genre/core'
import { expect } from 'vitest'

/** Demands that a call throws an InvalidParameterError that names the parameter first. */
export function expectInvalid(parameter: string, call: () => unknown): void {
  let error: unknown
  try {
    call()
  } catch (thrown) {
    error = thrown
  }
  expect(error, `bad ${parameter}`).toBeInstanceOf(InvalidParameterError)
  expect((error as InvalidParameterError).message.startsWith(parameter), String(error)).toBe(true)
}

/** What every function of sound must refuse: nothing, NaN, infinities, and what is no sound at all. */
export function expectBadSoundRefused(
  compute: (audio: { samples: Float32Array; sampleRate: number }) => unknown,
): void {
  const bad = (samples: Float32Array, sampleRate = 22050) => compute({ samples, sampleRate })
  expectInvalid('y', () => bad(new Float32Array(0)))
  expectInvalid('y (sample 3 of 4096)', () => bad(new Float32Array(4096).fill(NaN, 3, 4)))
  expectInvalid('y (sample 4095 of 4096)', () => bad(new Float32Array(4096).fill(Infinity, 4095)))
  expectInvalid('y', () => bad([0, 1, 2] as never))
}
