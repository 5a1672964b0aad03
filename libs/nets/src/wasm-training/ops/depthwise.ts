import { backend_util } from '@tensorflow/tfjs'
import type { Operands, Operation, TensorInfo } from './context'
import { sizeOf } from './context'
import type { Shape4D, WindowAttributes } from './window'
import { picturesOf, windowOf } from './window'

function run(
  operands: Operands,
  kernel: 'depthwiseInputGradient' | 'depthwiseFilterGradient',
  tensors: { x: TensorInfo; dy: TensorInfo; weights: TensorInfo },
): void {
  const { strides, pad, dilations, dimRoundingMode } = operands.attrs as unknown as WindowAttributes
  const { x, dy, weights } = tensors
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    weights.shape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  )
  operands.engine.run(
    kernel,
    {
      x: operands.address(x),
      dy: operands.address(dy),
      weights: operands.address(weights),
      images: info.batchSize,
      multiplier: info.outChannels / info.inChannels,
      ...picturesOf(info),
      ...windowOf(info),
    },
    {
      chunks: kernel === 'depthwiseInputGradient' ? info.batchSize : info.filterHeight * info.filterWidth,
      work: 4 * sizeOf(dy.shape) * info.filterHeight * info.filterWidth,
    },
  )
}

export const depthwiseBackpropInput: Operation = {
  name: 'DepthwiseConv2dNativeBackpropInput',
  compute: operands => {
    const { dy, filter } = operands.inputs
    const dx = operands.output(operands.attrs.inputShape as number[])
    run(operands, 'depthwiseInputGradient', { x: dx, dy, weights: filter })
    return dx
  },
}

export const depthwiseBackpropFilter: Operation = {
  name: 'DepthwiseConv2dNativeBackpropFilter',
  compute: operands => {
    const { x, dy } = operands.inputs
    const dw = operands.output(operands.attrs.filterShape as number[])
    run(operands, 'depthwiseFilterGradient', { x, dy, weights: dw })
    return dw
  },
}
