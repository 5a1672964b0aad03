import { InvalidParameterError, checkNumber } from '@genre/core'

/** How much to set aside. */
export interface PartSizes {
  /** For the test part: a share in (0, 1), or a number of rows or tracks. Default 0.25. */
  readonly testSize?: number
  /** For the validation part, in the same unit; 0 for none. Default 0. */
  readonly validationSize?: number
}

/** The parts in numbers of items, rounded as scikit-learn's `train_test_split` does it, twice if there are two. */
export function partSizes(total: number, sizes: PartSizes, what: string): { test: number; validation: number } {
  const test = checkSize('testSize', sizes.testSize ?? 0.25)
  const validation = sizes.validationSize === 0 ? 0 : checkSize('validationSize', sizes.validationSize ?? 0)
  if (validation > 0 && test < 1 !== validation < 1) {
    throw new InvalidParameterError({
      parameter: 'validationSize',
      received: validation,
      allowed: `of the kind of testSize (${test}): both shares, or both numbers`,
    })
  }
  // 0.1 + 0.2 is meant to be 0.3.
  const heldOut = setAside(total, Number((test + validation).toPrecision(12)))
  const counts =
    validation === 0
      ? { test: heldOut, validation: 0 }
      : ((part: number) => ({ test: part, validation: heldOut - part }))(
          setAside(heldOut, test < 1 ? test / Number((test + validation).toPrecision(12)) : test),
        )
  if (counts.test < 1 || heldOut >= total || (validation > 0 && counts.validation < 1)) {
    throw new InvalidParameterError({
      parameter: validation > 0 ? 'testSize and validationSize' : 'testSize',
      received: validation > 0 ? [test, validation] : test,
      allowed: `such that no part of ${total} ${what} is empty`,
    })
  }
  return counts
}

function checkSize(parameter: string, size: number): number {
  checkNumber(parameter, size, { min: 0, exclusive: parameter === 'testSize' ? 'min' : undefined })
  if (size < 1 || Number.isInteger(size)) return size
  throw new InvalidParameterError({ parameter, received: size, allowed: 'a share below 1, or a whole number' })
}

/** How many of `total` a size means; scikit-learn rounds the part that is set aside up. */
function setAside(total: number, size: number): number {
  return size < 1 ? Math.ceil(size * total) : size
}
