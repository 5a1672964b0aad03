import type { AnyEstimator } from '../base/estimator'
import type { Label } from '../base/labels'
import type { ParamGrid } from './parameter-grid'
import { parameterGrid } from './parameter-grid'
import type { SearchOptions, SearchParams } from './search-cv'
import { SEARCH_DEFAULTS, SearchCV } from './search-cv'

/** Parameters of {@link GridSearchCV}. */
export interface GridSearchParams extends SearchParams {
  /** Values to try for each parameter. */
  paramGrid: ParamGrid
}

/**
 * Tries every combination of parameters by cross-validation and fits the best one on all rows: scikit-learn 1.9's
 * `GridSearchCV`. Of equal candidates the first wins.
 *
 * `fit` blocks until it is done; `fitAsync` uses worker threads, or gives way to other work between fits, and can be
 * cancelled. Both give the same results.
 *
 * @example
 * ```ts
 * import { GridSearchCV, KNeighborsClassifier } from '@genre/classical'
 * const X = [[0], [1], [2], [10], [11], [12]]
 * const y = ['blues', 'blues', 'blues', 'rock', 'rock', 'rock']
 * const search = new GridSearchCV<string>(new KNeighborsClassifier(), { nNeighbors: [1, 4] }, { cv: 3 }).fit(X, y)
 * console.log(search.bestParams, search.bestScore) // => { nNeighbors: 1 } 1
 * console.log(search.predict([[9]])) // => [ 'rock' ]
 * ```
 */
export class GridSearchCV<L extends Label = Label> extends SearchCV<L, GridSearchParams> {
  /** @throws InvalidParameterError for an unknown option */
  constructor(estimator: AnyEstimator, paramGrid: ParamGrid, options: Partial<SearchOptions> = {}) {
    super('GridSearchCV', { estimator, paramGrid, ...SEARCH_DEFAULTS }, options)
  }

  protected override create({ estimator, paramGrid, ...options }: GridSearchParams): this {
    return new GridSearchCV<L>(estimator, paramGrid, options) as this
  }

  protected override checkParams(params: Readonly<GridSearchParams>): void {
    super.checkParams(params)
    parameterGrid(params.paramGrid)
  }

  protected candidates(): Record<string, unknown>[] {
    return parameterGrid(this.params.paramGrid)
  }
}
