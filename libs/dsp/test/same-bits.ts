import { expect } from 'vitest'

type Floats = Float32Array | Float64Array

/** Demands that two arrays have the same bits, or says where they differ first. Much faster than `toEqual`. */
export function expectSameBits(actual: Floats, expected: Floats): void {
  const bytes = (a: Floats) => Buffer.from(a.buffer, a.byteOffset, a.byteLength)
  if (actual.constructor === expected.constructor && bytes(actual).equals(bytes(expected))) return
  expect(actual.length).toBe(expected.length)
  const at = actual.findIndex((value, i) => !Object.is(value, expected[i]))
  expect(`${actual[at]} at ${at}`).toBe(`${expected[at]} at ${at}`)
}
