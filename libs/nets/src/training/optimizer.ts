import * as tf from '@tensorflow/tfjs'
import type { CheckedOptimizer } from './optimizer-options'

/**
 * PyTorch's Adam, AdamW and SGD on tensors. Beside each variable it keeps what the rule needs (two moments, or one velocity);
 * {@link slots} gives them for a checkpoint.
 */
export class Optimizer {
  readonly #options: CheckedOptimizer
  readonly #variables: readonly tf.Variable[]
  #slots: tf.Tensor[][]
  #steps = 0

  constructor(options: CheckedOptimizer, variables: readonly tf.Variable[]) {
    this.#options = options
    this.#variables = variables
    const count = options.name === 'sgd' ? (options.momentum > 0 ? 1 : 0) : 2
    this.#slots = variables.map(variable => Array.from({ length: count }, () => tf.zerosLike(variable)))
  }

  /** Steps taken so far. */
  get steps(): number {
    return this.#steps
  }

  /** One step. The gradients are in the order of the variables and are left to the caller. */
  step(gradients: readonly tf.Tensor[], learningRate: number): void {
    this.#steps++
    this.#variables.forEach((variable, i) => {
      const old = this.#slots[i]
      const [value, ...slots] = tf.tidy(() =>
        this.#options.name === 'sgd'
          ? this.#sgd(variable, gradients[i], old, learningRate)
          : this.#adam(variable, gradients[i], old, learningRate),
      )
      variable.assign(value as tf.Tensor)
      value.dispose()
      old.forEach(slot => slot.dispose())
      this.#slots[i] = slots
    })
  }

  /** The values kept beside the variables, variable by variable. */
  async slots(): Promise<Float32Array[]> {
    return Promise.all(this.#slots.flat().map(slot => slot.data() as Promise<Float32Array>))
  }

  /** Takes up where {@link slots} and {@link steps} were written down. */
  restore(slots: readonly Float32Array[], steps: number): void {
    let next = 0
    this.#slots = this.#slots.map(list =>
      list.map(slot => {
        const restored = tf.tensor(slots[next++], slot.shape, 'float32')
        slot.dispose()
        return restored
      }),
    )
    this.#steps = steps
  }

  /** How many slots each variable has. */
  get slotCount(): number {
    return this.#slots.flat().length
  }

  dispose(): void {
    this.#slots.flat().forEach(slot => slot.dispose())
    this.#slots = []
  }

  #adam(variable: tf.Variable, gradient: tf.Tensor, [m, v]: tf.Tensor[], rate: number): tf.Tensor[] {
    const { name, betas, epsilon, weightDecay } = this.#options
    const [beta1, beta2] = betas
    let w: tf.Tensor = variable
    let g = gradient
    if (weightDecay > 0) {
      if (name === 'adamw') w = w.mul(1 - rate * weightDecay)
      else g = g.add(w.mul(weightDecay))
    }
    const m2 = m.mul(beta1).add(g.mul(1 - beta1))
    const v2 = v.mul(beta2).add(g.square().mul(1 - beta2))
    const stepSize = rate / (1 - beta1 ** this.#steps)
    const denominator = v2
      .sqrt()
      .div(Math.sqrt(1 - beta2 ** this.#steps))
      .add(epsilon)
    return [w.sub(m2.div(denominator).mul(stepSize)), m2, v2]
  }

  #sgd(variable: tf.Variable, gradient: tf.Tensor, [velocity]: tf.Tensor[], rate: number): tf.Tensor[] {
    const { momentum, nesterov, weightDecay } = this.#options
    const g = weightDecay > 0 ? gradient.add(variable.mul(weightDecay)) : gradient
    if (!velocity) return [variable.sub(g.mul(rate))]
    // PyTorch's first velocity is the gradient itself, which zeros give as well.
    const next = velocity.mul(momentum).add(g)
    const direction = nesterov ? g.add(next.mul(momentum)) : next
    return [variable.sub(direction.mul(rate)), next]
  }
}
