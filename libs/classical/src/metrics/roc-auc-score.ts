import { InvalidParameterError, checkOneOf } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { Scores } from './compare'
import { checkProbabilities, scoredLabels } from './compare'
import type { ScoreMetricOptions } from './log-loss'

/** Options of {@link rocAucScore}. */
export interface RocAucOptions extends ScoreMetricOptions {
  /** For more than two classes: each class against the rest (`'ovr'`), or each pair of classes (`'ovo'`). */
  readonly multiClass?: 'ovr' | 'ovo'
  /** How classes are averaged: plain, by their number of rows, or over all rows and classes at once (ovr only). */
  readonly average?: 'macro' | 'weighted' | 'micro'
}

/**
 * The area under the ROC curve: the probability that a row of the class has a higher score than one that is not, ties
 * counting half. scikit-learn 1.9's `roc_auc_score`.
 *
 * @param yScore - for two classes one score a row (of the second class), for more (rows, classes) probabilities
 * @throws InvalidParameterError where there are more than two classes and no `multiClass`, and for `'ovo'` with weights
 *   or `'micro'`; DataError for rows that are no probabilities; ShapeError for other numbers of rows or classes
 * @returns NaN where a class has no rows, or all of them
 *
 * @example
 * ```ts
 * import { rocAucScore } from '@genre/classical'
 * console.log(rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])) // => 0.75
 * ```
 */
export function rocAucScore(yTrue: LabelsLike, yScore: Scores, options: RocAucOptions = {}): number {
  const { labels, truth, scores, weights } = scoredLabels(yTrue, yScore, 'yScore', options.labels, options.sampleWeight)
  const { multiClass, average = 'macro' } = options
  checkOneOf('average', average, ['macro', 'weighted', 'micro'])
  const [rows, columns] = scores.shape
  const column = (c: number) => Float64Array.from({ length: rows }, (_, i) => scores.data[i * columns + c])
  if (labels.length === 2) return areaUnderCurve(truth, column(columns - 1), weights)
  if (multiClass === undefined) {
    const allowed = `'ovr' or 'ovo', as there are ${labels.length} classes`
    throw new InvalidParameterError({ parameter: 'multiClass', received: multiClass, allowed })
  }
  checkOneOf('multiClass', multiClass, ['ovr', 'ovo'])
  checkProbabilities('yScore', scores)
  const is = (c: number) => truth.map(code => Number(code === c))
  if (multiClass === 'ovr') {
    if (average === 'micro') {
      const hits = Int32Array.from(scores.data, (_, k) => Number(truth[Math.floor(k / columns)] === k % columns))
      return areaUnderCurve(
        hits,
        scores.data,
        Float64Array.from(scores.data, (_, k) => weights[Math.floor(k / columns)]),
      )
    }
    const areas = labels.map((_, c) => areaUnderCurve(is(c), column(c), weights))
    const sizes = labels.map((_, c) => truth.reduce((sum, code, i) => sum + (code === c ? weights[i] : 0), 0))
    // A class without rows weighs nothing, and its undefined area must not spoil the sum.
    return average === 'macro'
      ? mean(areas)
      : mean(
          areas.map((area, c) => (sizes[c] === 0 ? 0 : area)),
          sizes,
        )
  }
  if (average === 'micro' || options.sampleWeight != null) {
    const parameter = average === 'micro' ? 'average' : 'sampleWeight'
    throw new InvalidParameterError({ parameter, received: options[parameter], allowed: "absent for multiClass 'ovo'" })
  }
  const present = labels.map((_, c) => c).filter(c => truth.includes(c))
  const areas: number[] = []
  const shares: number[] = []
  present.forEach((a, k) => {
    for (const b of present.slice(k + 1)) {
      const pair = [...truth.keys()].filter(i => truth[i] === a || truth[i] === b)
      const area = (c: number) =>
        areaUnderCurve(
          Int32Array.from(pair, i => Number(truth[i] === c)),
          Float64Array.from(pair, i => scores.data[i * columns + c]),
          new Float64Array(pair.length).fill(1),
        )
      areas.push((area(a) + area(b)) / 2)
      shares.push(pair.length / rows)
    }
  })
  return average === 'macro' ? mean(areas) : mean(areas, shares)
}

/** The area for labels 0 and 1, by going through the scores from the highest on. NaN if there is one label only. */
function areaUnderCurve(truth: Int32Array, scores: Float64Array, weights: Float64Array): number {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a])
  let positive = 0
  let negative = 0
  let area = 0
  for (let at = 0; at < order.length;) {
    const score = scores[order[at]]
    const before = positive
    let passed = 0
    for (; at < order.length && scores[order[at]] === score; at++) {
      const row = order[at]
      if (truth[row] === 1) positive += weights[row]
      else passed += weights[row]
    }
    negative += passed
    area += (passed * (before + positive)) / 2
  }
  const one = truth.every(label => label === truth[0])
  return one || positive === 0 || negative === 0 ? NaN : area / (positive * negative)
}

function mean(values: readonly number[], weights?: readonly number[]): number {
  const total = weights ? weights.reduce((sum, weight) => sum + weight, 0) : values.length
  return values.reduce((sum, value, k) => sum + value * (weights ? weights[k] : 1), 0) / total
}
