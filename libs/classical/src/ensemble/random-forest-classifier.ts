import type { Label } from '../base/labels'
import type { ForestParams } from './forest-classifier'
import { FOREST_DEFAULTS, ForestClassifier } from './forest-classifier'

/** Parameters of {@link RandomForestClassifier}. */
export interface RandomForestClassifierParams<L extends Label = Label> extends ForestParams<L> {
  /** Whether each tree sees rows drawn with replacement; default true. Without, each sees all rows. */
  bootstrap: boolean
}

const DEFAULTS: RandomForestClassifierParams<never> = { ...FOREST_DEFAULTS, bootstrap: true }

/**
 * A random forest: trees grown on bootstrap samples with a few features drawn for each split; their class shares are
 * averaged (a soft vote).
 *
 * With the same `randomState` the trees are scikit-learn 1.9's, node by node, and so are probabilities, importances and
 * the out-of-bag score. The exception is `criterion: 'entropy'` together with `classWeight: 'balanced_subsample'` or
 * `bootstrap: false` with weights that are not whole numbers, where the last bit of a logarithm may decide a tie. As in
 * scikit-learn 1.9, sample and class weights set the probabilities with which rows are drawn.
 *
 * @typeParam L - the kind of label
 *
 * @example
 * ```ts
 * import { RandomForestClassifier } from '@genre/classical'
 * const X = [[0, 1], [1, 1], [2, 0], [3, 0]]
 * const y = ['blues', 'blues', 'rock', 'rock']
 * const forest = new RandomForestClassifier<string>({ nEstimators: 20, randomState: 0 }).fit(X, y)
 * console.log(forest.predict([[5, 0]])) // => [ 'rock' ]
 * ```
 */
export class RandomForestClassifier<L extends Label = Label> extends ForestClassifier<
  L,
  RandomForestClassifierParams<L>
> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<RandomForestClassifierParams<L>> = {}) {
    super('RandomForestClassifier', DEFAULTS, 'best', params)
  }
}
