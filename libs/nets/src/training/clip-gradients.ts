import * as tf from '@tensorflow/tfjs'

/** Bounds for gradients. */
export interface ClipOptions {
  /** Largest Euclidean norm of all gradients together; they are scaled down to it (`clip_grad_norm_`). */
  readonly norm?: number
  /** Largest value of any element (`clip_grad_value_`), applied before the norm. */
  readonly value?: number
}

/** Clipped copies of gradients; the originals are disposed of. */
export function clipGradients(gradients: readonly tf.Tensor[], options: ClipOptions): tf.Tensor[] {
  const { norm, value } = options
  const clipped = tf.tidy(() => {
    const bounded = value === undefined ? gradients : gradients.map(gradient => gradient.clipByValue(-value, value))
    if (norm === undefined) return bounded.map(gradient => gradient.clone())
    const squares = bounded.map(gradient => gradient.square().sum())
    const total = tf.addN(squares).sqrt()
    // PyTorch's small addend, so that a zero gradient stays one.
    const factor = tf.minimum(tf.scalar(norm).div(total.add(1e-6)), 1)
    return bounded.map(gradient => gradient.mul(factor))
  })
  gradients.forEach(gradient => gradient.dispose())
  return clipped
}
