import { InvalidParameterError, checkInteger, checkNumber, checkOneOf } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import { checkRandomState } from '../base/check-random-state'
import type { MLPClassifierParams } from './mlp-classifier'

export const ACTIVATIONS = ['identity', 'logistic', 'tanh', 'relu'] as const
export const NORM_PLACES = ['none', 'beforeLinear', 'afterLinear'] as const

/** @throws InvalidParameterError for a parameter of `MLPClassifier` that cannot be used */
export function checkMlpParams(params: Readonly<MLPClassifierParams>): void {
  const { hiddenLayerSizes, batchSize, solver, dropout } = params
  if (!Array.isArray(hiddenLayerSizes)) {
    const allowed = 'an array with the number of neurons of each hidden layer'
    throw new InvalidParameterError({ parameter: 'hiddenLayerSizes', received: hiddenLayerSizes, allowed })
  }
  hiddenLayerSizes.forEach((size, l) => checkInteger(`hiddenLayerSizes[${l}]`, size, { min: 1 }))
  checkOneOf('activation', params.activation, ACTIVATIONS)
  checkOneOf('solver', solver, ['adam', 'adamw', 'sgd', 'lbfgs'])
  checkNumber('alpha', params.alpha, { min: 0 })
  if (batchSize !== 'auto') checkInteger('batchSize', batchSize, { min: 1 })
  checkOneOf('learningRate', params.learningRate, ['constant', 'invscaling', 'adaptive', 'plateau'])
  checkNumber('learningRateInit', params.learningRateInit, { min: 0, exclusive: 'min' })
  checkNumber('powerT', params.powerT, { min: 0 })
  checkInteger('maxIter', params.maxIter, { min: 1 })
  checkBoolean('shuffle', params.shuffle)
  checkRandomState(params.randomState)
  checkNumber('tol', params.tol, { min: 0 })
  checkNumber('momentum', params.momentum, { min: 0, max: 1 })
  checkBoolean('nesterovsMomentum', params.nesterovsMomentum)
  checkBoolean('earlyStopping', params.earlyStopping)
  checkNumber('validationFraction', params.validationFraction, { min: 0, max: 1, exclusive: 'both' })
  checkNumber('beta1', params.beta1, { min: 0, max: 1, exclusive: 'max' })
  checkNumber('beta2', params.beta2, { min: 0, max: 1, exclusive: 'max' })
  checkNumber('epsilon', params.epsilon, { min: 0, exclusive: 'min' })
  if (params.nIterNoChange !== Infinity) checkInteger('nIterNoChange', params.nIterNoChange, { min: 1 })
  checkInteger('maxFun', params.maxFun, { min: 1 })
  checkOneOf('batchNorm', params.batchNorm, NORM_PLACES)
  checkBoolean('inputNorm', params.inputNorm)
  checkNumber('normMomentum', params.normMomentum, { min: 0, max: 1 })
  checkNumber('normEpsilon', params.normEpsilon, { min: 0, exclusive: 'min' })
  if (Array.isArray(dropout)) {
    if (dropout.length !== hiddenLayerSizes.length) {
      const allowed = `a number, or ${hiddenLayerSizes.length} numbers, one for each hidden layer`
      throw new InvalidParameterError({ parameter: 'dropout', received: dropout, allowed })
    }
    dropout.forEach((share, l) => checkNumber(`dropout[${l}]`, share, { min: 0, max: 1, exclusive: 'max' }))
  } else checkNumber('dropout', dropout as number, { min: 0, max: 1, exclusive: 'max' })
  checkNumber('weightDecay', params.weightDecay, { min: 0 })
  checkOneOf('initialWeights', params.initialWeights, ['glorot', 'fanIn'])
  checkOneOf('validationMetric', params.validationMetric, ['accuracy', 'loss'])
  checkNumber('plateauFactor', params.plateauFactor, { min: 0, max: 1, exclusive: 'both' })
  checkInteger('plateauPatience', params.plateauPatience, { min: 0 })
  if (solver === 'lbfgs') refuseForLbfgs(params)
}

/** Which share of each hidden layer's values is dropped. */
export function sharesOf({ dropout, hiddenLayerSizes }: Readonly<MLPClassifierParams>): readonly number[] {
  return typeof dropout === 'number' ? hiddenLayerSizes.map(() => dropout) : dropout
}

/** All rows at once leave nothing that differs from batch to batch. */
function refuseForLbfgs(params: Readonly<MLPClassifierParams>): void {
  const wanted = {
    batchNorm: params.batchNorm === 'none',
    inputNorm: !params.inputNorm,
    dropout: sharesOf(params).every(share => share === 0),
    weightDecay: params.weightDecay === 0,
  }
  for (const [parameter, fits] of Object.entries(wanted)) {
    if (fits) continue
    const received = params[parameter as keyof typeof wanted]
    throw new InvalidParameterError({ parameter, received, allowed: "its default with solver 'lbfgs'" })
  }
}
