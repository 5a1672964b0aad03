import type { Impurity } from './impurity'
import { entropy, gini } from './impurity'
import { Xorshift } from './xorshift'

/** Which splits are allowed. */
export interface SplitLimits {
  readonly criterion: Impurity
  /** How many features are drawn for a node. */
  readonly maxFeatures: number
  /** How many rows a child must have. */
  readonly minSamplesLeaf: number
  /** How much weight a child must have. */
  readonly minWeightLeaf: number
}

/**
 * Finds the best split of one node after the other, for one tree after the other. The rows of a node are
 * `samples[start..end)`; a split reorders them, those of the left child first.
 *
 * Features are drawn as scikit-learn draws them, with the same generator and the same memory for features that are
 * constant in a node (and so in all of its descendants), so the same seed gives the same features.
 */
export abstract class Splitter {
  /** Rows with weight, those of a node next to each other. */
  readonly samples: Uint32Array
  nSamples = 0
  /** Weight of all rows. */
  totalWeight = 0

  /** First and last (not included) place of the present node. */
  start = 0
  end = 0
  /** Class weights of the present node, and their sum. */
  readonly classWeights: Float64Array
  weight = 0

  /** The best split that {@link split} found: none if `pos` is `end`. */
  pos = 0
  feature = 0
  threshold = 0
  leftImpurity = 0
  rightImpurity = 0
  improvement = 0

  protected readonly codes: Int32Array
  protected weights: Float64Array
  protected readonly limits: SplitLimits
  protected bestProxy = -Infinity
  readonly #features: Int32Array
  readonly #constantFeatures: Int32Array
  /** What features, and random thresholds, are drawn with. */
  protected random = new Xorshift(1)

  constructor(codes: Int32Array, nFeatures: number, nClasses: number, limits: SplitLimits) {
    this.codes = codes
    this.limits = limits
    this.samples = new Uint32Array(codes.length)
    this.weights = new Float64Array(codes.length)
    this.classWeights = new Float64Array(nClasses)
    this.#features = new Int32Array(nFeatures)
    this.#constantFeatures = new Int32Array(nFeatures)
  }

  /** Starts a tree: rows of weight 0 are left out. */
  begin(weights: Float64Array, seed: number): void {
    this.weights = weights
    this.random = new Xorshift(seed)
    this.nSamples = 0
    this.totalWeight = 0
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] !== 0) this.samples[this.nSamples++] = i
      this.totalWeight += weights[i]
    }
    for (let f = 0; f < this.#features.length; f++) this.#features[f] = f
  }

  /** Turns to a node. */
  enter(start: number, end: number): void {
    const { samples, codes, weights, classWeights } = this
    this.start = start
    this.end = end
    classWeights.fill(0)
    let sum = 0
    for (let k = start; k < end; k++) {
      const sample = samples[k]
      const weight = weights[sample]
      classWeights[codes[sample]] += weight
      sum += weight
    }
    this.weight = sum
  }

  /** Impurity of class weights by the criterion. */
  impurityOf(classWeights: Float64Array, total: number): number {
    return this.limits.criterion === 'gini' ? gini(classWeights, total) : entropy(classWeights, total)
  }

  /**
   * Looks for the best split of the present node, and reorders its rows if there is one.
   *
   * @param impurity - of the node
   * @param knownConstants - how many features are known to be constant in it
   * @returns how many are known afterwards
   */
  split(impurity: number, knownConstants: number): number {
    const { maxFeatures } = this.limits
    this.pos = this.end
    this.feature = 0
    this.threshold = 0
    this.leftImpurity = this.rightImpurity = Infinity
    this.improvement = this.bestProxy = -Infinity

    // features: [drawn constants | known constants | constants found here | not drawn yet | drawn]
    const features = this.#features
    let undrawnEnd = features.length
    let visited = 0
    let found = 0
    let drawnConstants = 0
    while (
      undrawnEnd > knownConstants + found &&
      (visited < maxFeatures || visited <= found + drawnConstants) // one that is not constant at least
    ) {
      visited++
      let at = this.random.nextInteger(drawnConstants, undrawnEnd - found)
      if (at < knownConstants) {
        swap(features, at, drawnConstants++)
        continue
      }
      at += found
      if (this.visit(features[at])) {
        swap(features, at, --undrawnEnd)
      } else {
        swap(features, at, knownConstants + found)
        found++
      }
    }
    if (this.pos < this.end) {
      this.partition()
      const { weight, leftWeight, rightWeight } = this
      this.improvement =
        (weight / this.totalWeight) *
        (impurity - (rightWeight / weight) * this.rightImpurity - (leftWeight / weight) * this.leftImpurity)
    }
    // Siblings and children find the known constants where this node found them.
    const constants = this.#constantFeatures
    for (let k = 0; k < knownConstants; k++) features[k] = constants[k]
    for (let k = knownConstants; k < knownConstants + found; k++) constants[k] = features[k]
    return knownConstants + found
  }

  protected leftWeight = 0
  protected rightWeight = 0

  /** Tries every threshold of a feature, and keeps the best one if it beats `bestProxy`; false if there is none to try. */
  protected abstract visit(feature: number): boolean

  /** Reorders the node's rows by the best split and sets the children's weights and impurities. */
  protected abstract partition(): void
}

function swap(array: Int32Array, i: number, j: number): void {
  const item = array[i]
  array[i] = array[j]
  array[j] = item
}
