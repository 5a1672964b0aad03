import { checkNumber, InvalidParameterError } from '@genre/core'
import type { Mixing } from './mixup'
import { mixRows } from './mixup'

/** What the loss of an example is made of. */
export interface TargetOptions {
  /** A weight for each class; all 1 by default. */
  readonly classWeights?: readonly number[]
  /** Share of the target that is spread over all classes. Default 0. */
  readonly labelSmoothing?: number
}

/**
 * The coefficients of the loss of a batch: the loss is minus the sum over examples and classes of coefficient times log
 * probability. They hold the targets (one-hot, smoothed, mixed), the class weights, and the division by the sum of the
 * weights: `torch.nn.functional.cross_entropy(logits, labels, weight, label_smoothing)`, whose mean is over the weights of the
 * labels. (Of mixed labels PyTorch would divide by the number of examples; here by their mixed weights, which without class
 * weights is the same.)
 */
export function lossCoefficients(
  labels: ArrayLike<number>,
  classes: number,
  options: TargetOptions = {},
  mixing?: Mixing,
): Float32Array {
  const { labelSmoothing = 0, classWeights } = options
  const n = labels.length
  const hard = new Float32Array(n * classes)
  for (let i = 0; i < n; i++) hard[i * classes + labels[i]] = 1
  const mixed = mixing ? mixRows(hard, n, mixing) : hard
  let total = 0
  for (let i = 0; i < mixed.length; i++) total += mixed[i] * (classWeights?.[i % classes] ?? 1)
  return mixed.map((target, i) => {
    const smooth = target * (1 - labelSmoothing) + labelSmoothing / classes
    return (smooth * (classWeights?.[i % classes] ?? 1)) / total
  })
}

/** @throws InvalidParameterError */
export function checkTargets(options: TargetOptions, classes: number): void {
  const { classWeights, labelSmoothing } = options
  if (labelSmoothing !== undefined) checkNumber('labelSmoothing', labelSmoothing, { min: 0, max: 1 })
  if (classWeights === undefined) return
  const valid =
    Array.isArray(classWeights) &&
    classWeights.length === classes &&
    classWeights.every(weight => Number.isFinite(weight) && weight > 0)
  if (!valid) {
    const allowed = `${classes} positive numbers, one for each class`
    throw new InvalidParameterError({ parameter: 'classWeights', received: classWeights, allowed })
  }
}
