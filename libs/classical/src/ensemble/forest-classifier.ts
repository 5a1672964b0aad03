import type { MatrixLike, Seed } from '@genre/core'
import { InvalidParameterError, NdArray, RandomState, checkInteger } from '@genre/core'
import type { ClassWeight } from '../base/class-weight'
import { checkBoolean } from '../base/check-boolean'
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
import { featureColumns, float32Rows, rankColumns } from '../tree/feature-columns'
import { TreeGrower } from '../tree/grow-tree'
import type { TreeParams } from '../tree/limits'
import { checkTreeParams, resolveLimits } from '../tree/limits'
import { areCounts, makeSplitter } from '../tree/make-splitter'
import type { Tree } from '../tree/tree'
import { addLeafShares, leafOf, treeImportances } from '../tree/tree'
import { checkTree, treeField } from '../tree/tree-field'
import { bootstrapCounts } from './bootstrap'

/** Parameters of forests of decision trees. */
export interface ForestParams<L extends Label = Label> extends TreeParams, TieBreakParams {
  /** How many trees; default 100. */
  nEstimators: number
  /** How many features are drawn for a split: a count, a share in (0, 1), the root (default) or logarithm of all, `null` for all. */
  maxFeatures: TreeParams['maxFeatures']
  /** Whether each tree sees rows drawn with replacement; without, each sees all rows. */
  bootstrap: boolean
  /** How many rows are drawn for a tree: a count, or a share of the rows that is no whole number; default `null`, as many as there are. */
  maxSamples: number | null
  /** Whether to score each row by the trees that did not see it; default false. */
  oobScore: boolean
  /** How much each class counts; `'balanced_subsample'` balances each tree's own rows. Default `null`: all the same. */
  classWeight: ClassWeight<L> | 'balanced_subsample'
  /** Seeds the drawing of rows and features. Default `null`: unpredictable. */
  randomState: Seed
}

/** What the forests' defaults have in common. */
export const FOREST_DEFAULTS: Omit<ForestParams<never>, 'bootstrap'> = {
  nEstimators: 100,
  criterion: 'gini',
  maxDepth: null,
  maxLeafNodes: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minWeightFractionLeaf: 0,
  maxFeatures: 'sqrt',
  minImpurityDecrease: 0,
  ccpAlpha: 0,
  maxSamples: null,
  oobScore: false,
  classWeight: null,
  randomState: null,
  tieBreak: 'first',
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('features'),
  featureImportances: field.floats('features'),
  trees: field.list('trees', treeField),
  classPrior: classPriorField,
  oob: field.optional(
    field.object({
      score: field.number({ min: 0, max: 1 }),
      decisionFunction: field.matrix('rows', 'classes', { min: 0 }),
    }),
  ),
}

/** A vote of decision trees that are grown one by one, each from a seed of its own. */
export abstract class ForestClassifier<L extends Label, P extends ForestParams<L>> extends Classifier<
  L,
  P,
  typeof SCHEMA
> {
  readonly #splitter: 'best' | 'random'

  /** @throws InvalidParameterError for an unknown parameter */
  protected constructor(type: string, defaults: P, splitter: 'best' | 'random', params: Partial<P>) {
    super(type, defaults, SCHEMA, params)
    this.#splitter = splitter
  }

  /** The fitted trees. */
  get trees(): readonly Tree[] {
    return this.state.trees
  }

  /** By how much splits on each feature lower the impurity, averaged over the trees; sums to 1 unless no tree has a split. */
  get featureImportances(): Float64Array {
    return this.state.featureImportances.slice()
  }

  /** Share of the training rows that the trees which did not see them predict right; `null` unless `oobScore` was set. */
  get oobScore(): number | null {
    return this.state.oob?.score ?? null
  }

  /**
   * For each training row the class shares by the trees that did not see it, (rows, classes); zeros where all trees did.
   * `null` unless `oobScore` was set.
   */
  get oobDecisionFunction(): Matrix | null {
    return this.state.oob?.decisionFunction ?? null
  }

  /**
   * Grows the trees.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    const { params } = this
    this.checkParams(params)
    const { bootstrap, classWeight } = params
    const data = checkData(X, y)
    const { rows, columns, classes, codes } = data
    const rowWeights = this.#rowWeights(classes, codes, options)
    const draws = bootstrap ? drawCount(params.maxSamples, rows, rowWeights) : 0
    const probabilities = bootstrap && rowWeights ? normalized(rowWeights) : null
    const weights = new Float64Array(rows).fill(1)
    if (!bootstrap && rowWeights) weights.set(rowWeights)

    const balanceEach = bootstrap && classWeight === 'balanced_subsample'
    const kind = !balanceEach && areCounts(weights) ? 'counts' : 'any'
    const total = bootstrap ? draws : numpySum(weights)
    const plain = featureColumns(data.X)
    const features = kind === 'counts' && this.#splitter === 'best' ? rankColumns(plain) : plain
    const limits = resolveLimits(params, rows, columns, total)
    const grower = new TreeGrower(makeSplitter(features, codes, classes.length, limits, kind, this.#splitter), limits)

    const importances = new Float64Array(columns)
    const oob = params.oobScore ? new OutOfBag(data.X, codes, classes.length) : null
    const random = RandomState.from(params.randomState)
    const seeds = random.randint(0, 0x7fffffff, params.nEstimators)
    const trees: Tree[] = []
    for (const seed of seeds) {
      if (bootstrap) bootstrapCounts(seed, draws, probabilities, weights)
      const unseen = oob ? Uint8Array.from(weights, count => (count === 0 ? 1 : 0)) : null
      if (balanceEach) balance(weights, codes, classes.length)
      const { tree, statistics } = grower.grow(weights, new RandomState(seed).nextInteger(0, 0x7fffffff))
      if (unseen) oob?.add(tree, unseen)
      if (tree.right[0] !== 0) {
        const own = treeImportances(tree, statistics, columns)
        for (let f = 0; f < columns; f++) importances[f] += own[f]
      }
      trees.push(tree)
    }
    const sum = importances.reduce((a, b) => a + b, 0)
    if (sum > 0) for (let f = 0; f < columns; f++) importances[f] /= sum
    const given = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows)
    this.state = {
      classes,
      nFeaturesIn: columns,
      featureImportances: importances,
      trees,
      classPrior: classPriors(codes, classes.length, given),
      oob: oob?.result() ?? null,
    }
    return this
  }

  /** For each row the mean of the trees' class shares: (rows, classes). @throws as `predict` */
  predictProba(X: MatrixLike): Matrix {
    return this.#shares(this.checkX(X))
  }

  /** For each row and tree the number of the node that the row ends in: (rows, trees). @throws as `predict` */
  apply(X: MatrixLike): NdArray<Int32Array> {
    const matrix = this.checkX(X)
    const rows = float32Rows(matrix)
    const { trees, nFeaturesIn } = this
    const leaves = new Int32Array(matrix.shape[0] * trees.length)
    trees.forEach((tree, t) => {
      for (let i = 0; i < matrix.shape[0]; i++) leaves[i * trees.length + t] = leafOf(tree, rows, i * nFeaturesIn)
    })
    return new NdArray(leaves, [matrix.shape[0], trees.length])
  }

  protected predictCodes(X: Matrix): Int32Array {
    return argmaxRows(this.#shares(X), this.params.tieBreak === 'prior' ? this.state.classPrior : null)
  }

  protected checkParams(params: Readonly<ForestParams<L>>): void {
    checkTreeParams(params)
    checkTieBreak(params.tieBreak)
    checkInteger('nEstimators', params.nEstimators, { min: 1 })
    checkBoolean('bootstrap', params.bootstrap)
    checkBoolean('oobScore', params.oobScore)
    if (params.classWeight !== 'balanced_subsample') checkClassWeight(params.classWeight)
    checkRandomState(params.randomState)
    const { maxSamples, bootstrap } = params
    if (maxSamples !== null && !(typeof maxSamples === 'number' && maxSamples > 0 && maxSamples < Infinity)) {
      throw new InvalidParameterError({
        parameter: 'maxSamples',
        received: maxSamples,
        allowed: 'a count of at least 1, a positive share of the rows that is no whole number, or null',
      })
    }
    if (maxSamples !== null && !bootstrap) {
      throw new InvalidParameterError({
        parameter: 'maxSamples',
        received: maxSamples,
        allowed: 'null without bootstrap',
      })
    }
    if (params.oobScore && !bootstrap) {
      throw new InvalidParameterError({ parameter: 'oobScore', received: true, allowed: 'false without bootstrap' })
    }
  }

  protected override checkState(state: StateOf<typeof SCHEMA>, at: Decoding): void {
    if (state.trees.length === 0) at.fail('a forest needs at least one tree')
    state.trees.forEach((tree, i) => checkTree(tree, at.child('trees').child(i)))
  }

  #shares(X: Matrix): Matrix {
    const { trees, nFeaturesIn } = this
    const nClasses = this.state.classes.length
    const rows = float32Rows(X)
    const out = new Float64Array(X.shape[0] * nClasses)
    for (const tree of trees) addLeafShares(tree, rows, nFeaturesIn, out, nClasses)
    for (let k = 0; k < out.length; k++) out[k] /= trees.length
    return new NdArray(out, [X.shape[0], nClasses])
  }

  /** Weights of rows by sample and class weights; `null` where all are the same. */
  #rowWeights(classes: readonly Label[], codes: Int32Array, options: FitOptions): Float64Array | null {
    const { classWeight, bootstrap } = this.params
    const given = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, codes.length)
    if (classWeight === null) return given
    if (classWeight === 'balanced_subsample') {
      if (bootstrap) return given
      return times(given, computeClassWeight('balanced', classes, codes, given ?? undefined), codes)
    }
    return times(given, computeClassWeight(classWeight, classes, codes, given ?? undefined), codes)
  }
}

/** Collects the votes of trees on rows that they did not see. */
class OutOfBag {
  readonly #rows: Float32Array
  readonly #columns: number
  readonly #codes: Int32Array
  readonly #nClasses: number
  readonly #sums: Float64Array
  readonly #counts: Float64Array

  constructor(X: Matrix, codes: Int32Array, nClasses: number) {
    this.#rows = float32Rows(X)
    this.#columns = X.shape[1]
    this.#codes = codes
    this.#nClasses = nClasses
    this.#sums = new Float64Array(codes.length * nClasses)
    this.#counts = new Float64Array(codes.length)
  }

  add(tree: Tree, unseen: Uint8Array): void {
    for (let i = 0; i < unseen.length; i++) {
      if (!unseen[i]) continue
      const leaf = leafOf(tree, this.#rows, i * this.#columns)
      for (let k = tree.start[leaf]; k < tree.start[leaf + 1]; k++) {
        this.#sums[i * this.#nClasses + tree.classCode[k]] += tree.share[k]
      }
      this.#counts[i]++
    }
  }

  result(): { score: number; decisionFunction: Matrix } {
    const rows = this.#codes.length
    const nClasses = this.#nClasses
    const means = this.#sums.map((sum, k) => sum / Math.max(1, this.#counts[Math.floor(k / nClasses)]))
    const decisionFunction = new NdArray(means, [rows, nClasses])
    let right = 0
    argmaxRows(decisionFunction).forEach((code, i) => {
      if (code === this.#codes[i]) right++
    })
    return { score: right / rows, decisionFunction }
  }
}

/** How many rows are drawn for a tree. */
function drawCount(maxSamples: number | null, rows: number, rowWeights: Float64Array | null): number {
  if (maxSamples === null) return rows
  if (Number.isInteger(maxSamples)) return maxSamples
  const size = rowWeights ? numpySum(rowWeights) : rows
  return Math.max(1, Math.floor(maxSamples * size))
}

/** Turns the counts of a bootstrap sample into weights under which each class present in it weighs the same. */
function balance(counts: Float64Array, codes: Int32Array, nClasses: number): void {
  const perClass = new Float64Array(nClasses)
  let total = 0
  for (let i = 0; i < counts.length; i++) {
    perClass[codes[i]] += counts[i]
    total += counts[i]
  }
  const present = perClass.filter(count => count > 0).length
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] > 0) counts[i] *= total / (present * perClass[codes[i]])
  }
}

function normalized(weights: Float64Array): Float64Array {
  const sum = numpySum(weights)
  return weights.map(weight => weight / sum)
}

function times(rowWeights: Float64Array | null, classWeights: Float64Array, codes: Int32Array): Float64Array {
  return Float64Array.from(codes, (code, i) => (rowWeights ? rowWeights[i] : 1) * classWeights[code])
}
