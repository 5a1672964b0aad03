import type { Label } from '../base/labels'
import type { ForestParams } from './forest-classifier'
import { FOREST_DEFAULTS, ForestClassifier } from './forest-classifier'

/** Parameters of {@link ExtraTreesClassifier}. */
export interface ExtraTreesClassifierParams<L extends Label = Label> extends ForestParams<L> {
  /** Whether each tree sees rows drawn with replacement; default false: each sees all rows. */
  bootstrap: boolean
}

const DEFAULTS: ExtraTreesClassifierParams<never> = { ...FOREST_DEFAULTS, bootstrap: false }

/**
 * Extremely randomized trees: as a random forest, but of each feature one threshold is drawn instead of the best one
 * sought (P. Geurts, D. Ernst, L. Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006). Each tree sees all
 * rows unless `bootstrap` is set.
 *
 * With the same `randomState` the trees are those of scikit-learn 1.9's `ExtraTreesClassifier`, node by node, with the
 * exceptions of `RandomForestClassifier`.
 *
 * @typeParam L - the kind of label
 *
 * @example
 * ```ts
 * import { ExtraTreesClassifier } from '@genre/classical'
 * const X = [[0, 1], [1, 1], [2, 0], [3, 0]]
 * const y = ['blues', 'blues', 'rock', 'rock']
 * const forest = new ExtraTreesClassifier<string>({ nEstimators: 20, randomState: 0 }).fit(X, y)
 * console.log(forest.predict([[5, 0]])) // => [ 'rock' ]
 * ```
 */
export class ExtraTreesClassifier<L extends Label = Label> extends ForestClassifier<L, ExtraTreesClassifierParams<L>> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<ExtraTreesClassifierParams<L>> = {}) {
    super('ExtraTreesClassifier', DEFAULTS, 'random', params)
  }
}
