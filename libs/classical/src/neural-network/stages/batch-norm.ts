import type { Products } from '../../linear/products/products'
import type { Stage } from './stage'

/** What batch normalisation has for each of its columns. */
export interface Norm {
  readonly scale: Float64Array
  readonly shift: Float64Array
  /** Running mean and variance over the batches, which stand in for those of the batch after training. */
  readonly mean: Float64Array
  readonly variance: Float64Array
}

/** Numbers of {@link BatchNorm}. */
export interface NormOptions {
  /** Share of the newest batch in running mean and variance. */
  readonly momentum: number
  /** Added to variances. */
  readonly epsilon: number
}

/**
 * Batch normalisation (S. Ioffe, C. Szegedy, 2015): each column less its mean over the batch, divided by the root of its
 * variance, times a scale plus a shift that are learned. As PyTorch's `BatchNorm1d`, the batch is divided by its
 * variance over n, while the running variance is that over n - 1.
 */
export class BatchNorm implements Stage {
  readonly #norm: Norm
  readonly #gradient: Pick<Norm, 'scale' | 'shift'>
  readonly #options: NormOptions
  readonly #values: Float64Array
  /** Inputs less their mean, over their deviation. */
  readonly #standard: Float64Array
  readonly #mean: Float64Array
  readonly #factor: Float64Array

  constructor(
    norm: Norm,
    gradient: Pick<Norm, 'scale' | 'shift'>,
    options: NormOptions & { batch: number; unit: Products },
  ) {
    const size = norm.scale.length
    this.#norm = norm
    this.#gradient = gradient
    this.#options = options
    this.#values = options.unit.float64(options.batch * size)
    this.#standard = options.unit.float64(options.batch * size)
    this.#mean = new Float64Array(size)
    this.#factor = new Float64Array(size)
  }

  forward(input: Float64Array, count: number, training: boolean): Float64Array {
    const { scale, shift, mean, variance } = this.#norm
    const { epsilon } = this.#options
    const size = scale.length
    const factor = this.#factor
    const values = this.#values
    if (training) return this.#train(input, count)
    for (let j = 0; j < size; j++) factor[j] = scale[j] / Math.sqrt(variance[j] + epsilon)
    for (let i = 0, k = 0; i < count; i++) {
      for (let j = 0; j < size; j++, k++) values[k] = (input[k] - mean[j]) * factor[j] + shift[j]
    }
    return values
  }

  backward(delta: Float64Array, count: number, total: number, needed: boolean): Float64Array {
    const { scale } = this.#norm
    const gradient = this.#gradient
    const standard = this.#standard
    const size = scale.length
    gradient.scale.fill(0)
    gradient.shift.fill(0)
    for (let i = 0, k = 0; i < count; i++) {
      for (let j = 0; j < size; j++, k++) {
        gradient.scale[j] += delta[k] * standard[k]
        gradient.shift[j] += delta[k]
      }
    }
    if (needed) {
      for (let i = 0, k = 0; i < count; i++) {
        for (let j = 0; j < size; j++, k++) {
          const rest = delta[k] - (gradient.shift[j] + standard[k] * gradient.scale[j]) / count
          delta[k] = scale[j] * this.#factor[j] * rest
        }
      }
    }
    for (let j = 0; j < size; j++) {
      gradient.scale[j] /= total
      gradient.shift[j] /= total
    }
    return delta
  }

  #train(input: Float64Array, count: number): Float64Array {
    const { scale, shift, mean, variance } = this.#norm
    const { epsilon, momentum } = this.#options
    const size = scale.length
    const batchMean = this.#mean.fill(0)
    const factor = this.#factor.fill(0)
    const standard = this.#standard
    const values = this.#values
    for (let i = 0, k = 0; i < count; i++) for (let j = 0; j < size; j++) batchMean[j] += input[k++]
    for (let j = 0; j < size; j++) batchMean[j] /= count
    for (let i = 0, k = 0; i < count; i++) {
      for (let j = 0; j < size; j++, k++) {
        standard[k] = input[k] - batchMean[j]
        factor[j] += standard[k] * standard[k]
      }
    }
    for (let j = 0; j < size; j++) {
      mean[j] += momentum * (batchMean[j] - mean[j])
      variance[j] += momentum * (factor[j] / (count - 1) - variance[j])
      factor[j] = 1 / Math.sqrt(factor[j] / count + epsilon)
    }
    for (let i = 0, k = 0; i < count; i++) {
      for (let j = 0; j < size; j++, k++) {
        standard[k] *= factor[j]
        values[k] = standard[k] * scale[j] + shift[j]
      }
    }
    return values
  }
}
