import type { MatrixLike } from '@genre/core'
import { DataError, NdArray, ShapeError } from '@genre/core'
import { argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import { codesOf } from '../base/labels'
import { checkMatrix } from '../base/validate'
import type { Network } from './network'
import { logLossOf } from './network'

/** Rows that are kept apart to see how well a network does. */
export class Validation {
  readonly #data: Float64Array
  readonly #codes: Int32Array
  readonly #weights: Float64Array | null

  constructor(data: Float64Array, codes: Int32Array, weights: Float64Array | null) {
    this.#data = data
    this.#codes = codes
    this.#weights = weights
  }

  /** Some rows of a table. */
  static take(
    data: Float64Array,
    columns: number,
    codes: Int32Array,
    rows: Int32Array,
    weights: Float64Array | null,
  ): Validation {
    const taken = new Float64Array(rows.length * columns)
    rows.forEach((row, k) => taken.set(data.subarray(row * columns, (row + 1) * columns), k * columns))
    return new Validation(
      taken,
      rows.map(row => codes[row]),
      weights && Float64Array.from(rows, row => weights[row]),
    )
  }

  /** The weighted share of rows that is predicted right, or their mean log loss. */
  measure(network: Network, metric: 'accuracy' | 'loss'): number {
    const rows = this.#codes.length
    const output = network.predict(this.#data, rows)
    const predicted = codesOfOutput(output, rows)
    const outputs = output.length / rows
    let sum = 0
    let all = 0
    for (let i = 0; i < rows; i++) {
      const weight = this.#weights ? this.#weights[i] : 1
      all += weight
      if (metric === 'loss') sum += weight * logLossOf(output, i, outputs, this.#codes[i])
      else if (predicted[i] === this.#codes[i]) sum += weight
    }
    return sum / all
  }
}

/** @throws ShapeError for another width or number of labels; DataError for a label that is not among the classes */
export function checkValidation<L extends Label>(
  [X, y]: readonly [X: MatrixLike, y: LabelsLike<L>],
  columns: number,
  classes: readonly L[],
): Validation {
  const matrix = checkMatrix(X, columns, 'validationData[0]')
  const codes = codesOf(y, classes, 'validationData[1]')
  const rows = matrix.shape[0]
  if (codes.length !== rows) {
    const expected = `${rows} labels, one for each row of validationData[0]`
    throw new ShapeError({ array: 'validationData[1]', received: [codes.length], expected })
  }
  const row = codes.indexOf(-1)
  if (row >= 0) throw new DataError({ table: 'validationData[1]', row, reason: 'a label that y does not have' })
  return new Validation(matrix.data, codes, null)
}

/** The most probable class of each row of a network's output. */
export function codesOfOutput(output: Float64Array, rows: number): Int32Array {
  if (output.length === rows) return Int32Array.from(output, value => Number(value > 0.5))
  return argmaxRows(new NdArray(output, [rows, output.length / rows]))
}
