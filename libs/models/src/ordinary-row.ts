import {
  MinMaxScaler,
  Pipeline,
  QuantileTransformer,
  RobustScaler,
  StandardScaler,
  VotingClassifier,
} from '@genre/classical'

/**
 * What a model takes for an ordinary value of each column: the median of what its first step learned from (ranks, robust scaling), the
 * mean (standard scaling) or the middle (min-max scaling). Of a vote, what its first voter takes for it. `null` if nothing in it tells.
 *
 * @param model - a fitted estimator
 */
export function ordinaryRow(model: unknown): Float64Array | null {
  if (model instanceof Pipeline) return ordinaryRow(Object.values(model.namedSteps)[0])
  if (model instanceof VotingClassifier) return ordinaryRow(Object.values(model.namedEstimators)[0])
  if (model instanceof QuantileTransformer) {
    const { quantiles } = model
    const [rows, columns] = quantiles.shape
    const low = Math.floor((rows - 1) / 2)
    const high = Math.ceil((rows - 1) / 2)
    return Float64Array.from({ length: columns }, (_, j) => (quantiles.get(low, j) + quantiles.get(high, j)) / 2)
  }
  if (model instanceof StandardScaler) return model.mean.slice()
  if (model instanceof RobustScaler) return model.center.slice()
  if (model instanceof MinMaxScaler) {
    const { dataMin, dataMax } = model
    return dataMin.map((value, j) => (value + dataMax[j]) / 2)
  }
  return null
}
