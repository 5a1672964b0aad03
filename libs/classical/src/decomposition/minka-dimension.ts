import { DataError } from '@genre/core'
import { logGamma } from '../base/log-gamma'

/** Variances below this are taken for none. */
const TINY = 1e-15

/**
 * The most likely number of components of rows in Gaussian noise: T. P. Minka, "Automatic choice of dimensionality for
 * PCA" (2000), as scikit-learn's `_infer_dimension` computes it.
 *
 * @param spectrum - variances along all components, descending
 * @returns from 1 to one less than there are variances; 0 for a single one
 * @throws DataError where two variances are equal, for which the likelihood has no value
 */
export function minkaDimension(spectrum: Float64Array, rows: number): number {
  const n = spectrum.length
  const logRows = Math.log(rows)
  let best = 0
  let bestValue = -Infinity
  /** What depends on the first `rank` components alone, summed up while `rank` grows. */
  let angles = 0
  let logs = 0
  let inner = 0
  for (let rank = 1; rank < n; rank++) {
    const last = rank - 1
    const index = (n - rank + 1) / 2
    angles += logGamma(index) - Math.log(Math.PI) * index
    if (spectrum[last] < TINY) continue
    logs += Math.log(spectrum[last])
    for (let i = 0; i < last; i++) inner += gap(spectrum[i], spectrum[last], 1 / spectrum[last] - 1 / spectrum[i])
    let rest = 0
    for (let j = rank; j < n; j++) rest += spectrum[j]
    const noise = Math.max(TINY, rest / (n - rank))
    let outer = 0
    for (let i = 0; i < rank; i++) {
      for (let j = rank; j < n; j++) outer += gap(spectrum[i], spectrum[j], 1 / noise - 1 / spectrum[i])
    }
    const pairs = (rank * (2 * n - rank - 1)) / 2
    const m = n * rank - (rank * (rank + 1)) / 2
    const value =
      angles -
      rank * Math.LN2 -
      (logs * rows) / 2 -
      (Math.log(noise) * rows * (n - rank)) / 2 +
      (Math.log(2 * Math.PI) * (m + rank)) / 2 -
      (inner + outer + pairs * logRows) / 2 -
      (rank * logRows) / 2
    if (value > bestValue) {
      bestValue = value
      best = rank
    }
  }
  return best
}

function gap(a: number, b: number, inverse: number): number {
  const product = (a - b) * inverse
  if (!(product > 0)) {
    throw new DataError({
      table: 'X',
      reason: "two components have the same variance; 'mle' cannot choose between them",
    })
  }
  return Math.log(product)
}
