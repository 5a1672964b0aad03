import type { Operation } from './context'
import { conv2D, conv2DBackpropFilter, conv2DBackpropInput, fusedConv2D } from './convolutions'
import { batchMatMul, fusedMatMul } from './matrix-products'

/** Every kernel that is registered. */
export const operations: readonly Operation[] = [
  conv2D,
  fusedConv2D,
  conv2DBackpropInput,
  conv2DBackpropFilter,
  batchMatMul,
  fusedMatMul,
]
