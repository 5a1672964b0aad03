/** How mixed the classes of a node are: Gini's index `1 - sum p^2`, or the entropy `-sum p log2 p`. */
export type Impurity = 'gini' | 'entropy'

/** Gini's index of class weights: `1 - sum(w^2) / total^2`. */
export function gini(weights: Float64Array, total: number): number {
  let squares = 0
  for (let c = 0; c < weights.length; c++) squares += weights[c] * weights[c]
  return 1 - squares / (total * total)
}

/** Entropy of class weights, in bits. */
export function entropy(weights: Float64Array, total: number): number {
  let sum = 0
  for (let c = 0; c < weights.length; c++) {
    if (weights[c] > 0) {
      const p = weights[c] / total
      sum -= p * (Math.log(p) / LN2)
    }
  }
  return sum
}

const LN2 = Math.log(2)
