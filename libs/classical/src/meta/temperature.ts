import { NdArray } from '@genre/core'
import { softmaxRows } from '../base/log-probability'
import type { Matrix } from '../base/validate'

/**
 * The factor beta for which `softmax(beta * logits)` has the least log loss (Guo et al., "On calibration of modern
 * neural networks", 2017), between e^-10 and e^10: the loss is convex in beta, so its slope is bisected.
 */
export function fitTemperature(logits: Matrix, codes: Int32Array, weights: Float64Array): number {
  let low = -10
  let high = 10
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    if (slope(logits, codes, weights, Math.exp(middle)) > 0) high = middle
    else low = middle
  }
  return Math.exp((low + high) / 2)
}

/** Decision values or probabilities as logits; a single column is for the second of two classes. */
export function toLogits(values: Matrix): Matrix {
  const [rows, columns] = values.shape
  if (columns === 1) {
    const out = new Float64Array(2 * rows)
    values.data.forEach((value, i) => {
      out[2 * i] = -value
      out[2 * i + 1] = value
    })
    return new NdArray(out, [rows, 2])
  }
  const areProbabilities = Array.from({ length: rows }, (_, i) =>
    values.data.subarray(i * columns, (i + 1) * columns),
  ).every(row => row.every(p => p >= 0 && p <= 1) && Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) <= 1e-8)
  return areProbabilities
    ? new NdArray(
        values.data.map(p => Math.log(p + 1e-12)),
        values.shape,
      )
    : values
}

/** Softmax of the scaled logits. */
export function temperatureAt(logits: Matrix, beta: number): Matrix {
  return softmaxRows(
    new NdArray(
      logits.data.map(logit => beta * logit),
      logits.shape,
    ),
  )
}

function slope(logits: Matrix, codes: Int32Array, weights: Float64Array, beta: number): number {
  const columns = logits.shape[1]
  const { data } = temperatureAt(logits, beta)
  let sum = 0
  for (let i = 0; i < codes.length; i++) {
    for (let c = 0; c < columns; c++) {
      sum += weights[i] * logits.data[i * columns + c] * (data[i * columns + c] - Number(c === codes[i]))
    }
  }
  return sum
}
