import { backend_util } from '@tensorflow/tfjs'
import type { Operands, Operation, TensorInfo } from './context'
import { sizeOf } from './context'
import type { Shape4D, WindowAttributes } from './window'
import { picturesOf, windowOf } from './window'

/** The gradient of a pooling of NHWC pictures, from its input and the gradient of its result. */
function gradient(operands: Operands, kernel: 'maxPoolGradient' | 'meanPoolGradient'): TensorInfo {
  const { dy, input } = operands.inputs
  const { filterSize, strides, pad, dimRoundingMode } = operands.attrs as unknown as WindowAttributes & {
    readonly filterSize: number | [number, number]
  }
  const info = backend_util.computePool2DInfo(input.shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode)
  const dx = operands.output(input.shape)
  operands.engine.run(
    kernel,
    {
      x: operands.address(input),
      dx: operands.address(dx),
      dy: operands.address(dy),
      ...picturesOf(info),
      ...windowOf(info),
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
