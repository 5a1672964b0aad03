import { DataError, InvalidParameterError, ShapeError } from '@genre/core'
import { product } from '../spec/layer-shapes'

/** Numbers in row-major order with their shape, the first axis being the examples: an `NdArray` is one. */
export interface ExampleArray {
  readonly data: ArrayLike<number>
  readonly shape: readonly number[]
  readonly stride?: readonly number[]
  readonly offset?: number
}

/** Examples to learn from: one array for each input of the net, and the class of each example as its index. */
export interface Examples {
  readonly inputs: ExampleArray | readonly ExampleArray[]
  readonly labels: ArrayLike<number>
}

/**
 * What a net learns from: examples in memory, which are shuffled anew in every epoch; or batches as they come, from
 * something that can be iterated once an epoch or from a function that starts an epoch's batches.
 */
export type TrainingData =
  | Examples
  | Iterable<Examples>
  | AsyncIterable<Examples>
  | ((epoch: number) => Iterable<Examples> | AsyncIterable<Examples>)

/** Examples whose shapes were checked against a net's inputs. */
export interface CheckedExamples {
  readonly inputs: readonly { readonly data: ArrayLike<number>; readonly shape: readonly number[] }[]
  readonly labels: ArrayLike<number>
  readonly count: number
}

export function isExamples(data: unknown): data is Examples {
  return typeof data === 'object' && data !== null && 'inputs' in data && 'labels' in data
}

/**
 * Compares examples with the inputs and outputs of a net.
 * @throws ShapeError, DataError naming the row, InvalidParameterError
 */
export function checkExamples(
  examples: Examples,
  shapes: readonly (readonly number[])[],
  classes: number,
  name = 'data',
): CheckedExamples {
  if (!isExamples(examples)) {
    throw new InvalidParameterError({ parameter: name, received: examples, allowed: '{ inputs, labels }' })
  }
  const { labels } = examples
  const inputs = Array.isArray(examples.inputs) ? examples.inputs : [examples.inputs]
  if (inputs.length !== shapes.length) {
    throw new InvalidParameterError({
      parameter: `${name}.inputs`,
      received: inputs.length,
      allowed: `${shapes.length} arrays, one for each input of the net`,
    })
  }
  const count = labels.length
  const checked = inputs.map((input: ExampleArray, i) => {
    const wanted = shapes[i]
    const fits =
      Array.isArray(input?.shape) && input.shape.slice(1).join() === wanted.join() && input.shape[0] === count
    if (!fits || input.data === undefined) {
      throw new ShapeError({
        array: `${name}.inputs[${i}]`,
        received: input?.shape ?? [],
        expected: `shape (${[count, ...wanted].join(', ')}): one example for each of the ${count} labels`,
      })
    }
    if (input.data.length < product(input.shape) || !isRowMajor(input)) {
      throw new ShapeError({
        array: `${name}.inputs[${i}]`,
        received: input.shape,
        expected: `data in row-major order, all ${product(input.shape)} values (rowMajor of @genre/core)`,
      })
    }
    return { data: input.data, shape: input.shape }
  })
  for (let row = 0; row < count; row++) {
    const label = labels[row]
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new DataError({
        table: `${name}.labels`,
        row,
        reason: `${label} is no class: 0 to ${classes - 1} are`,
      })
    }
  }
  return { inputs: checked, labels, count }
}

/** Some of the examples as float32, in the given order; a value that is no finite number is an error. */
export function takeExamples(
  examples: CheckedExamples,
  rows: ArrayLike<number>,
  name = 'data',
): { inputs: { data: Float32Array; shape: number[] }[]; labels: Int32Array } {
  const inputs = examples.inputs.map(({ data, shape }, input) => {
    const size = product(shape.slice(1))
    const out = new Float32Array(rows.length * size)
    for (let i = 0; i < rows.length; i++) {
      const start = rows[i] * size
      for (let j = 0; j < size; j++) {
        const value = data[start + j]
        if (!(value - value === 0)) {
          throw new DataError({ table: `${name}.inputs[${input}]`, row: rows[i], reason: `holds ${value}` })
        }
        out[i * size + j] = value
      }
    }
    return { data: out, shape: [rows.length, ...shape.slice(1)] }
  })
  return { inputs, labels: Int32Array.from({ length: rows.length }, (_, i) => examples.labels[rows[i]]) }
}

export function isRowMajor({ shape, stride, offset = 0 }: ExampleArray): boolean {
  if (offset !== 0) return false
  if (!stride) return true
  let expected = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && stride[axis] !== expected) return false
    expected *= shape[axis]
  }
  return true
}
