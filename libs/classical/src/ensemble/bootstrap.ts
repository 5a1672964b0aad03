import { RandomState } from '@genre/core'

/**
 * How often each row is drawn with replacement, as scikit-learn's forests draw them.
 *
 * @param seed - of the tree
 * @param draws - how many rows are drawn
 * @param probabilities - of each row; `null` for all the same
 * @param counts - filled with the result
 */
export function bootstrapCounts(
  seed: number,
  draws: number,
  probabilities: Float64Array | null,
  counts: Float64Array,
): void {
  const random = new RandomState(seed)
  counts.fill(0)
  if (probabilities) {
    for (const row of random.choice(counts.length, draws, { p: probabilities })) counts[row]++
  } else {
    for (let k = 0; k < draws; k++) counts[random.nextInteger(0, counts.length)]++
  }
}
