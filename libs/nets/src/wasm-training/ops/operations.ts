import { batchNormGradient, fusedBatchNorm, moments } from './batch-norm'
import type { Operation } from './context'
import { conv2D, conv2DBackpropFilter, conv2DBackpropInput, fusedConv2D } from './convolutions'
import { add, cast, divide, multiply, relu, reluGradient, square, subtract } from './elementwise'
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise'
import { batchMatMul, fusedMatMul } from './matrix-products'
import { averagePoolGradient, maxPoolGradient } from './pooling'
import { mean, sum } from './reductions'

/** Every kernel that is registered. */
export const operations: readonly Operation[] = [
  conv2D,
  fusedConv2D,
  conv2DBackpropInput,
  conv2DBackpropFilter,
  batchMatMul,
  fusedMatMul,
  maxPoolGradient,
  averagePoolGradient,
  depthwiseBackpropInput,
  depthwiseBackpropFilter,
  fusedBatchNorm,
  moments,
  batchNormGradient,
  sum,
  mean,
  add,
  subtract,
  multiply,
  divide,
  square,
  relu,
  reluGradient,
  cast,
]
