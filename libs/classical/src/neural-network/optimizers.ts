/** Moves parameters along gradients, one batch after the other. */
export interface Optimizer {
  /** Moves `parameters` by what it makes of `gradient`. */
  step(parameters: Float64Array, gradient: Float64Array): void
  /** Called after each pass over the rows, with the number of rows seen so far. */
  passEnds(rowsSeen: number): void
  /** Called when nothing has got better for a while; true if training is to end. */
  stalls(): boolean
}

/** Numbers of {@link Adam}. */
export interface AdamOptions {
  readonly learningRateInit: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/** D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization" (2014), as scikit-learn computes it. */
export class Adam implements Optimizer {
  readonly #options: AdamOptions
  readonly #mean: Float64Array
  readonly #square: Float64Array
  #steps = 0

  constructor(size: number, options: AdamOptions) {
    this.#options = options
    this.#mean = new Float64Array(size)
    this.#square = new Float64Array(size)
  }

  step(parameters: Float64Array, gradient: Float64Array): void {
    const { learningRateInit, beta1, beta2, epsilon } = this.#options
    const mean = this.#mean
    const square = this.#square
    this.#steps++
    const rate = (learningRateInit * Math.sqrt(1 - beta2 ** this.#steps)) / (1 - beta1 ** this.#steps)
    for (let k = 0; k < parameters.length; k++) {
      const g = gradient[k]
      const m = beta1 * mean[k] + (1 - beta1) * g
      const v = beta2 * square[k] + (1 - beta2) * (g * g)
      mean[k] = m
      square[k] = v
      parameters[k] += (-rate * m) / (Math.sqrt(v) + epsilon)
    }
  }

  passEnds(): void {}

  stalls(): boolean {
    return true
  }
}

/** Numbers of {@link GradientDescent}. */
export interface GradientDescentOptions {
  readonly learningRate: 'constant' | 'invscaling' | 'adaptive'
  readonly learningRateInit: number
  readonly powerT: number
  readonly momentum: number
  readonly nesterovsMomentum: boolean
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
    const { momentum, nesterovsMomentum } = this.#options
    const velocity = this.#velocity
    const rate = this.#rate
    for (let k = 0; k < parameters.length; k++) {
      const next = momentum * velocity[k] - rate * gradient[k]
      velocity[k] = next
      parameters[k] += nesterovsMomentum ? momentum * next - rate * gradient[k] : next
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
}
