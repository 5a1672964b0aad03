import { checkInteger } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import type { ExampleArray } from './examples'
import { checkExamples, takeExamples } from './examples'

/** Options of {@link predictProba}. */
export interface PredictOptions {
  /** Examples that go through the net at a time. Default 32. */
  readonly batchSize?: number
  readonly signal?: AbortSignal
}

/**
 * The logits of a net for examples, (examples, classes) row-major, in evaluation mode.
 * @throws ShapeError or DataError if the inputs do not fit
 */
export async function predictLogits(
  model: tf.LayersModel,
  inputs: ExampleArray | readonly ExampleArray[],
  options: PredictOptions = {},
): Promise<Float32Array> {
  const batchSize = checkInteger('batchSize', options.batchSize ?? 32, { min: 1 })
  const first = (Array.isArray(inputs) ? inputs[0] : inputs) as ExampleArray | undefined
  const count = first?.shape?.[0] ?? 0
  const labels = new Uint8Array(count)
  const examples = checkExamples({ inputs, labels }, inputShapes(model), 1, 'data')
  const classes = outputClasses(model)
  const out = new Float32Array(count * classes)
  for (let start = 0; start < count; start += batchSize) {
    options.signal?.throwIfAborted()
    const rows = Array.from({ length: Math.min(batchSize, count - start) }, (_, i) => start + i)
    const batch = takeExamples(examples, rows).inputs
    const logits = tf.tidy(() => {
      const tensors = batch.map(({ data, shape }) => tf.tensor(data, shape, 'float32'))
      return model.apply(tensors.length === 1 ? tensors[0] : tensors, { training: false }) as tf.Tensor
    })
    out.set((await logits.data()) as Float32Array, start * classes)
    logits.dispose()
  }
  return out
}

/**
 * The probabilities of the classes for examples, (examples, classes) row-major: softmax of {@link predictLogits}.
 *
 * @example
 * ```ts
 * import { explorationMlp, predictProba } from '@genre/nets'
 * const net = explorationMlp({ input: [2], classes: 3, randomState: 1 })
 * const probabilities = await predictProba(net, { data: [0.1, 0.9, 0.4, 0.2], shape: [2, 2] })
 * console.log(probabilities.length) // => 6
 * ```
 */
export async function predictProba(
  model: tf.LayersModel,
  inputs: ExampleArray | readonly ExampleArray[],
  options: PredictOptions = {},
): Promise<Float32Array> {
  return softmaxRows(await predictLogits(model, inputs, options), outputClasses(model))
}

/** Softmax of each row, in place. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes)
    let largest = -Infinity
    for (const value of row) largest = Math.max(largest, value)
    let sum = 0
    for (let i = 0; i < classes; i++) sum += row[i] = Math.exp(row[i] - largest)
    for (let i = 0; i < classes; i++) row[i] /= sum
  }
  return logits
}

/** The shapes that a model takes, without the batch. */
export function inputShapes(model: tf.LayersModel): number[][] {
  return model.inputs.map(input => input.shape.slice(1) as number[])
}

/** How many logits a model gives. */
export function outputClasses(model: tf.LayersModel): number {
  const shape = model.outputs[0].shape
  return shape[shape.length - 1] as number
}
