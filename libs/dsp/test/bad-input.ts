import { InvalidParameterError } from '@genre/core'
import { expect } from 'vitest'

/** Demands that a call throws an InvalidParameterError that names the parameter. */
export function expectInvalid(parameter: string, call: () => unknown): void {
  let error: unknown
  try {
    call()
  } catch (thrown) {
    error = thrown
  }
  expect(error, `bad ${parameter}`).toBeInstanceOf(InvalidParameterError)
  expect((error as InvalidParameterError).message).toMatch(new RegExp(`^${parameter}`))
}
