import { InvalidParameterError, checkInteger, checkOneOf } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { checkData } from '../base/validate'
import { ColumnSelector } from './column-selector'
import { chi2, fClassif } from './score-columns'

/** Parameters of {@link SelectKBest}. */
export interface SelectKBestParams {
  /** How columns are scored: by analysis of variance (the default), or by chi-squared for counts. */
  scoreFunc: 'fClassif' | 'chi2'
  /** How many columns are kept, or `'all'`; default 10. More than there are keeps all. */
  k: number | 'all'
}

const DEFAULTS: SelectKBestParams = { scoreFunc: 'fClassif', k: 10 }

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  support: field.bytes('columns', { max: 1 }),
  scores: field.floats('columns', { nonFinite: true }),
  pValues: field.floats('columns', { nonFinite: true }),
}

/**
 * Keeps the columns that alone tell the classes apart best: scikit-learn 1.9's `SelectKBest`. Of equal scores the later
 * column counts as better; a constant column as worst.
 *
 * @example
 * ```ts
 * import { SelectKBest } from '@genre/classical'
 * const selector = new SelectKBest({ k: 1 }).fit([[5, 1], [4, 2], [5, 8], [4, 9]], ['blues', 'blues', 'rock', 'rock'])
 * console.log(selector.selected) // => [ 1 ]
 * ```
 */
export class SelectKBest extends ColumnSelector<SelectKBestParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<SelectKBestParams> = {}) {
    super('SelectKBest', DEFAULTS, SCHEMA, params)
  }

  /** Each column's score. */
  get scores(): Float64Array {
    return this.state.scores
  }

  /** How likely a score as high is by chance. */
  get pValues(): Float64Array {
    return this.state.pValues
  }

  /**
   * @throws InvalidParameterError for parameters out of range and without y; DataError for a single class, no more rows
   *   than classes, and negative values with `'chi2'`
   */
  fit(X: MatrixLike, y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    if (y == null) {
      throw new InvalidParameterError({ parameter: 'y', received: y, allowed: 'labels: columns are scored by them' })
    }
    const { X: matrix, codes, classes, columns } = checkData(X, y)
    const { scoreFunc, k } = this.params
    const { scores, pValues } = (scoreFunc === 'chi2' ? chi2 : fClassif)(matrix, codes, classes.length)
    const value = (j: number) => (Number.isNaN(scores[j]) ? -Infinity : scores[j])
    const best = [...scores.keys()].sort((a, b) => value(b) - value(a) || b - a)
    const support = new Uint8Array(columns)
    for (const j of k === 'all' ? best : best.slice(0, k)) support[j] = 1
    this.state = { nFeaturesIn: columns, support, scores, pValues }
    return this
  }

  protected checkParams({ scoreFunc, k }: Readonly<SelectKBestParams>): void {
    checkOneOf('scoreFunc', scoreFunc, ['fClassif', 'chi2'])
    if (k !== 'all') checkInteger('k', k, { min: 1 })
  }
}
