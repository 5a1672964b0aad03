import { logistic } from '../base/log-probability'
import { minimize } from '../linear/lbfgs'

/** The probability of the positive class at a decision value f: `1 / (1 + exp(a f + b))`. */
export interface Sigmoid {
  readonly a: number
  readonly b: number
}

/**
 * Platt's sigmoid ("Probabilistic outputs for support vector machines", 1999), with his targets, by the steps that
 * scikit-learn 1.9 takes and until it stops: where the gradient is at most 1e-6. Values that are nearly all the same
 * (probabilities of a class that is never likely) so leave the curve flat, as there.
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
  const objective = {
    evaluate([a, b]: Float64Array, gradient: Float64Array): number {
      let [sum, ga, gb] = [0, 0, 0]
      for (let i = 0; i < f.length; i++) {
        const t = positive[i] ? high : low
        const z = -(a * f[i] + b)
        sum += weights[i] * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - t * z)
        const error = weights[i] * (t - logistic(z))
        ga += error * f[i]
        gb += error
      }
      gradient[0] = ga
      gradient[1] = gb
      return sum
    },
  }
  const found = Float64Array.of(0, Math.log((prior0 + 1) / (prior1 + 1)))
  minimize(objective, found, new Float64Array(2), {
    maxIter: 15000,
    maxTrials: 20,
    gradientTolerance: 1e-6,
    valueTolerance: 64 * Number.EPSILON,
  })
  return { a: found[0] / scale, b: found[1] }
}

/** The sigmoid's value. */
export function sigmoidAt({ a, b }: Sigmoid, value: number): number {
  return logistic(-(a * value + b))
}
