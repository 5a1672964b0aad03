import { InvalidParameterError } from '@genre/core'

/** How likely each class is before a row is seen, in the order of `classes`; `null` for their shares of the rows. */
export type Priors = readonly number[] | Float64Array | null

/** Refuses what is no {@link Priors}; how many there must be is known in `fit` only. */
export function checkPriors(priors: unknown, classes?: number): void {
  if (priors === null) return
  const list = Array.isArray(priors) || ArrayBuffer.isView(priors) ? Array.from(priors as ArrayLike<number>) : null
  const sum = list?.reduce((total, prior) => total + prior, 0)
  const fits = list?.every(prior => typeof prior === 'number' && prior >= 0) && Math.abs(sum! - 1) <= 1e-5
  if (fits && (classes === undefined || list?.length === classes)) return
  const count = classes === undefined ? '' : `${classes} `
  throw new InvalidParameterError({
    parameter: 'priors',
    received: priors,
    allowed: `null or ${count}numbers of at least 0 that sum to 1, one for each class`,
  })
}
