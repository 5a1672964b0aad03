import { bootstrapInterval } from '@genre/classical'

/** Values, and the group of each. */
export interface GroupedValues {
  readonly values: readonly number[]
  readonly groups: readonly string[]
}

/**
 * The difference of two means, `a` minus `b`, and its 95 % bootstrap interval: whole groups are drawn, on each side as many as
 * it has. The draws are seeded: the same values give the same interval.
 */
export function differenceWithInterval(
  a: GroupedValues,
  b: GroupedValues,
): { difference: number; interval: readonly [number, number] } {
  const [meanA, ...drawsA] = means(a, 0)
  const [meanB, ...drawsB] = means(b, 1)
  const differences = Float64Array.from(drawsA, (value, k) => value - drawsB[k]).sort()
  return { difference: meanA - meanB, interval: [quantile(differences, 0.025), quantile(differences, 0.975)] }
}

/** The mean of all values, then those of the draws. */
function means({ values, groups }: GroupedValues, randomState: number): number[] {
  const found: number[] = []
  const mean = (sample: Int32Array) => {
    let sum = 0
    for (const i of sample) sum += values[i]
    found.push(sum / sample.length)
    return sum / sample.length
  }
  bootstrapInterval(values.length, mean, { groups, randomState })
  return found
}

/** Between the two nearest of sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below])
}
