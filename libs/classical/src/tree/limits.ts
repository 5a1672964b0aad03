import { InvalidParameterError, checkInteger, checkNumber, checkOneOf } from '@genre/core'
import type { GrowLimits } from './grow-tree'
import type { SplitLimits } from './splitter'

/** The parameters that shape a tree, alone or in a forest. */
export interface TreeParams {
  /** What a good split lowers: Gini's index, or the entropy (`'entropy'` and `'log_loss'` are the same). Default `'gini'`. */
  criterion: 'gini' | 'entropy' | 'log_loss'
  /** How deep a tree may get; default `null`: until leaves are pure or small. */
  maxDepth: number | null
  /** How many leaves a tree may have; then the best split comes first. Default `null`: any number. */
  maxLeafNodes: number | null
  /** How many rows a node needs to be split: a count of at least 2, or a share of the rows in (0, 1). Default 2. */
  minSamplesSplit: number
  /** How many rows a leaf needs: a count of at least 1, or a share of the rows in (0, 1). Default 1. */
  minSamplesLeaf: number
  /** Which share of the weight of all rows a leaf needs, 0 to 0.5. Default 0. */
  minWeightFractionLeaf: number
  /** How many features are drawn for a split: a count, a share in (0, 1), the root or logarithm of all, `null` for all. */
  maxFeatures: number | 'sqrt' | 'log2' | null
  /** By how much a split must lower the impurity, weighted by the share of the rows that it concerns. Default 0. */
  minImpurityDecrease: number
  /**
   * Complexity parameter of minimal cost-complexity pruning: splits that lower the impurity by less than this a leaf,
   * weighted by the share of the rows that they concern, are taken back. Default 0: none.
   */
  ccpAlpha: number
}

/** Refuses parameters that cannot be used. @throws InvalidParameterError */
export function checkTreeParams(params: TreeParams): void {
  const { maxDepth, maxFeatures, minSamplesLeaf, minSamplesSplit } = params
  checkOneOf('criterion', params.criterion, ['gini', 'entropy', 'log_loss'])
  if (maxDepth !== null) checkInteger('maxDepth', maxDepth, { min: 1 })
  if (params.maxLeafNodes !== null) checkInteger('maxLeafNodes', params.maxLeafNodes, { min: 2 })
  checkCountOrShare('minSamplesSplit', minSamplesSplit, 2)
  checkCountOrShare('minSamplesLeaf', minSamplesLeaf, 1)
  checkNumber('minWeightFractionLeaf', params.minWeightFractionLeaf, { min: 0, max: 0.5 })
  if (maxFeatures !== null && maxFeatures !== 'sqrt' && maxFeatures !== 'log2') {
    if (typeof maxFeatures !== 'number') {
      throw new InvalidParameterError({
        parameter: 'maxFeatures',
        received: maxFeatures,
        allowed: "'sqrt', 'log2', null, a count of at least 1 or a share between 0 and 1",
      })
    }
    checkCountOrShare('maxFeatures', maxFeatures, 1)
  }
  checkNumber('minImpurityDecrease', params.minImpurityDecrease, { min: 0 })
  checkNumber('ccpAlpha', params.ccpAlpha, { min: 0 })
}

/** What the parameters mean for so many rows of so much weight, and so many features. */
export function resolveLimits(
  params: TreeParams,
  rows: number,
  features: number,
  totalWeight: number,
): SplitLimits & GrowLimits {
  const minSamplesLeaf = Number.isInteger(params.minSamplesLeaf)
    ? params.minSamplesLeaf
    : Math.ceil(params.minSamplesLeaf * rows)
  const minSamplesSplit = Number.isInteger(params.minSamplesSplit)
    ? params.minSamplesSplit
    : Math.max(2, Math.ceil(params.minSamplesSplit * rows))
  return {
    criterion: params.criterion === 'gini' ? 'gini' : 'entropy',
    maxDepth: params.maxDepth ?? Infinity,
    maxLeafNodes: params.maxLeafNodes ?? Infinity,
    minSamplesSplit: Math.max(minSamplesSplit, 2 * minSamplesLeaf),
    minSamplesLeaf,
    minWeightLeaf: params.minWeightFractionLeaf * totalWeight,
    maxFeatures: resolveMaxFeatures(params.maxFeatures, features),
    minImpurityDecrease: params.minImpurityDecrease,
    ccpAlpha: params.ccpAlpha,
  }
}

function resolveMaxFeatures(maxFeatures: TreeParams['maxFeatures'], features: number): number {
  if (maxFeatures === null) return features
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(features)))
  if (maxFeatures === 'log2') return Math.max(1, Math.floor(Math.log2(features)))
  return Number.isInteger(maxFeatures) ? maxFeatures : Math.max(1, Math.floor(maxFeatures * features))
}

function checkCountOrShare(parameter: string, value: number, min: number): void {
  if (Number.isInteger(value) && value >= min) return
  if (typeof value === 'number' && value > 0 && value < 1) return
  throw new InvalidParameterError({
    parameter,
    received: value,
    allowed: `a count of at least ${min} or a share between 0 and 1`,
  })
}
