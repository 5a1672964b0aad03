import { checkInteger, ShapeError } from '@genre/core'
import { product } from '../spec/layer-shapes'
import type { ExampleArray, Examples } from './examples'
import { isRowMajor } from './examples'

/** Examples as floats of their own. */
export interface SelectedExamples extends Examples {
  readonly inputs: readonly { readonly data: Float32Array; readonly shape: readonly number[] }[]
  readonly labels: Int32Array
}

/**
 * Some of the examples, copied, in the order of `rows`: the parts of a split.
 *
 * @param rows - numbers of examples from 0; one may come twice
 * @throws InvalidParameterError for a row that there is not; ShapeError for inputs that do not belong to the labels or are not row-major
 *
 * @example
 * ```ts
 * import { selectExamples } from '@genre/nets'
 * const examples = { inputs: { data: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], shape: [3, 2] }, labels: [0, 1, 0] }
 * const train = selectExamples(examples, [2, 0])
 * console.log(train.inputs[0].shape, [...train.labels]) // => [ 2, 2 ] [ 0, 0 ]
 * ```
 */
export function selectExamples(examples: Examples, rows: ArrayLike<number>): SelectedExamples {
  const { labels } = examples
  const chosen = Array.from(rows, (row, i) => checkInteger(`rows[${i}]`, row, { min: 0, max: labels.length - 1 }))
  const arrays = (Array.isArray(examples.inputs) ? examples.inputs : [examples.inputs]) as readonly ExampleArray[]
  const inputs = arrays.map((array, input) => {
    const { data, shape } = array
    if (shape[0] !== labels.length || data.length < product(shape) || !isRowMajor(array)) {
      const expected = `(${labels.length}, ...), row-major: one example for each label`
      throw new ShapeError({ array: `inputs[${input}]`, received: shape, expected })
    }
    const size = product(shape.slice(1))
    const out = new Float32Array(chosen.length * size)
    chosen.forEach((row, i) => {
      for (let j = 0; j < size; j++) out[i * size + j] = data[row * size + j]
    })
    return { data: out, shape: [chosen.length, ...shape.slice(1)] }
  })
  return { inputs, labels: Int32Array.from(chosen, row => labels[row]) }
}
