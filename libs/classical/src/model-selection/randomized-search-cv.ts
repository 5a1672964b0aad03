import { checkInteger } from '@genre/core'
import type { Seed } from '@genre/core'
import type { AnyEstimator } from '../base/estimator'
import type { Label } from '../base/labels'
import type { ParamDistributions } from './parameter-sampler'
import { checkDistributions, parameterSampler } from './parameter-sampler'
import type { SearchOptions, SearchParams } from './search-cv'
import { SEARCH_DEFAULTS, SearchCV } from './search-cv'

/** Options of {@link RandomizedSearchCV}. */
export interface RandomizedSearchOptions extends SearchOptions {
  /** How many combinations are tried; default 10. */
  nIter: number
  /** Seeds the draws. */
  randomState: Seed
}

/** Parameters of {@link RandomizedSearchCV}. */
export interface RandomizedSearchParams extends SearchParams, RandomizedSearchOptions {
  /** Values, or a range to draw from, for each parameter. */
  paramDistributions: ParamDistributions
}

/**
 * Tries combinations of parameters that are drawn at random, by cross-validation, and fits the best one on all rows:
 * scikit-learn 1.9's `RandomizedSearchCV`, which draws the same combinations from the same seed. Of equal candidates the
 * first wins.
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, RandomizedSearchCV } from '@genre/classical'
 * const X = [[0], [1], [2], [10], [11], [12]]
 * const y = ['blues', 'blues', 'blues', 'rock', 'rock', 'rock']
 * const options = { cv: 3, nIter: 2, randomState: 0 }
 * const search = new RandomizedSearchCV(new KNeighborsClassifier(), { nNeighbors: { integer: [1, 4] } }, options)
 * console.log(search.fit(X, y).bestScore) // => 1
 * ```
 */
export class RandomizedSearchCV<L extends Label = Label> extends SearchCV<L, RandomizedSearchParams> {
  /** @throws InvalidParameterError for an unknown option */
  constructor(
    estimator: AnyEstimator,
    paramDistributions: ParamDistributions,
    options: Partial<RandomizedSearchOptions> = {},
  ) {
    const own = { nIter: 10, randomState: null }
    super('RandomizedSearchCV', { estimator, paramDistributions, ...SEARCH_DEFAULTS, ...own }, options)
  }

  protected override create({ estimator, paramDistributions, ...options }: RandomizedSearchParams): this {
    return new RandomizedSearchCV<L>(estimator, paramDistributions, options) as this
  }

  protected override checkParams(params: Readonly<RandomizedSearchParams>): void {
    super.checkParams(params)
    checkInteger('nIter', params.nIter, { min: 1 })
    checkDistributions(params.paramDistributions)
  }

  protected candidates(): Record<string, unknown>[] {
    const { paramDistributions, nIter, randomState } = this.params
    return parameterSampler(paramDistributions, { nIter, randomState })
  }
}
