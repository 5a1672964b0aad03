import { LogisticRegression, Pipeline, StandardScaler } from '@genre/classical'
import { NdArray } from '@genre/core'

/**
 * The weights of the columns in a model whose scores are linear in them (logistic regression of more than two classes behind a standard
 * scaler): (classes, columns), in the units of the columns. `null` for any other model.
 */
export function linearWeights(model: unknown): NdArray<Float64Array> | null {
  if (!(model instanceof Pipeline)) return null
  const [scaler, last, ...more] = Object.values(model.namedSteps)
  if (!(scaler instanceof StandardScaler && last instanceof LogisticRegression) || more.length > 0) return null
  const [outputs, columns] = last.coef.shape
  if (outputs !== last.classes.length) return null
  const { scale } = scaler
  const weights = last.coef.data.map((weight, k) => weight / (scaler.params.withStd ? scale[k % columns] : 1))
  return new NdArray(weights, [outputs, columns])
}
