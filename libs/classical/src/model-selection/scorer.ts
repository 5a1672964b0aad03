import { InvalidParameterError } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { LabelsLike } from '../base/labels'
import type { Model } from '../base/model'
import { has, withMethod } from '../base/model'
import type { Matrix } from '../base/validate'
import { accuracyScore } from '../metrics/accuracy-score'
import { balancedAccuracyScore } from '../metrics/balanced-accuracy-score'
import { cohenKappaScore } from '../metrics/cohen-kappa-score'
import { logLoss } from '../metrics/log-loss'
import { matthewsCorrcoef } from '../metrics/matthews-corrcoef'
import { f1Score, precisionScore, recallScore } from '../metrics/precision-recall-fscore'
import { rocAucScore } from '../metrics/roc-auc-score'
import { topKAccuracyScore } from '../metrics/top-k-accuracy-score'

/** How good a fitted model is on rows X with labels y; more is better. */
export type Scorer = (model: Model, X: MatrixLike, y: LabelsLike) => number

const byLabels =
  (metric: (yTrue: LabelsLike, yPred: LabelsLike) => number): Scorer =>
  (model, X, y) =>
    metric(y, withMethod(model, 'predict', 'scoring').predict(X) as LabelsLike)

const byProbability =
  (metric: (yTrue: LabelsLike, proba: Matrix, model: Model) => number): Scorer =>
  (model, X, y) =>
    metric(y, withMethod(model, 'predictProba', 'scoring').predictProba(X), model)

const SCORERS = {
  accuracy: byLabels(accuracyScore),
  balancedAccuracy: byLabels(balancedAccuracyScore),
  precisionMicro: byLabels((y, p) => precisionScore(y, p, { average: 'micro' })),
  precisionMacro: byLabels((y, p) => precisionScore(y, p, { average: 'macro' })),
  precisionWeighted: byLabels((y, p) => precisionScore(y, p, { average: 'weighted' })),
  recallMicro: byLabels((y, p) => recallScore(y, p, { average: 'micro' })),
  recallMacro: byLabels((y, p) => recallScore(y, p, { average: 'macro' })),
  recallWeighted: byLabels((y, p) => recallScore(y, p, { average: 'weighted' })),
  f1: byLabels((y, p) => f1Score(y, p)),
  f1Micro: byLabels((y, p) => f1Score(y, p, { average: 'micro' })),
  f1Macro: byLabels((y, p) => f1Score(y, p, { average: 'macro' })),
  f1Weighted: byLabels((y, p) => f1Score(y, p, { average: 'weighted' })),
  matthewsCorrcoef: byLabels(matthewsCorrcoef),
  cohenKappa: byLabels(cohenKappaScore),
  negLogLoss: byProbability((y, proba, model) => -logLoss(y, proba, { labels: model.classes })),
  topKAccuracy: byProbability((y, proba, model) => {
    const labels = model.classes
    return topKAccuracyScore(y, proba.shape[1] === 2 ? column(proba, 1) : proba, { labels })
  }),
  rocAuc: ((model, X, y) => {
    if (has(model, 'decisionFunction')) return rocAucScore(y, model.decisionFunction(X))
    return rocAucScore(y, column(withMethod(model, 'predictProba', 'scoring').predictProba(X), 1))
  }) as Scorer,
  rocAucOvr: byProbability((y, p, model) => rocAucScore(y, p, { multiClass: 'ovr', labels: model.classes })),
  rocAucOvo: byProbability((y, p, model) => rocAucScore(y, p, { multiClass: 'ovo', labels: model.classes })),
  rocAucOvrWeighted: byProbability((y, p, model) => {
    return rocAucScore(y, p, { multiClass: 'ovr', average: 'weighted', labels: model.classes })
  }),
  rocAucOvoWeighted: byProbability((y, p, model) => {
    return rocAucScore(y, p, { multiClass: 'ovo', average: 'weighted', labels: model.classes })
  }),
} satisfies Record<string, Scorer>

/**
 * The names of the scorers that come with the package; scikit-learn's in camelCase. Those of probabilities know which
 * classes the model has, so test rows may lack some, where scikit-learn's `neg_log_loss` gives NaN.
 */
export type ScorerName = keyof typeof SCORERS

/** What `scoring` may be: a name, a function, several of them by name, or null for the estimator's own `score`. */
export type Scoring = ScorerName | Scorer | null | Readonly<Record<string, ScorerName | Scorer>>

/**
 * The scorers that a `scoring` parameter stands for, by name; a single one is called `score`.
 *
 * @throws InvalidParameterError for an unknown name
 */
export function checkScoring(scoring: Scoring | undefined): Record<string, Scorer> {
  if (typeof scoring === 'object' && scoring !== null) {
    const entries = Object.entries(scoring)
    if (entries.length > 0) return Object.fromEntries(entries.map(([name, one]) => [name, scorer(one)]))
  } else return { score: scorer(scoring ?? null) }
  throw new InvalidParameterError({ parameter: 'scoring', received: scoring, allowed: 'at least one scorer' })
}

function scorer(scoring: ScorerName | Scorer | null): Scorer {
  if (scoring === null) return (model, X, y) => withMethod(model, 'score', 'scoring').score(X, y)
  if (typeof scoring === 'function') return scoring
  if (typeof scoring === 'string' && Object.hasOwn(SCORERS, scoring)) return SCORERS[scoring]
  const allowed = `a function or one of ${Object.keys(SCORERS).join(', ')}`
  throw new InvalidParameterError({ parameter: 'scoring', received: scoring, allowed })
}

function column(matrix: Matrix, j: number): Float64Array {
  const [rows, columns] = matrix.shape
  return Float64Array.from({ length: rows }, (_, i) => matrix.data[i * columns + j])
}
