import { numpySum } from '../../base/numpy-sum'

/**
 * The log loss of raw scores: with two classes one score, whose logistic function is the probability of the second
 * class; with more the softmax of a score for each.
 */
export class BoostingLoss {
  readonly #codes: Int32Array
  readonly #weights: Float64Array | null
  /** How many scores a row has. */
  readonly outputs: number

  /** @param weights - of rows; `null` for all the same */
  constructor(codes: Int32Array, nClasses: number, weights: Float64Array | null) {
    this.#codes = codes
    this.#weights = weights
    this.outputs = nClasses === 2 ? 1 : nClasses
  }

  /** The best scores without any feature. */
  baseline(): Float64Array {
    const total = this.#weights ? numpySum(this.#weights) : this.#codes.length
    const share = (code: number) => {
      const own = Float64Array.from(this.#codes, (c, i) => (c === code ? (this.#weights?.[i] ?? 1) : 0))
      return Math.min(Math.max(numpySum(own) / total, Number.EPSILON), 1 - Number.EPSILON)
    }
    if (this.outputs === 1) return Float64Array.of(Math.log(share(1) / (1 - share(1))))
    const shares = Float64Array.from({ length: this.outputs }, (_, code) => share(code))
    const mean = Math.exp(shares.reduce((sum, p) => sum + Math.log(p), 0) / shares.length)
    return shares.map(p => Math.log(p / mean))
  }

  /** The weighted mean loss. @param scores - for each output one score a row */
  value(scores: readonly Float64Array[]): number {
    const rows = this.#codes.length
    const losses = new Float64Array(rows)
    for (let i = 0; i < rows; i++) {
      const code = this.#codes[i]
      if (this.outputs === 1) {
        const score = scores[0][i]
        losses[i] = Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - code * score
      } else {
        let max = -Infinity
        for (const own of scores) max = Math.max(max, own[i])
        let sum = 0
        for (const own of scores) sum += Math.exp(own[i] - max)
        losses[i] = Math.log(sum) + max - scores[code][i]
      }
      if (this.#weights) losses[i] *= this.#weights[i]
    }
    return numpySum(losses) / (this.#weights ? numpySum(this.#weights) : rows)
  }

  /** First and second derivatives of each row's loss by its scores, in single precision. */
  derivatives(
    scores: readonly Float64Array[],
    gradients: readonly Float32Array[],
    hessians: readonly Float32Array[],
  ): void {
    const weights = this.#weights
    const exponentials = new Float64Array(this.outputs)
    for (let i = 0; i < this.#codes.length; i++) {
      const code = this.#codes[i]
      const weight = weights ? weights[i] : 1
      if (this.outputs === 1) {
        const score = scores[0][i]
        if (score > -37) {
          const small = Math.exp(-score)
          gradients[0][i] = ((1 - code - code * small) / (1 + small)) * weight
          hessians[0][i] = (small / ((1 + small) * (1 + small))) * weight
        } else {
          const probability = Math.exp(score)
          gradients[0][i] = (probability - code) * weight
          hessians[0][i] = probability * weight
        }
        continue
      }
      let max = scores[0][i]
      for (let k = 1; k < this.outputs; k++) max = Math.max(max, scores[k][i])
      let sum = 0
      for (let k = 0; k < this.outputs; k++) sum += exponentials[k] = Math.exp(scores[k][i] - max)
      for (let k = 0; k < this.outputs; k++) {
        const probability = exponentials[k] / sum
        gradients[k][i] = (probability - Number(code === k)) * weight
        hessians[k][i] = probability * (1 - probability) * weight
      }
    }
  }
}
