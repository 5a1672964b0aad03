import type { MatrixLike, Seed } from '@genre/core'
import { NdArray, RandomState, checkOneOf } from '@genre/core'
import type { ClassWeight } from '../base/class-weight'
import { checkClassWeight, computeClassWeight } from '../base/class-weight'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import type { Decoding, StateOf } from '../base/schema'
import { numpySum } from '../base/numpy-sum'
import { field } from '../base/schema'
import type { TieBreakParams } from '../base/tie-break'
import { checkTieBreak, classPriorField, classPriors } from '../base/tie-break'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { checkRandomState } from '../base/check-random-state'
import { featureColumns, float32Rows } from './feature-columns'
import { TreeGrower } from './grow-tree'
import type { TreeParams } from './limits'
import { checkTreeParams, resolveLimits } from './limits'
import { areCounts, makeSplitter } from './make-splitter'
import type { PruningPath } from './prune-tree'
import { pruneByCost } from './prune-tree'
import type { Tree, TreeStatistics } from './tree'
import { addLeafShares, leafCount, leafOf, treeDepth, treeImportances } from './tree'
import { checkTree, treeField } from './tree-field'

/** Parameters of {@link DecisionTreeClassifier}. */
export interface DecisionTreeClassifierParams<L extends Label = Label> extends TreeParams, TieBreakParams {
  /** Whether the best threshold on a feature is taken (`'best'`, default), or one drawn between its least and largest value. */
  splitter: 'best' | 'random'
  /** How many features are drawn for a split: a count, a share in (0, 1), the root or logarithm of all; default `null`, all. */
  maxFeatures: TreeParams['maxFeatures']
  /** How much each class counts; default `null`: all the same. */
  classWeight: ClassWeight<L>
  /** Seeds the order in which features are tried: it matters where `maxFeatures` is not all, and for ties. Default `null`: unpredictable. */
  randomState: Seed
}

const DEFAULTS: DecisionTreeClassifierParams<never> = {
  criterion: 'gini',
  splitter: 'best',
  maxDepth: null,
  maxLeafNodes: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minWeightFractionLeaf: 0,
  maxFeatures: null,
  minImpurityDecrease: 0,
  ccpAlpha: 0,
  classWeight: null,
  randomState: null,
  tieBreak: 'first',
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('features'),
  tree: treeField,
  statistics: field.object({
    impurity: field.floats('statistics'),
    nNodeSamples: field.integers('statistics', { min: 1 }),
    weightedNNodeSamples: field.floats('statistics', { min: 0 }),
  }),
  classPrior: classPriorField,
}

/**
 * A classification tree (CART): at each node the one threshold on one feature that leaves the children purest.
 *
 * Equal, node by node, to scikit-learn 1.9's `DecisionTreeClassifier` with the same `randomState`: features are compared
 * as float32, thresholds stand in the middle between two values, and features (and thresholds, with
 * `splitter: 'random'`) are drawn with the same generator, so ties fall the same way. Only with `criterion: 'entropy'` and weights that are not whole numbers may
 * a tie fall otherwise, for logarithms may differ in their last bit. With `maxLeafNodes` the tree is
 * the same, but its nodes are numbered in preorder all the same. Not offered: `monotonic_cst` and
 * missing values.
 *
 * @typeParam L - the kind of label
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier } from '@genre/classical'
 * const X = [[0, 1], [1, 1], [2, 0], [3, 0]]
 * const tree = new DecisionTreeClassifier<string>({ randomState: 0 }).fit(X, ['blues', 'blues', 'rock', 'rock'])
 * console.log(tree.predict([[5, 0]])) // => [ 'rock' ]
 * console.log(tree.getDepth(), tree.getNLeaves()) // => 1 2
 * ```
 */
export class DecisionTreeClassifier<L extends Label = Label> extends Classifier<
  L,
  DecisionTreeClassifierParams<L>,
  typeof SCHEMA
> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<DecisionTreeClassifierParams<L>> = {}) {
    super('DecisionTreeClassifier', DEFAULTS, SCHEMA, params)
  }

  /** The fitted tree in flat arrays. */
  get tree(): Tree {
    return this.state.tree
  }

  /** Impurity, rows and weight of each node of {@link tree}. */
  get treeStatistics(): TreeStatistics {
    return this.state.statistics
  }

  /** By how much the splits on each feature lower the impurity; sums to 1 unless the tree is a single leaf. */
  get featureImportances(): Float64Array {
    return treeImportances(this.state.tree, this.state.statistics, this.nFeaturesIn)
  }

  /**
   * Grows the tree.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    this.state = this.#grow(X, y, options, this.params)
    return this
  }

  /**
   * What pruning would take back step by step, of the tree that `fit` would grow with `ccpAlpha: 0`: scikit-learn's
   * `cost_complexity_pruning_path`. The smallest `ccpAlpha` of each step, and the impurity of the leaves that are left.
   *
   * @throws as `fit`
   *
   * @example
   * ```ts
   * import { DecisionTreeClassifier } from '@genre/classical'
   * const [X, y] = [[[0], [1], [2], [3]], [0, 0, 1, 0]]
   * const path = new DecisionTreeClassifier({ randomState: 0 }).costComplexityPruningPath(X, y)
   * console.log(path.ccpAlphas) // => Float64Array(2) [ 0, 0.1875 ]
   * console.log(path.impurities) // => Float64Array(2) [ 0, 0.375 ]
   * ```
   */
  costComplexityPruningPath(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): PruningPath {
    const { tree, statistics } = this.#grow(X, y, options, { ...this.params, ccpAlpha: 0 })
    return pruneByCost(tree.right, statistics, Infinity).path
  }

  #grow(
    X: MatrixLike,
    y: LabelsLike<L>,
    options: FitOptions,
    params: Readonly<DecisionTreeClassifierParams<L>>,
  ): StateOf<typeof SCHEMA> {
    this.checkParams(params)
    const data = checkData(X, y)
    const { rows, columns, classes, codes } = data
    const weights = checkSampleWeight(options.sampleWeight, rows)
    const classPrior = classPriors(codes, classes.length, weights)
    const classWeights = computeClassWeight(params.classWeight, classes, codes)
    for (let i = 0; i < rows; i++) weights[i] *= classWeights[codes[i]]
    const limits = resolveLimits(params, rows, columns, numpySum(weights))
    const kind = areCounts(weights) ? 'counts' : 'any'
    const splitter = makeSplitter(featureColumns(data.X), codes, classes.length, limits, kind, params.splitter)
    const seed = RandomState.from(params.randomState).nextInteger(0, 0x7fffffff)
    const { tree, statistics } = new TreeGrower(splitter, limits).grow(weights, seed)
    return { classes, nFeaturesIn: columns, tree, statistics, classPrior }
  }

  /** For each row the share of each class in its leaf: (rows, classes). @throws as `predict` */
  predictProba(X: MatrixLike): Matrix {
    return this.#shares(this.checkX(X))
  }

  /** For each row the number of the node, a leaf of {@link tree}, that it ends in. @throws as `predict` */
  apply(X: MatrixLike): Int32Array {
    const matrix = this.checkX(X)
    const { tree, nFeaturesIn } = this
    const rows = float32Rows(matrix)
    return Int32Array.from({ length: matrix.shape[0] }, (_, i) => leafOf(tree, rows, i * nFeaturesIn))
  }

  /** How many splits the longest way from the root to a leaf has. */
  getDepth(): number {
    return treeDepth(this.tree)
  }

  /** How many leaves the tree has. */
  getNLeaves(): number {
    return leafCount(this.tree)
  }

  protected predictCodes(X: Matrix): Int32Array {
    return argmaxRows(this.#shares(X), this.params.tieBreak === 'prior' ? this.state.classPrior : null)
  }

  protected checkParams(params: Readonly<DecisionTreeClassifierParams<L>>): void {
    checkTreeParams(params)
    checkOneOf('splitter', params.splitter, ['best', 'random'])
    checkTieBreak(params.tieBreak)
    checkClassWeight(params.classWeight)
    checkRandomState(params.randomState)
  }

  protected override checkState(state: StateOf<typeof SCHEMA>, at: Decoding): void {
    checkTree(state.tree, at)
    if (state.statistics.impurity.length !== state.tree.right.length) at.fail('statistics must have one item a node')
  }

  #shares(X: Matrix): Matrix {
    const nClasses = this.state.classes.length
    const out = new Float64Array(X.shape[0] * nClasses)
    addLeafShares(this.tree, float32Rows(X), this.nFeaturesIn, out, nClasses)
    return new NdArray(out, [X.shape[0], nClasses])
  }
}
