import { backend_util } from '@tensorflow/tfjs'
import type { Operands, Operation, TensorInfo } from './context'
import { sizeOf } from './context'

/** The gradient of a pooling of NHWC pictures, from its input and the gradient of its result. */
function gradient(operands: Operands, kernel: 'maxPoolGradient' | 'meanPoolGradient'): TensorInfo {
  const { dy, input } = operands.inputs
  const { filterSize, strides, pad, dimRoundingMode } = operands.attrs as {
    filterSize: number | [number, number]
    strides: number | [number, number]
    pad: 'same' | 'valid' | number
    dimRoundingMode?: 'floor' | 'round' | 'ceil'
  }
  const info = backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  )
  const dx = operands.output(input.shape)
  operands.engine.run(
    kernel,
    {
      x: operands.address(input),
      dx: operands.address(dx),
      dy: operands.address(dy),
      lines: info.inHeight,
      points: info.inWidth,
      channels: info.inChannels,
      outLines: info.outHeight,
      outPoints: info.outWidth,
      height: info.filterHeight,
      width: info.filterWidth,
      strideH: info.strideHeight,
      strideW: info.strideWidth,
      padTop: info.padInfo.top,
      padLeft: info.padInfo.left,
    },
    { chunks: info.batchSize, work: 16 * sizeOf(input.shape) },
  )
  return dx
}

/** Of equal elements in a window the first gets the gradient, as in PyTorch. */
export const maxPoolGradient: Operation = {
  name: 'MaxPoolGrad',
  compute: operands => gradient(operands, 'maxPoolGradient'),
}

/** A window at the border is shared out among its elements inside the picture, as the mean was taken over those. */
export const averagePoolGradient: Operation = {
  name: 'AvgPoolGrad',
  compute: operands => gradient(operands, 'meanPoolGradient'),
}
