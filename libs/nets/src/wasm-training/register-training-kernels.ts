import { registerOperations } from './register'

/**
 * Registers our kernels for TensorFlow.js' wasm backend, so that it can train conv nets, and fast: tfjs-backend-wasm 4.22 has no
 * gradient of a convolution by its filter, a slow one by its input, slow products of transposed matrices, and slow sums over
 * leading axes.
 *
 * Ours are assembled when they are first used, from text that needs no compiler and no further file, and work on the tensors where
 * they lie in the backend's memory: convolutions (any stride, padding, dilation; channels last) and both their gradients, matrix
 * products, pooling gradients, batch normalisation and its gradient, sums and means over leading axes, elementwise arithmetic.
 * Where they do not cover an operand (other types, other activations), tfjs' own kernels go on. The gradients of relu and of
 * batch normalisation get faster forms while wasm is the backend.
 *
 * {@link selectBackend} of `@genre/nets` does this and starts the backend, with threads; call this one where you start the wasm
 * backend yourself, before or after. Calling it again changes nothing. It needs WebAssembly vectors (SIMD): without them the
 * first computation throws.
 *
 * Values: those of tfjs' cpu backend up to the rounding of 32-bit sums. Of equal elements the first gets the gradient of max
 * pooling, as in PyTorch; at the border of an average pooling with padding, the gradient belongs to the mean over the elements inside
 * (tfjs' cpu backend divides by the whole window there, which its own forward pass does not).
 *
 * @returns the names of the kernels
 *
 * @example
 * ```ts
 * import { registerTrainingKernels } from '@genre/nets/wasm-training'
 *
 * console.log(registerTrainingKernels().includes('Conv2DBackpropFilter')) // => true
 * ```
 */
export function registerTrainingKernels(): readonly string[] {
  return registerOperations()
}
