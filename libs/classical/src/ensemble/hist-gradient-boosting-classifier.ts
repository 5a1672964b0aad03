import type { MatrixLike, Seed } from '@genre/core'
import { DataError, InvalidParameterError, NdArray, RandomState, checkInteger, checkNumber } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { ClassWeight } from '../base/class-weight'
import { checkClassWeight, computeClassWeight } from '../base/class-weight'
import type { FitOptions } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label, LabelsLike } from '../base/labels'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { checkData, checkSampleWeight } from '../base/validate'
import { trainTestSplit } from '../model-selection/train-test-split'
import { checkRandomState } from '../base/check-random-state'
import { binColumns } from './boosting/bin-columns'
import type { BoostedTrees } from './boosting/boosted-trees'
import { addTreeValues } from './boosting/boosted-trees'
import { BoostingLoss } from './boosting/boosting-loss'
import type { BoostedTree } from './boosting/grow-boosted-tree'
import { BoostedTreeGrower } from './boosting/grow-boosted-tree'

/** Parameters of {@link HistGradientBoostingClassifier}. */
export interface HistGradientBoostingClassifierParams<L extends Label = Label> {
  /** What leaves are multiplied by; default 0.1. */
  learningRate: number
  /** How many iterations at most, each with a tree for every class (one in all with two classes); default 100. */
  maxIter: number
  /** How many leaves a tree may have; default 31; `null` for any number. */
  maxLeafNodes: number | null
  /** How deep a tree may get; default `null`: any depth. */
  maxDepth: number | null
  /** How many rows a leaf needs; default 20. */
  minSamplesLeaf: number
  /** Added to the hessians of leaves; default 0. */
  l2Regularization: number
  /** How many bins each column is cut into, 2 to 255 (default). */
  maxBins: number
  /** Whether to stop when the loss of rows kept apart no longer falls; `'auto'` (default): with more than 10 000 rows. */
  earlyStopping: boolean | 'auto'
  /** Which share of the rows (below 1), or how many, are kept apart; default 0.1; `null`: go by the training rows. */
  validationFraction: number | null
  /** Stops when so many iterations in a row did not get better; default 10. */
  nIterNoChange: number
  /** By how much the loss must fall to be better; default 1e-7. */
  tol: number
  /** How much each class counts; default `null`: all the same. */
  classWeight: ClassWeight<L>
  /** Seeds the choice of validation rows, and of rows for bins where there are more than 200 000. Default `null`. */
  randomState: Seed
}

const DEFAULTS: HistGradientBoostingClassifierParams<never> = {
  learningRate: 0.1,
  maxIter: 100,
  maxLeafNodes: 31,
  maxDepth: null,
  minSamplesLeaf: 20,
  l2Regularization: 0,
  maxBins: 255,
  earlyStopping: 'auto',
  validationFraction: 0.1,
  nIterNoChange: 10,
  tol: 1e-7,
  classWeight: null,
  randomState: null,
}

const SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('features'),
  baseline: field.floats('outputs'),
  roots: field.integers('trees', { min: 0 }),
  feature: field.integers('nodes', { min: 0, below: 'features' }),
  number: field.floats('nodes'),
  right: field.integers('nodes', { min: 0, below: 'nodes' }),
  trainScore: field.floats('scores'),
  validationScore: field.floats('validations'),
}

/**
 * Gradient boosting: small regression trees, one after the other, each a Newton step down the log loss; columns are cut
 * into at most 255 bins, so that splits are found by histograms.
 *
 * Equal to scikit-learn 1.9's `HistGradientBoostingClassifier`: the same bins, trees, validation rows and rules for
 * stopping. Gradients are in single precision as there; the exponential of a score may differ in its last bit, which can
 * change a split in one of many thousand trees. Not offered: `max_features`, categories, missing values, monotonic and
 * interaction constraints, `warm_start`, and early stopping by another score than the loss.
 *
 * @typeParam L - the kind of label
 *
 * @example
 * ```ts
 * import { HistGradientBoostingClassifier } from '@genre/classical'
 * const X = Array.from({ length: 60 }, (_, i) => [i, i % 7])
 * const y = X.map(([a]) => (a < 30 ? 'blues' : 'rock'))
 * const model = new HistGradientBoostingClassifier<string>({ maxIter: 10 }).fit(X, y)
 * console.log(model.predict([[3, 0], [50, 0]])) // => [ 'blues', 'rock' ]
 * ```
 */
export class HistGradientBoostingClassifier<L extends Label = Label> extends Classifier<
  L,
  HistGradientBoostingClassifierParams<L>,
  typeof SCHEMA
> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<HistGradientBoostingClassifierParams<L>> = {}) {
    super('HistGradientBoostingClassifier', DEFAULTS, SCHEMA, params)
  }

  /** The trees; those of an iteration, one a class (one with two classes), follow each other. */
  get trees(): BoostedTrees {
    const { roots, feature, number, right } = this.state
    return { roots, feature, number, right }
  }

  /** How many iterations were made. */
  get nIter(): number {
    return this.state.roots.length / this.state.baseline.length
  }

  /** With early stopping minus the loss of the training rows, before the first iteration and after each. */
  get trainScore(): Float64Array {
    return this.state.trainScore
  }

  /** With early stopping and rows kept apart, minus their loss, before the first iteration and after each. */
  get validationScore(): Float64Array {
    return this.state.validationScore
  }

  /**
   * Grows the trees.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class
   */
  fit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    const { params } = this
    this.checkParams(params)
    const data = checkData(X, y)
    const { columns, classes } = data
    if (classes.length < 2) throw new DataError({ table: 'y', reason: 'at least two classes are needed' })
    const allWeights = this.#weights(classes, data.codes, options)
    const random = RandomState.from(params.randomState)
    const seed = random.nextInteger(0, 0xffffffff)
    const stopping = params.earlyStopping === 'auto' ? data.rows > 10_000 : params.earlyStopping

    const { train, validation } = this.#parts(data.X, data.codes, allWeights, stopping, seed)
    const rows = train.codes.length
    const loss = new BoostingLoss(train.codes, classes.length, train.weights)
    const validationLoss = validation && new BoostingLoss(validation.codes, classes.length, validation.weights)
    const { outputs } = loss
    const grower = new BoostedTreeGrower(binColumns(train.X, train.weights, params.maxBins, seed), params.maxBins, {
      maxLeafNodes: params.maxLeafNodes ?? Infinity,
      maxDepth: params.maxDepth ?? Infinity,
      minSamplesLeaf: params.minSamplesLeaf,
      l2Regularization: params.l2Regularization,
      learningRate: params.learningRate,
    })
    const baseline = loss.baseline()
    const scores = Array.from(baseline, start => new Float64Array(rows).fill(start))
    const validationScores = Array.from(baseline, start => new Float64Array(validation?.codes.length ?? 0).fill(start))
    const gradients = Array.from(baseline, () => new Float32Array(rows))
    const hessians = Array.from(baseline, () => new Float32Array(rows))
    const trees: BoostedTree[] = []
    const trainScore: number[] = []
    const validationScore: number[] = []
    const shouldStop = () => {
      if (!stopping) return false
      trainScore.push(-loss.value(scores))
      if (!validationLoss) return hasStalled(trainScore, params.nIterNoChange, params.tol)
      validationScore.push(-validationLoss.value(validationScores))
      return hasStalled(validationScore, params.nIterNoChange, params.tol)
    }
    shouldStop()
    for (let iteration = 0; iteration < params.maxIter; iteration++) {
      loss.derivatives(scores, gradients, hessians)
      for (let k = 0; k < outputs; k++) {
        const tree = grower.grow(gradients[k], hessians[k])
        trees.push(tree)
        grower.addLeafValues(scores[k])
        if (validation) addTreeValues(joined([tree]), 0, 1, 1, validation.X.data, columns, validationScores[k])
      }
      if (shouldStop()) break
    }
    const all = joined(trees)
    if (!all.number.every(Number.isFinite)) {
      throw new DataError({ table: 'X', reason: 'the trees are not finite; scale the columns first' })
    }
    this.state = {
      classes,
      nFeaturesIn: columns,
      baseline,
      ...all,
      trainScore: Float64Array.from(trainScore),
      validationScore: Float64Array.from(validationScore),
    }
    return this
  }

  /**
   * The sums of the trees' values: (rows, classes), or (rows, 1) with two classes, where positive values are for the
   * second.
   *
   * @throws as `predict`
   */
  decisionFunction(X: MatrixLike): Matrix {
    return this.#scores(this.checkX(X))
  }

  /** For each row the probability of each class: (rows, classes). @throws as `predict` */
  predictProba(X: MatrixLike): Matrix {
    const { data, shape } = this.#scores(this.checkX(X))
    const [rows, outputs] = shape
    const nClasses = this.state.classes.length
    const out = new Float64Array(rows * nClasses)
    for (let i = 0; i < rows; i++) {
      if (outputs === 1) {
        out[2 * i + 1] = 1 / (1 + Math.exp(-data[i]))
        out[2 * i] = 1 - out[2 * i + 1]
        continue
      }
      const scores = data.subarray(i * outputs, (i + 1) * outputs)
      const max = scores.reduce((a, b) => Math.max(a, b))
      let sum = 0
      for (let k = 0; k < outputs; k++) sum += out[i * outputs + k] = Math.exp(scores[k] - max)
      for (let k = 0; k < outputs; k++) out[i * outputs + k] /= sum
    }
    return new NdArray(out, [rows, nClasses])
  }

  protected predictCodes(X: Matrix): Int32Array {
    const scores = this.#scores(X)
    return scores.shape[1] === 1 ? Int32Array.from(scores.data, score => Number(score > 0)) : argmaxRows(scores)
  }

  protected checkParams(params: Readonly<HistGradientBoostingClassifierParams<L>>): void {
    const { maxLeafNodes, maxDepth, validationFraction } = params
    checkNumber('learningRate', params.learningRate, { min: 0, exclusive: 'min' })
    checkInteger('maxIter', params.maxIter, { min: 1 })
    if (maxLeafNodes !== null) checkInteger('maxLeafNodes', maxLeafNodes, { min: 2 })
    if (maxDepth !== null) checkInteger('maxDepth', maxDepth, { min: 1 })
    checkInteger('minSamplesLeaf', params.minSamplesLeaf, { min: 1 })
    checkNumber('l2Regularization', params.l2Regularization, { min: 0 })
    checkInteger('maxBins', params.maxBins, { min: 2, max: 255 })
    if (params.earlyStopping !== 'auto') checkBoolean('earlyStopping', params.earlyStopping)
    if (validationFraction !== null && !(typeof validationFraction === 'number' && validationFraction > 0)) {
      throw new InvalidParameterError({
        parameter: 'validationFraction',
        received: validationFraction,
        allowed: 'a share between 0 and 1, a number of rows, or null',
      })
    }
    checkInteger('nIterNoChange', params.nIterNoChange, { min: 1 })
    checkNumber('tol', params.tol, { min: 0 })
    checkClassWeight(params.classWeight)
    checkRandomState(params.randomState)
  }

  protected override checkState(state: StateOf<typeof SCHEMA>, at: Decoding): void {
    const outputs = state.classes.length === 2 ? 1 : state.classes.length
    if (state.baseline.length !== outputs) at.fail(`baseline must have ${outputs} values`)
    if (state.roots.length === 0 || state.roots.length % outputs !== 0) at.fail(`roots must come ${outputs} at a time`)
    state.roots.forEach((root, tree) => {
      const end = tree + 1 < state.roots.length ? state.roots[tree + 1] : state.right.length
      checkTree(state.right, root, end, tree, at)
    })
    if (state.roots[0] !== 0) at.fail('the first tree must begin with the first node')
  }

  #weights(classes: readonly Label[], codes: Int32Array, options: FitOptions): Float64Array | null {
    const given = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, codes.length)
    if (this.params.classWeight === null) return given
    const classWeights = computeClassWeight(this.params.classWeight, classes, codes)
    return Float64Array.from(codes, (code, i) => (given ? given[i] : 1) * classWeights[code])
  }

  /** The rows to train on, and those to keep apart. */
  #parts(
    X: Matrix,
    codes: Int32Array,
    weights: Float64Array | null,
    stopping: boolean,
    seed: number,
  ): { train: Part; validation: Part | null } {
    const { validationFraction } = this.params
    if (!stopping || validationFraction === null) return { train: { X, codes, weights }, validation: null }
    const rows = Int32Array.from({ length: codes.length }, (_, i) => i)
    const options = { testSize: validationFraction, stratify: codes, randomState: seed }
    const [kept, apart] = trainTestSplit([rows], options)
    return { train: partOf(X, codes, weights, kept), validation: partOf(X, codes, weights, apart) }
  }

  #scores(X: Matrix): Matrix {
    const { baseline } = this.state
    const rows = X.shape[0]
    const outputs = baseline.length
    const out = new Float64Array(rows * outputs)
    const own = new Float64Array(rows)
    for (let k = 0; k < outputs; k++) {
      own.fill(baseline[k])
      addTreeValues(this.trees, k, outputs, this.state.roots.length, X.data, this.nFeaturesIn, own)
      for (let i = 0; i < rows; i++) out[i * outputs + k] = own[i]
    }
    return new NdArray(out, [rows, outputs])
  }
}

interface Part {
  readonly X: Matrix
  readonly codes: Int32Array
  readonly weights: Float64Array | null
}

function partOf(X: Matrix, codes: Int32Array, weights: Float64Array | null, rows: Int32Array): Part {
  const columns = X.shape[1]
  const data = new Float64Array(rows.length * columns)
  rows.forEach((row, k) => data.set(X.data.subarray(row * columns, (row + 1) * columns), k * columns))
  return {
    X: new NdArray(data, [rows.length, columns]),
    codes: rows.map(row => codes[row]),
    weights: weights && Float64Array.from(rows, row => weights[row]),
  }
}

/** Trees one after the other. */
function joined(trees: readonly BoostedTree[]): BoostedTrees {
  const sizes = trees.map(tree => tree.right.length)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const roots = new Int32Array(trees.length)
  const feature = new Int32Array(total)
  const number = new Float64Array(total)
  const right = new Int32Array(total)
  let at = 0
  trees.forEach((tree, t) => {
    roots[t] = at
    feature.set(tree.feature, at)
    number.set(tree.number, at)
    for (let k = 0; k < tree.right.length; k++) right[at + k] = tree.right[k] === 0 ? 0 : at + tree.right[k]
    at += sizes[t]
  })
  return { roots, feature, number, right }
}

/** Whether none of the last scores is better than the one before them. */
function hasStalled(scores: readonly number[], nIterNoChange: number, tol: number): boolean {
  if (scores.length < nIterNoChange + 1) return false
  const reference = scores[scores.length - nIterNoChange - 1] + tol
  return !scores.slice(-nIterNoChange).some(score => score > reference)
}

/** Refuses nodes that are no tree in preorder: whoever follows a checked one gets to a leaf of the same tree. */
function checkTree(right: Int32Array, root: number, end: number, tree: number, at: Decoding): void {
  if (root >= end) at.fail(`tree ${tree} has no nodes`)
  const due: number[] = []
  for (let node = root; node < end; node++) {
    if (right[node] !== 0) {
      due.push(right[node])
    } else {
      const next = due.pop() ?? end
      if (next !== node + 1) at.fail(`node ${node} is a leaf, so node ${node + 1} must be the right child that is due`)
    }
  }
  if (due.length > 0) at.fail(`tree ${tree} must end with a leaf`)
}
