import { InvalidParameterError } from '@genre/core'

/** `true` or `false`, or an InvalidParameterError that names the parameter. */
export function checkBoolean(parameter: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new InvalidParameterError({ parameter, received: value, allowed: 'true or false' })
}
