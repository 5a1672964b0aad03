import { bootstrapInterval } from '@genre/classical'

/**
 * A mean and its 95 % bootstrap interval. The draws are seeded: the same values give the same interval.
 *
 * @param groups - one a value; whole groups are drawn, as the segments of a track are right or wrong together
 */
export function meanWithInterval(
  values: readonly number[],
  groups?: readonly string[],
): { mean: number; interval: readonly [number, number] } {
  const statistic = (sample: Int32Array) => {
    let sum = 0
    for (let i = 0; i < sample.length; i++) sum += values[sample[i]]
    return sum / sample.length
  }
  const { estimate, low, high } = bootstrapInterval(values.length, statistic, { groups, randomState: 0 })
  return { mean: estimate, interval: [low, high] }
}
