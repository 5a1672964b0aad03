import { fill, getKernel, registerKernel, tensor1d, tidy } from '@tensorflow/tfjs'
import type { KernelFunc, NamedAttrMap, Tensor, Tensor1D, TensorInfo } from '@tensorflow/tfjs'
import { MEAN_GRADIENT, registerGradients } from '../wasm-training/gradients'
import { BATCH_NORM_GRADIENT } from '../wasm-training/ops/batch-norm'
import { RELU_GRADIENT } from '../wasm-training/ops/elementwise'
import { markAsOurs } from '../wasm-training/our-kernels'

const BACKEND = 'tensorflow'

interface Attribute {
  readonly name: string
  readonly type: number
  readonly value: unknown
}

/** What is used here of tfjs-node's backend: it runs any operation of TensorFlow by its name. */
interface TensorflowBackend {
  readonly binding: Readonly<
    Record<`TF_ATTR_${'TYPE' | 'FLOAT' | 'STRING' | 'BOOL'}` | `TF_${'FLOAT' | 'INT32'}`, number>
  >
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]): Tensor
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): Tensor[]
}

type Inputs = Readonly<Record<string, Tensor>>

const kernels: Readonly<
  Record<string, (backend: TensorflowBackend, inputs: Inputs, attrs: NamedAttrMap) => Tensor | Tensor[]>
> = {
  [RELU_GRADIENT]: (backend, { dy, x }) => backend.executeSingleOutput('ReluGrad', [floats(backend, 'T')], [dy, x]),
  [MEAN_GRADIENT]: (backend, { dy }, { shape }) =>
    backend.executeSingleOutput(
      'BroadcastTo',
      [floats(backend, 'T'), { name: 'Tidx', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_INT32 }],
      [dy, tensor1d(shape as number[], 'int32')],
    ),
  [BATCH_NORM_GRADIENT](backend, { x, dy, mean, variance, scale }, { varianceEpsilon }) {
    const { binding } = backend
    // Mean and variance count as given, whatever they were computed from: tfjs takes their gradients further.
    const [dx, dScale, dOffset] = backend.executeMultipleOutputs(
      'FusedBatchNormGradV3',
      [
        floats(backend, 'T'),
        floats(backend, 'U'),
        { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: varianceEpsilon },
        { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
        { name: 'is_training', type: binding.TF_ATTR_BOOL, value: false },
      ],
      [dy, x, scale, mean, variance, fill([0], 0)],
      5,
    )
    const squared = (variance as Tensor1D).add(Number(varianceEpsilon)).reciprocal()
    const dMean = dOffset.mul(scale).mul(squared.sqrt()).neg()
    const dVariance = dScale.mul(scale).mul(squared).mul(-0.5)
    return [dx, dMean, dVariance, dScale, dOffset]
  },
}

/**
 * Registers gradients that TensorFlow has as operations of its own, where tfjs composes them of many: of ReLU, of means
 * and of batch normalization. Registering again changes nothing.
 */
export function registerTensorflowGradients(): void {
  for (const [kernelName, compute] of Object.entries(kernels)) {
    if (getKernel(kernelName, BACKEND)) continue
    const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) =>
      tidy(() => compute(backend as TensorflowBackend, inputs as unknown as Inputs, attrs ?? {}))
    markAsOurs(kernelFunc)
    registerKernel({ kernelName, backendName: BACKEND, kernelFunc })
  }
  registerGradients()
}

function floats({ binding }: TensorflowBackend, name: string): Attribute {
  return { name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }
}
