import { InvalidParameterError, checkNumber } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import type { MetricOptions } from './accuracy-score'
import type { ComparedLabels } from './compare'
import { compareLabelLists } from './compare'

/**
 * How the classes' numbers become one: `'binary'` takes the class `posLabel`, `'micro'` counts over all classes,
 * `'macro'` is the plain mean, `'weighted'` weights by support; `null` keeps one number a class.
 */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted' | null

/** Options of the scores made of precision and recall. */
export interface PrecisionRecallOptions<A extends Average = Average> extends MetricOptions {
  /** Which classes, in which order; default all that occur, sorted. */
  readonly labels?: readonly Label[] | null
  /** The class that `'binary'` looks at; default 1. */
  readonly posLabel?: Label
  /** How classes are averaged. */
  readonly average?: A
  /** How much recall counts against precision; default 1. */
  readonly beta?: number
  /** What 0 / 0 is; default 0. NaN is left out of averages. */
  readonly zeroDivision?: number
}

/** Numbers for each class. */
export interface ClassScores {
  readonly labels: Label[]
  readonly precision: Float64Array
  readonly recall: Float64Array
  readonly fScore: Float64Array
  /** (Weighted) number of rows of each class in yTrue. */
  readonly support: Float64Array
}

/** Numbers averaged over classes. */
export interface AveragedScores {
  readonly precision: number
  readonly recall: number
  readonly fScore: number
}

/** One number a class without averaging, else one number. */
export type ByAverage<A extends Average, PerClass, Averaged> = A extends null ? PerClass : Averaged

/**
 * Precision (share of the rows given a class that have it), recall (share of the rows of a class that are given it),
 * their weighted harmonic mean `(1 + b^2) P R / (b^2 P + R)`, and support: scikit-learn 1.9's
 * `precision_recall_fscore_support`, for each class unless `average` says otherwise. It gives no warnings: where a
 * number is 0 / 0, it is `zeroDivision`.
 *
 * @throws ShapeError for different lengths or no rows; DataError for labels of different kinds; InvalidParameterError
 *   for options out of range, and for `'binary'` with more than two classes or an unknown `posLabel`
 *
 * @example
 * ```ts
 * import { precisionRecallFscoreSupport } from '@genre/classical'
 * const { precision, recall } = precisionRecallFscoreSupport(['jazz', 'rock', 'rock'], ['jazz', 'jazz', 'rock'])
 * console.log(precision, recall) // => Float64Array(2) [ 0.5, 1 ] Float64Array(2) [ 1, 0.5 ]
 * ```
 */
export function precisionRecallFscoreSupport<A extends Average = null>(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions<A> = {},
): ByAverage<A, ClassScores, AveragedScores> {
  const average = options.average ?? null
  const compared = compareFor(average, yTrue, yPred, options)
  const { beta = 1, zeroDivision = 0 } = options
  checkNumber('beta', beta, { min: 0 })
  if (zeroDivision !== 0 && zeroDivision !== 1 && !Number.isNaN(zeroDivision)) {
    throw new InvalidParameterError({ parameter: 'zeroDivision', received: zeroDivision, allowed: '0, 1 or NaN' })
  }
  const scores = averagedScores(compared, average, beta, zeroDivision)
  return scores as ByAverage<A, ClassScores, AveragedScores>
}

/**
 * The share of the rows given a class that have it: scikit-learn 1.9's `precision_score`.
 *
 * @throws as {@link precisionRecallFscoreSupport}
 */
export function precisionScore<A extends Average = 'binary'>(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions<A> = {},
): ByAverage<A, Float64Array, number> {
  return one(yTrue, yPred, options, 'precision')
}

/**
 * The share of the rows of a class that are given it: scikit-learn 1.9's `recall_score`.
 *
 * @throws as {@link precisionRecallFscoreSupport}
 */
export function recallScore<A extends Average = 'binary'>(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions<A> = {},
): ByAverage<A, Float64Array, number> {
  return one(yTrue, yPred, options, 'recall')
}

/**
 * The harmonic mean of precision and recall, `2 P R / (P + R)`: scikit-learn 1.9's `f1_score`. As there, `average` is
 * `'binary'` unless it is given; for genres take `'macro'`.
 *
 * @throws as {@link precisionRecallFscoreSupport}
 *
 * @example
 * ```ts
 * import { f1Score } from '@genre/classical'
 * console.log(f1Score(['jazz', 'rock', 'pop'], ['jazz', 'rock', 'rock'], { average: 'micro' }).toFixed(3)) // => 0.667
 * ```
 */
export function f1Score<A extends Average = 'binary'>(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions<A> = {},
): ByAverage<A, Float64Array, number> {
  return one(yTrue, yPred, { ...options, beta: 1 }, 'fScore')
}

function one<A extends Average>(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions<A>,
  key: 'precision' | 'recall' | 'fScore',
): ByAverage<A, Float64Array, number> {
  const average: Average = options.average === undefined ? 'binary' : options.average
  const scores = precisionRecallFscoreSupport<Average>(yTrue, yPred, { ...options, average })
  return scores[key] as ByAverage<A, Float64Array, number>
}

/** The labels that are to be averaged: for `'binary'` the positive one alone. */
function compareFor(
  average: Average,
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions,
): ComparedLabels {
  const { labels, posLabel = 1, sampleWeight } = options
  if (average !== 'binary') {
    const known: readonly Average[] = ['micro', 'macro', 'weighted', null]
    if (known.includes(average)) return compareLabelLists(yTrue, yPred, labels, sampleWeight)
    const allowed = "'binary', 'micro', 'macro', 'weighted' or null"
    throw new InvalidParameterError({ parameter: 'average', received: average, allowed })
  }
  const all = compareLabelLists(yTrue, yPred)
  if (all.labels.length > 2) {
    const allowed = `'micro', 'macro', 'weighted' or null, as there are ${all.labels.length} classes`
    throw new InvalidParameterError({ parameter: 'average', received: average, allowed })
  }
  if (!all.labels.includes(posLabel) && all.labels.length === 2) {
    const allowed = `one of the classes ${all.labels.map(label => JSON.stringify(label)).join(', ')}`
    throw new InvalidParameterError({ parameter: 'posLabel', received: posLabel, allowed })
  }
  return compareLabelLists(yTrue, yPred, [posLabel], sampleWeight)
}

/** Counts for each label, then scores for each label or averaged. */
export function averagedScores(
  { labels, truth, predicted, weights }: ComparedLabels,
  average: Average,
  beta: number,
  zeroDivision: number,
): ClassScores | AveragedScores {
  let right = new Float64Array(labels.length)
  let given = new Float64Array(labels.length)
  let support = new Float64Array(labels.length)
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] >= 0) support[truth[i]] += weights[i]
    if (predicted[i] >= 0) given[predicted[i]] += weights[i]
    if (truth[i] >= 0 && truth[i] === predicted[i]) right[truth[i]] += weights[i]
  }
  if (average === 'micro') [right, given, support] = [right, given, support].map(x => Float64Array.of(sum(x)))
  const divide = (a: number, b: number) => (b === 0 ? zeroDivision : a / b)
  const squared = beta * beta
  const precision = right.map((count, c) => divide(count, given[c]))
  const recall = right.map((count, c) => divide(count, support[c]))
  const fScore = right.map((count, c) => divide((1 + squared) * count, squared * support[c] + given[c]))
  if (average === null) return { labels, precision, recall, fScore, support }
  const mean = (values: Float64Array) => meanWithoutNaN(values, average === 'weighted' ? support : null)
  return { precision: mean(precision), recall: mean(recall), fScore: mean(fScore) }
}

/** The (weighted) mean of what is not NaN; the plain mean where all weights are 0. */
function meanWithoutNaN(values: Float64Array, weights: Float64Array | null): number {
  const kept = [...values.keys()].filter(c => !Number.isNaN(values[c]))
  if (kept.length === 0) return NaN
  const total = kept.reduce((all, c) => all + (weights ? weights[c] : 1), 0)
  if (total === 0) return kept.reduce((all, c) => all + values[c], 0) / kept.length
  return kept.reduce((all, c) => all + values[c] * (weights ? weights[c] : 1), 0) / total
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0)
}
