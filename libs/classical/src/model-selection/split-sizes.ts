import { InvalidParameterError } from '@genre/core'
import type { Seed } from '@genre/core'
import { checkInteger } from '@genre/core'

/** How large the two parts of a random split are. A share is a number below 1, a count a whole number from 1. */
export interface SplitSizes {
  /** Share (rounded up) or count of test rows; default what training leaves, or the splitter's own default. */
  readonly testSize?: number | null
  /** Share (rounded down) or count of training rows; default all that are not test rows. */
  readonly trainSize?: number | null
}

/** Options of the splitters that draw test rows at random. */
export interface ShuffleSplitOptions extends SplitSizes {
  /** How many independent splits. */
  readonly nSplits?: number
  /** Seeds the draw. */
  readonly randomState?: Seed
}

/** What `new ShuffleSplit(...)` and its kin take: options, or just the number of splits. */
export type ShuffleSplitArgument = number | ShuffleSplitOptions

/** The options with their defaults. @throws InvalidParameterError */
export function shuffleSplitOptions(
  argument: ShuffleSplitArgument | undefined,
  defaultSplits: number,
): Required<ShuffleSplitOptions> {
  const options = typeof argument === 'number' ? { nSplits: argument } : (argument ?? {})
  const { nSplits = defaultSplits, testSize = null, trainSize = null, randomState = null } = options
  checkInteger('nSplits', nSplits, { min: 1 })
  checkSize('testSize', testSize)
  checkSize('trainSize', trainSize)
  return { nSplits, testSize, trainSize, randomState }
}

/**
 * The number of training and test rows.
 *
 * @param count - how many rows (or groups) there are
 * @param byDefault - the share of test rows where neither size is given
 * @throws InvalidParameterError for sizes that are out of range, exceed the table together, or leave no training rows
 */
export function splitSizes(count: number, sizes: SplitSizes, byDefault: number): { train: number; test: number } {
  const { trainSize = null } = sizes
  let { testSize = null } = sizes
  if (testSize === null && trainSize === null) testSize = byDefault
  checkSize('testSize', testSize, count)
  checkSize('trainSize', trainSize, count)
  const part = (size: number, round: (x: number) => number) => (size < 1 ? round(size * count) : size)
  const given = { test: testSize && part(testSize, Math.ceil), train: trainSize && part(trainSize, Math.floor) }
  const test = given.test ?? count - given.train!
  const train = given.train ?? count - test
  const tooMuch =
    train + test > count ||
    (trainSize !== null && testSize !== null && trainSize < 1 && testSize < 1 && trainSize + testSize > 1)
  if (tooMuch) {
    throw new InvalidParameterError({
      parameter: 'trainSize',
      received: trainSize,
      allowed: `at most what testSize (${testSize}) leaves of ${count}`,
    })
  }
  if (train === 0) {
    const parameter = trainSize === null ? 'testSize' : 'trainSize'
    throw new InvalidParameterError({
      parameter,
      received: trainSize ?? testSize,
      allowed: `such that training rows are left of ${count}`,
    })
  }
  return { train, test }
}

function checkSize(parameter: string, size: unknown, count = Infinity): void {
  if (size === null) return
  if (typeof size === 'number' && size > 0 && (size < 1 || (Number.isInteger(size) && size < count))) return
  const most = Number.isFinite(count) ? `a whole number below ${count}` : 'a whole number'
  throw new InvalidParameterError({ parameter, received: size, allowed: `a share between 0 and 1 or ${most}` })
}
