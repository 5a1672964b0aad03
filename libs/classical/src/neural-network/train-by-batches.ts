import type { RandomState } from '@genre/core'
import { DataError } from '@genre/core'
import type { CheckedData } from '../base/validate'
import { trainTestSplit } from '../model-selection/train-test-split'
import type { MLPClassifierParams } from './mlp-classifier'
import type { Network } from './network'
import type { Optimizer } from './optimizers'
import { Adam, GradientDescent } from './optimizers'
import { Plateau } from './plateau'
import { Validation } from './validation'

/** What is known after training beside the weights. */
export interface Training {
  lossCurve: Float64Array
  loss: number
  validationScores: Float64Array | null
  nIter: number
  converged: boolean
}

/** What training by batches is given beside network and data. */
export interface BatchTraining {
  readonly weights: Float64Array | null
  readonly batch: number
  readonly random: RandomState
  /** Rows to measure passes on; without them `earlyStopping` takes some of the data. */
  readonly validation: Validation | null
}

/** Trains a network pass by pass over shuffled rows, as scikit-learn does; the network holds the result. */
export function trainByBatches(
  network: Network,
  data: CheckedData,
  { weights, batch, random, validation: given }: BatchTraining,
  params: Readonly<MLPClassifierParams>,
): Training {
  const { X, rows, codes } = data
  const { parameters, gradient, statistics, norms } = network
  const optimizer = optimizerOf(params, parameters.length)
  const all: Int32Array = Int32Array.from({ length: rows }, (_, i) => i)
  const parted = params.earlyStopping && !given ? partition(all, data, weights, params, random) : null
  const validation = parted?.validation ?? given
  // Rows are drawn from those that are left, in the order in which the last pass took them.
  let order = parted?.kept ?? all
  const count = order.length
  const size = Math.min(batch, count)
  // One row has no variance.
  const end = norms.length > 0 && count % size === 1 ? count - 1 : count
  if (end === 0 || (norms.length > 0 && size < 2)) {
    throw new DataError({ table: 'X', reason: 'batches of one row cannot be normalised; raise batchSize' })
  }
  const plateau = params.learningRate === 'plateau' ? new Plateau(params) : null
  // Everything is compared so that more is better.
  const sign = params.validationMetric === 'loss' ? -1 : 1
  const losses: number[] = []
  const scores: number[] = []
  let best = { parameters: parameters.slice(), statistics: statistics.slice() }
  let bestLoss = Infinity
  let bestScore = -Infinity
  let withoutGain = 0
  let converged = false
  while (losses.length < params.maxIter && !converged) {
    if (params.shuffle) {
      const before = order
      const places = random.permutation(count)
      order = places.map(place => before[place])
    }
    let loss = 0
    for (let from = 0; from < end; from += size) {
      const rowsOfBatch = order.subarray(from, Math.min(from + size, end))
      loss += network.lossAndGradient(X.data, rowsOfBatch, codes, weights) * rowsOfBatch.length
      optimizer.step(parameters, gradient)
    }
    loss /= end
    losses.push(loss)
    if (!Number.isFinite(loss)) break
    const measured = validation?.measure(network, params.validationMetric)
    if (measured !== undefined) scores.push(measured)
    if (measured !== undefined && params.earlyStopping) {
      const score = sign * measured
      withoutGain = score < bestScore + params.tol ? withoutGain + 1 : 0
      if (score > bestScore) {
        bestScore = score
        best = { parameters: parameters.slice(), statistics: statistics.slice() }
      }
    } else {
      withoutGain = loss > bestLoss - params.tol ? withoutGain + 1 : 0
      bestLoss = Math.min(bestLoss, loss)
    }
    optimizer.passEnds(losses.length * count)
    if (plateau?.falls(measured === undefined ? -loss : sign * measured)) optimizer.lowerRate(params.plateauFactor)
    if (withoutGain > params.nIterNoChange) {
      converged = optimizer.stalls()
      withoutGain = 0
    }
  }
  if (params.earlyStopping) {
    parameters.set(best.parameters)
    statistics.set(best.statistics)
  }
  return {
    lossCurve: Float64Array.from(losses),
    loss: losses.at(-1)!,
    validationScores: validation && Float64Array.from(scores),
    nIter: losses.length,
    converged,
  }
}

function optimizerOf(params: Readonly<MLPClassifierParams>, size: number): Optimizer {
  return params.solver === 'sgd'
    ? new GradientDescent(size, params)
    : new Adam(size, { ...params, decoupled: params.solver === 'adamw' })
}

/** Keeps a share of the rows apart. */
function partition(
  all: Int32Array,
  { X, columns, classes, codes }: CheckedData,
  weights: Float64Array | null,
  params: Readonly<MLPClassifierParams>,
  random: RandomState,
) {
  // scikit-learn keeps proportions only with two classes.
  const stratify = classes.length === 2 ? codes : null
  const options = { testSize: params.validationFraction, randomState: random, stratify }
  const [kept, apart] = trainTestSplit([all], options)
  if (apart.length < 2) {
    throw new DataError({ table: 'X', reason: 'too few rows for validation; raise validationFraction' })
  }
  return { kept, validation: Validation.take(X.data, columns, codes, apart, weights) }
}
