import { DataError, InvalidParameterError, NdArray, ShapeError, asMatrix } from '@genre/core'
import type { MatrixLike, NumericArray } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { checkLabels, codesOf, encodeLabels } from '../base/labels'
import type { Matrix, SampleWeight } from '../base/validate'
import { checkMatrix, checkSampleWeight } from '../base/validate'

/** Two lists of labels as positions among the same classes; -1 for a label that is not among them. */
export interface ComparedLabels {
  readonly labels: Label[]
  readonly truth: Int32Array
  readonly predicted: Int32Array
  readonly weights: Float64Array
  /** Whether the caller chose the labels. */
  readonly chosen: boolean
}

/**
 * True and predicted labels by position.
 *
 * @param labels - which classes count and in which order; otherwise all that occur, sorted
 * @throws ShapeError for different lengths or none; DataError for labels of different kinds
 */
export function compareLabelLists(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  labels?: readonly Label[] | null,
  sampleWeight?: SampleWeight,
): ComparedLabels {
  const truth = checkLabels(yTrue, 'yTrue')
  const predicted = checkLabels(yPred, 'yPred')
  if (truth.length === 0) throw new ShapeError({ array: 'yTrue', received: [0], expected: 'at least one label' })
  if (predicted.length !== truth.length) {
    const expected = `${truth.length} labels like yTrue`
    throw new ShapeError({ array: 'yPred', received: [predicted.length], expected })
  }
  if (typeof truth[0] !== typeof predicted[0]) {
    const reason = `labels must be of one kind: yTrue has ${typeof truth[0]}s, yPred ${typeof predicted[0]}s`
    throw new DataError({ table: 'yPred', row: 0, reason })
  }
  const weights = checkSampleWeight(sampleWeight, truth.length)
  if (!labels) {
    const both = encodeLabels([...Array.from(truth), ...Array.from(predicted)])
    const codes = both.codes
    const n = truth.length
    return { labels: both.classes, truth: codes.slice(0, n), predicted: codes.slice(n), weights, chosen: false }
  }
  if (labels.length === 0) {
    throw new InvalidParameterError({ parameter: 'labels', received: labels, allowed: 'at least one label' })
  }
  if (new Set(labels).size !== labels.length) {
    throw new InvalidParameterError({ parameter: 'labels', received: labels, allowed: 'different labels' })
  }
  const order = [...labels]
  return { labels: order, truth: codesOf(yTrue, order), predicted: codesOf(yPred, order), weights, chosen: true }
}

/** Scores of rows: one number a row for two classes, or (rows, classes). */
export type Scores = MatrixLike | NumericArray | readonly number[]

/** Scores as a matrix; a list of numbers becomes one column. @throws ShapeError, DataError */
export function scoresMatrix(name: string, scores: Scores): Matrix {
  const isList =
    (ArrayBuffer.isView(scores) && !(scores instanceof DataView)) ||
    (Array.isArray(scores) && typeof scores[0] === 'number')
  if (isList) {
    const values = Float64Array.from(scores as ArrayLike<number>)
    return checkMatrix(new NdArray(values, [values.length, 1]), undefined, name)
  }
  const view = scores as { shape?: readonly number[] }
  if (view.shape?.length === 1 && scores instanceof NdArray) {
    return checkMatrix(new NdArray(Float64Array.from(scores.toContiguous()), [scores.shape[0], 1]), undefined, name)
  }
  return checkMatrix(asMatrix(name, scores as MatrixLike), undefined, name)
}

/** Labels and scores of the same rows. */
export interface ScoredLabels {
  readonly labels: Label[]
  readonly truth: Int32Array
  /** (rows, 1) for the second class of two, or (rows, classes). */
  readonly scores: Matrix
  readonly weights: Float64Array
}

/**
 * True labels with a score for each class.
 *
 * @param labels - the classes in the order of the columns, sorted; otherwise those that occur
 * @throws ShapeError where the numbers of rows or classes do not fit; InvalidParameterError for labels out of order
 */
export function scoredLabels(
  yTrue: LabelsLike,
  yScore: Scores,
  name: string,
  labels?: readonly Label[] | null,
  sampleWeight?: SampleWeight,
): ScoredLabels {
  const scores = scoresMatrix(name, yScore)
  const [rows, columns] = scores.shape
  const found = encodeLabels(yTrue, 'yTrue')
  if (found.codes.length !== rows) {
    throw new ShapeError({
      array: 'yTrue',
      received: [found.codes.length],
      expected: `${rows} labels, one for each score`,
    })
  }
  let truth = found.codes
  if (labels) {
    const sorted = encodeLabels(labels, 'labels').classes
    if (sorted.length !== labels.length || sorted.some((label, i) => label !== labels[i])) {
      throw new InvalidParameterError({ parameter: 'labels', received: labels, allowed: 'different labels, sorted' })
    }
    truth = codesOf(yTrue, sorted, 'yTrue')
    const row = truth.indexOf(-1)
    if (row >= 0) throw new DataError({ table: 'yTrue', row, reason: `${String(yTrue[row])} is none of the labels` })
  }
  const classes = labels ? [...labels] : found.classes
  if (classes.length !== (columns === 1 ? 2 : columns)) {
    throw new ShapeError({
      array: name,
      received: scores.shape,
      expected: `one column for each of ${classes.length} classes (give labels if some do not occur)`,
    })
  }
  return { labels: classes, truth, scores, weights: checkSampleWeight(sampleWeight, rows) }
}

/** Refuses rows that are no probabilities: outside 0..1, or (with several columns) not summing to 1 within 1e-5. */
export function checkProbabilities(name: string, probabilities: Matrix): void {
  const [rows, columns] = probabilities.shape
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let column = 0; column < columns; column++) {
      const p = probabilities.data[row * columns + column]
      if (p < 0 || p > 1) throw new DataError({ table: name, row, column, reason: `${p} is no probability` })
      sum += p
    }
    if (columns > 1 && Math.abs(sum - 1) > 1e-5) {
      throw new DataError({ table: name, row, reason: `probabilities must sum to 1, not ${sum}` })
    }
  }
}
