import { lowered } from './plateau'

/** Moves parameters along gradients, one batch after the other. */
export interface Optimizer {
  /** Moves `parameters` by what it makes of `gradient`. */
  step(parameters: Float64Array, gradient: Float64Array): void
  /** Called after each pass over the rows, with the number of rows seen so far. */
  passEnds(rowsSeen: number): void
  /** Called when nothing has got better for a while; true if training is to end. */
  stalls(): boolean
  /** Multiplies the rate of all steps to come, as {@link lowered} does. */
  lowerRate(factor: number): void
}

/** Numbers of {@link Adam}. */
export interface AdamOptions {
  readonly learningRateInit: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** How parameters are drawn towards 0. */
  readonly weightDecay: number
  /** Whether decay moves parameters by itself (AdamW) rather than through the gradient. */
  readonly decoupled: boolean
}

/**
 * D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization" (2014), as scikit-learn computes it; with decay as
 * PyTorch does, which adds `epsilon` after the root is corrected for its start. Decoupled: I. Loshchilov, F. Hutter,
 * "Decoupled weight decay regularization" (2017).
 */
export class Adam implements Optimizer {
  readonly #options: AdamOptions
  readonly #mean: Float64Array
  readonly #square: Float64Array
  #rate: number
  #steps = 0

  constructor(size: number, options: AdamOptions) {
    this.#options = options
    this.#mean = new Float64Array(size)
    this.#square = new Float64Array(size)
    this.#rate = options.learningRateInit
  }

  step(parameters: Float64Array, gradient: Float64Array): void {
    const { beta1, beta2, epsilon, weightDecay, decoupled } = this.#options
    const mean = this.#mean
    const square = this.#square
    this.#steps++
    const root = Math.sqrt(1 - beta2 ** this.#steps)
    const rate = (this.#rate * root) / (1 - beta1 ** this.#steps)
    const added = decoupled || weightDecay > 0 ? epsilon * root : epsilon
    const decay = decoupled ? 0 : weightDecay
    const kept = decoupled ? 1 - this.#rate * weightDecay : 1
    for (let k = 0; k < parameters.length; k++) {
      const g = gradient[k] + decay * parameters[k]
      const m = beta1 * mean[k] + (1 - beta1) * g
      const v = beta2 * square[k] + (1 - beta2) * (g * g)
      mean[k] = m
      square[k] = v
      parameters[k] = kept * parameters[k] - (rate * m) / (Math.sqrt(v) + added)
    }
  }

  passEnds(): void {}

  stalls(): boolean {
    return true
  }

  lowerRate(factor: number): void {
    this.#rate = lowered(this.#rate, factor)
  }
}

/** Numbers of {@link GradientDescent}. */
export interface GradientDescentOptions {
  readonly learningRate: 'constant' | 'invscaling' | 'adaptive' | 'plateau'
  readonly learningRateInit: number
  readonly powerT: number
  readonly momentum: number
  readonly nesterovsMomentum: boolean
  /** How parameters are drawn towards 0, through the gradient. */
  readonly weightDecay: number
}

/** Gradient descent with momentum, Nesterov's if asked for. */
export class GradientDescent implements Optimizer {
  readonly #options: GradientDescentOptions
  readonly #velocity: Float64Array
  #rate: number

  constructor(size: number, options: GradientDescentOptions) {
    this.#options = options
    this.#velocity = new Float64Array(size)
    this.#rate = options.learningRateInit
  }

  step(parameters: Float64Array, gradient: Float64Array): void {
    const { momentum, nesterovsMomentum, weightDecay } = this.#options
    const velocity = this.#velocity
    const rate = this.#rate
    for (let k = 0; k < parameters.length; k++) {
      const step = rate * (gradient[k] + weightDecay * parameters[k])
      const next = momentum * velocity[k] - step
      velocity[k] = next
      parameters[k] += nesterovsMomentum ? momentum * next - step : next
    }
  }

  passEnds(rowsSeen: number): void {
    const { learningRate, learningRateInit, powerT } = this.#options
    if (learningRate === 'invscaling') this.#rate = learningRateInit / (rowsSeen + 1) ** powerT
  }

  stalls(): boolean {
    if (this.#options.learningRate !== 'adaptive' || this.#rate <= 1e-6) return true
    this.#rate /= 5
    return false
  }

  lowerRate(factor: number): void {
    this.#rate = lowered(this.#rate, factor)
  }
}
