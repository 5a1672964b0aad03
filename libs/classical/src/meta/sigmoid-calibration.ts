import { logistic } from '../base/log-probability'

/** The probability of the positive class at a decision value f: `1 / (1 + exp(a f + b))`. */
export interface Sigmoid {
  readonly a: number
  readonly b: number
}

/**
 * Platt's sigmoid ("Probabilistic outputs for support vector machines", 1999), with his targets, by Newton's method
 * until it stands still (scikit-learn 1.9 stops its L-BFGS at a gradient of 1e-6).
 */
export function fitSigmoid(values: Float64Array, positive: Uint8Array, weights: Float64Array): Sigmoid {
  // As in the source: large decision values are scaled, so that the two parameters are of a size.
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  const scale = largest >= 30 ? largest : 1
  let prior0 = 0
  let prior1 = 0
  for (let i = 0; i < values.length; i++) {
    if (positive[i]) prior1 += weights[i]
    else prior0 += weights[i]
  }
  const high = (prior1 + 1) / (prior1 + 2)
  const low = 1 / (prior0 + 2)
  const f = values.map(value => value / scale)
  const loss = (a: number, b: number) => {
    let sum = 0
    for (let i = 0; i < f.length; i++) {
      const t = positive[i] ? high : low
      const z = -(a * f[i] + b)
      sum += weights[i] * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - t * z)
    }
    return sum
  }
  let a = 0
  let b = Math.log((prior0 + 1) / (prior1 + 1))
  let current = loss(a, b)
  for (let round = 0; round < 200; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0]
    for (let i = 0; i < f.length; i++) {
      const p = logistic(-(a * f[i] + b))
      const error = weights[i] * ((positive[i] ? high : low) - p)
      const curvature = weights[i] * p * (1 - p)
      ga += error * f[i]
      gb += error
      haa += curvature * f[i] * f[i]
      hab += curvature * f[i]
      hbb += curvature
    }
    // A little is added to the diagonal for decision values that are all the same.
    const ridge = 1e-12 * (haa + hbb) + 1e-300
    const determinant = (haa + ridge) * (hbb + ridge) - hab * hab
    const da = -((hbb + ridge) * ga - hab * gb) / determinant
    const db = -((haa + ridge) * gb - hab * ga) / determinant
    let step = 1
    let next = loss(a + da, b + db)
    while (!(next <= current) && step > 1e-10) {
      step /= 2
      next = loss(a + step * da, b + step * db)
    }
    if (!(next <= current)) break
    a += step * da
    b += step * db
    const still = Math.abs(step * da) <= 1e-14 * (1 + Math.abs(a)) && Math.abs(step * db) <= 1e-14 * (1 + Math.abs(b))
    current = next
    if (still) break
  }
  return { a: a / scale, b }
}

/** The sigmoid's value. */
export function sigmoidAt({ a, b }: Sigmoid, value: number): number {
  return logistic(-(a * value + b))
}
