/** Probability of the first class: `1 / (1 + exp(a * decision + b))`. */
export interface Sigmoid {
  readonly a: number
  readonly b: number
}

/** The probability that a {@link Sigmoid} gives to a decision value. */
export function sigmoidProbability({ a, b }: Sigmoid, decision: number): number {
  const exponent = decision * a + b
  // Of the two forms the one whose exponential does not overflow.
  return exponent >= 0 ? Math.exp(-exponent) / (1 + Math.exp(-exponent)) : 1 / (1 + Math.exp(exponent))
}

/**
 * Fits a sigmoid to decision values by Newton's method with backtracking: J. C. Platt's probabilities (1999) as
 * improved by H.-T. Lin, C.-J. Lin and R. C. Weng, "A note on Platt's probabilistic outputs for support vector machines"
 * (2007), with the constants of LIBSVM.
 *
 * @param decisions - of each row
 * @param signs - above 0 for rows of the first class
 */
export function fitSigmoid(decisions: Float64Array, signs: Float64Array): Sigmoid {
  const positive = signs.reduce((count, sign) => count + Number(sign > 0), 0)
  const negative = signs.length - positive
  const targets = signs.map(sign => (sign > 0 ? (positive + 1) / (positive + 2) : 1 / (negative + 2)))
  let a = 0
  let b = Math.log((negative + 1) / (positive + 1))
  let value = crossEntropy(decisions, targets, a, b)
  for (let iteration = 0; iteration < 100; iteration++) {
    // Gradient and Hessian; the latter is kept positive definite.
    let haa = 1e-12
    let hbb = 1e-12
    let hab = 0
    let ga = 0
    let gb = 0
    for (let i = 0; i < decisions.length; i++) {
      const exponent = decisions[i] * a + b
      const small = Math.exp(-Math.abs(exponent))
      const p = (exponent >= 0 ? small : 1) / (1 + small)
      const spread = small / (1 + small) / (1 + small)
      haa += decisions[i] * decisions[i] * spread
      hbb += spread
      hab += decisions[i] * spread
      const error = targets[i] - p
      ga += decisions[i] * error
      gb += error
    }
    if (Math.abs(ga) < 1e-5 && Math.abs(gb) < 1e-5) break
    const determinant = haa * hbb - hab * hab
    const da = -(hbb * ga - hab * gb) / determinant
    const db = -(haa * gb - hab * ga) / determinant
    const slope = ga * da + gb * db
    let step = 1
    for (; step >= 1e-10; step /= 2) {
      const next = crossEntropy(decisions, targets, a + step * da, b + step * db)
      if (next < value + 1e-4 * step * slope) {
        a += step * da
        b += step * db
        value = next
        break
      }
    }
    if (step < 1e-10) break
  }
  return { a, b }
}

function crossEntropy(decisions: Float64Array, targets: Float64Array, a: number, b: number): number {
  let sum = 0
  for (let i = 0; i < decisions.length; i++) {
    const exponent = decisions[i] * a + b
    sum +=
      exponent >= 0
        ? targets[i] * exponent + Math.log(1 + Math.exp(-exponent))
        : (targets[i] - 1) * exponent + Math.log(1 + Math.exp(exponent))
  }
  return sum
}

/**
 * Class probabilities that agree best with pairwise ones: the second method of T.-F. Wu, C.-J. Lin, R. C. Weng,
 * "Probability estimates for multi-class classification by pairwise coupling", JMLR 5 (2004).
 *
 * @param pairwise - (k, k): probability of class i if it is i or j
 * @param out - the k probabilities
 */
export function couplePairwise(pairwise: Float64Array, k: number, out: Float64Array): void {
  const Q = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (j === i) continue
      Q[i * k + i] += pairwise[j * k + i] * pairwise[j * k + i]
      Q[i * k + j] = -pairwise[j * k + i] * pairwise[i * k + j]
    }
  }
  const Qp = new Float64Array(k)
  out.fill(1 / k)
  const tolerance = 0.005 / k
  for (let iteration = 0; iteration < Math.max(100, k); iteration++) {
    let pQp = 0
    for (let i = 0; i < k; i++) {
      Qp[i] = 0
      for (let j = 0; j < k; j++) Qp[i] += Q[i * k + j] * out[j]
      pQp += out[i] * Qp[i]
    }
    if (Qp.every(value => Math.abs(value - pQp) < tolerance)) return
    for (let i = 0; i < k; i++) {
      const change = (pQp - Qp[i]) / Q[i * k + i]
      out[i] += change
      pQp = (pQp + change * (change * Q[i * k + i] + 2 * Qp[i])) / (1 + change) / (1 + change)
      for (let j = 0; j < k; j++) {
        Qp[j] = (Qp[j] + change * Q[i * k + j]) / (1 + change)
        out[j] /= 1 + change
      }
    }
  }
}
