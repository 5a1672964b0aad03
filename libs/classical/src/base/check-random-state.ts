import type { Seed } from '@genre/core'
import { InvalidParameterError, RandomState } from '@genre/core'

/** Refuses what cannot seed a generator, under the parameter's name; for an estimator's `checkParams`. */
export function checkRandomState(randomState: Seed): void {
  if (randomState == null || randomState instanceof RandomState) return
  const parts: readonly number[] = Array.isArray(randomState) ? randomState : [randomState]
  if (parts.length > 0 && parts.every(part => Number.isInteger(part) && part >= 0 && part <= 0xffffffff)) return
  throw new InvalidParameterError({
    parameter: 'randomState',
    received: randomState,
    allowed: 'an integer from 0 to 4294967295, a non-empty array of such, a RandomState, or null',
  })
}
