import { checkNumber, checkOneOf, InvalidParameterError } from '@genre/core'

/** How weights move; the rules and defaults are PyTorch's. */
export type OptimizerOptions =
  | {
      /** `weightDecay` is added to the gradient (`torch.optim.Adam`). */
      readonly name: 'adam'
      /** Default 1e-3. */
      readonly learningRate?: number
      /** Default [0.9, 0.999]. */
      readonly betas?: readonly [number, number]
      /** Default 1e-8. */
      readonly epsilon?: number
      /** Default 0. */
      readonly weightDecay?: number
    }
  | {
      /** Weights shrink by `learningRate * weightDecay`, whatever the gradient (`torch.optim.AdamW`). */
      readonly name: 'adamw'
      readonly learningRate?: number
      readonly betas?: readonly [number, number]
      readonly epsilon?: number
      /** Default 0.01. */
      readonly weightDecay?: number
    }
  | {
      /** `torch.optim.SGD`. */
      readonly name: 'sgd'
      /** Default 1e-3. */
      readonly learningRate?: number
      /** Default 0. */
      readonly momentum?: number
      /** Default false. */
      readonly nesterov?: boolean
      /** Default 0. */
      readonly weightDecay?: number
    }

/** Optimizer options with every default filled in. */
export interface CheckedOptimizer {
  readonly name: 'adam' | 'adamw' | 'sgd'
  readonly learningRate: number
  readonly betas: readonly [number, number]
  readonly epsilon: number
  readonly weightDecay: number
  readonly momentum: number
  readonly nesterov: boolean
}

export function checkOptimizer(options: OptimizerOptions = { name: 'adam' }): CheckedOptimizer {
  const given = options as Partial<CheckedOptimizer>
  const name = checkOneOf('optimizer.name', given.name, ['adam', 'adamw', 'sgd'] as const)
  const betas = given.betas ?? [0.9, 0.999]
  if (!Array.isArray(betas) || betas.length !== 2 || !betas.every(beta => beta >= 0 && beta < 1)) {
    const allowed = 'two numbers from 0 to below 1'
    throw new InvalidParameterError({ parameter: 'optimizer.betas', received: betas, allowed })
  }
  const momentum = checkNumber('optimizer.momentum', given.momentum ?? 0, { min: 0 })
  const nesterov = given.nesterov ?? false
  if (nesterov && momentum === 0) {
    throw new InvalidParameterError({ parameter: 'optimizer.nesterov', received: true, allowed: 'with a momentum' })
  }
  return {
    name,
    learningRate: checkNumber('optimizer.learningRate', given.learningRate ?? 1e-3, { min: 0 }),
    betas: [betas[0], betas[1]],
    epsilon: checkNumber('optimizer.epsilon', given.epsilon ?? 1e-8, { min: 0 }),
    weightDecay: checkNumber('optimizer.weightDecay', given.weightDecay ?? (name === 'adamw' ? 0.01 : 0), { min: 0 }),
    momentum,
    nesterov,
  }
}
