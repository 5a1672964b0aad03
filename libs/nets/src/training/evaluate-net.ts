import { InvalidParameterError } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import type { Examples } from './examples'
import { checkExamples } from './examples'
import { countCorrect } from './gradients'
import type { PredictOptions } from './predict'
import { inputShapes, outputClasses, predictLogits, softmaxRows } from './predict'

/** Options of {@link evaluateNet}. */
export interface EvaluateOptions extends PredictOptions {
  /** The track of each example, to score tracks as well. */
  readonly tracks?: ArrayLike<string | number>
}

/** How a net does on examples. */
export interface NetEvaluation {
  readonly examples: number
  /** Mean cross entropy, without class weights or smoothing. */
  readonly loss: number
  readonly accuracy: number
  /** (examples, classes) row-major. */
  readonly probabilities: Float32Array
  /** By track, where tracks were given: probabilities averaged over a track's examples. */
  readonly byTrack?: {
    readonly accuracy: number
    readonly tracks: readonly (string | number)[]
    readonly labels: Int32Array
    /** (tracks, classes) row-major. */
    readonly probabilities: Float32Array
  }
}

/**
 * Scores a net in evaluation mode, by example and, where their tracks are given, by track: the probabilities of a
 * track's examples are averaged, and the class with the largest mean counts. (The earlier class where two are equal.)
 *
 * @throws ShapeError or DataError if the examples do not fit; InvalidParameterError if a track has two labels
 *
 * @example
 * ```ts
 * import { evaluateNet, explorationMlp } from '@genre/nets'
 * const net = explorationMlp({ input: [2], classes: 2, randomState: 1 })
 * const inputs = { data: [0.1, 0.9, 0.4, 0.2], shape: [2, 2] }
 * const { byTrack } = await evaluateNet(net, { inputs, labels: [0, 0] }, { tracks: ['a', 'a'] })
 * console.log(byTrack?.tracks) // => [ 'a' ]
 * ```
 */
export async function evaluateNet(
  model: tf.LayersModel,
  examples: Examples,
  options: EvaluateOptions = {},
): Promise<NetEvaluation> {
  const classes = outputClasses(model)
  const { labels, count } = checkExamples(examples, inputShapes(model), classes)
  if (count === 0) throw new InvalidParameterError({ parameter: 'data', received: 0, allowed: 'at least one example' })
  const logits = await predictLogits(model, examples.inputs, options)
  const loss = meanCrossEntropy(logits, labels)
  const accuracy = countCorrect(logits, labels) / count
  const probabilities = softmaxRows(logits, classes)
  const result = { examples: count, loss, accuracy, probabilities }
  return options.tracks ? { ...result, byTrack: averageTracks(probabilities, labels, options.tracks) } : result
}

/** The mean of minus the log probability of the labels. */
export function meanCrossEntropy(logits: Float32Array, labels: ArrayLike<number>): number {
  const classes = logits.length / labels.length
  let total = 0
  for (let i = 0; i < labels.length; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes)
    let largest = -Infinity
    for (const value of row) largest = Math.max(largest, value)
    let sum = 0
    for (const value of row) sum += Math.exp(value - largest)
    total += Math.log(sum) + largest - row[labels[i]]
  }
  return total / labels.length
}

function averageTracks(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  tracks: ArrayLike<string | number>,
): NonNullable<NetEvaluation['byTrack']> {
  const count = labels.length
  if (tracks.length !== count) {
    throw new InvalidParameterError({
      parameter: 'tracks',
      received: tracks.length,
      allowed: `${count}, one an example`,
    })
  }
  const classes = probabilities.length / count
  const found = new Map<string | number, { label: number; sum: Float64Array; examples: number }>()
  for (let i = 0; i < count; i++) {
    let track = found.get(tracks[i])
    if (!track) found.set(tracks[i], (track = { label: labels[i], sum: new Float64Array(classes), examples: 0 }))
    if (track.label !== labels[i]) {
      throw new InvalidParameterError({ parameter: 'tracks', received: tracks[i], allowed: 'of one class each' })
    }
    track.examples++
    for (let c = 0; c < classes; c++) track.sum[c] += probabilities[i * classes + c]
  }
  const all = [...found.values()]
  const means = new Float32Array(all.length * classes)
  all.forEach((track, t) => track.sum.forEach((sum, c) => (means[t * classes + c] = sum / track.examples)))
  const trackLabels = Int32Array.from(all, track => track.label)
  return {
    accuracy: countCorrect(means, trackLabels) / all.length,
    tracks: [...found.keys()],
    labels: trackLabels,
    probabilities: means,
  }
}
