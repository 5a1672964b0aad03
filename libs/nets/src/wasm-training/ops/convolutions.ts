import { backend_util } from '@tensorflow/tfjs'
import { convolution, convolutionFilterGradient, inputGradient } from '../convolution'
import type { Pictures, Window } from '../convolution'
import type { Operands, Operation, TensorInfo } from './context'
import { sizeOf } from './context'
import { fill } from './fill'
import type { Shape4D, WindowAttributes } from './window'
import { windowOf } from './window'

interface Geometry {
  readonly window: Window
  readonly outShape: number[]
  readonly x: Omit<Pictures, 'address'>
  readonly y: Omit<Pictures, 'address'>
}

/** The sizes of a convolution of NHWC pictures; `undefined` for channels first. */
function geometry(attrs: Operands['attrs'], xShape: number[], filterShape: number[]): Geometry | undefined {
  const { strides, pad, dilations, dimRoundingMode, dataFormat } = attrs as unknown as WindowAttributes & {
    dataFormat?: 'NHWC' | 'NCHW'
  }
  if (dataFormat === 'NCHW') return undefined
  const info = backend_util.computeConv2DInfo(
    xShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
  )
  return {
    window: windowOf(info),
    outShape: info.outShape,
    x: { images: info.batchSize, lines: info.inHeight, points: info.inWidth, channels: info.inChannels },
    y: { images: info.batchSize, lines: info.outHeight, points: info.outWidth, channels: info.outChannels },
  }
}

function convolve(operands: Operands, bias: TensorInfo | undefined, activation: string): TensorInfo | TensorInfo[] {
  const { x, filter } = operands.inputs
  const sizes = geometry(operands.attrs, x.shape, filter.shape)
  const known = activation === 'linear' || activation === 'relu'
  if (!sizes || !known || x.dtype !== 'float32' || filter.dtype !== 'float32') return operands.otherwise()
  const y = operands.output(sizes.outShape)
  convolution(
    operands.engine,
    { ...sizes.x, address: operands.address(x) },
    operands.address(filter),
    sizes.window,
    { ...sizes.y, address: operands.address(y) },
    bias ? operands.address(bias) : 0,
    activation === 'relu',
  )
  return y
}

export const conv2D: Operation = { name: 'Conv2D', compute: operands => convolve(operands, undefined, 'linear') }

export const fusedConv2D: Operation = {
  name: 'FusedConv2D',
  compute: operands => {
    const { bias, preluActivationWeights, filter } = operands.inputs as Record<string, TensorInfo | undefined>
    const simple = !preluActivationWeights && (!bias || sizeOf(bias.shape) === filter!.shape[3])
    return simple ? convolve(operands, bias, String(operands.attrs.activation ?? 'linear')) : operands.otherwise()
  },
}

export const conv2DBackpropInput: Operation = {
  name: 'Conv2DBackpropInput',
  compute: operands => {
    const { dy, filter } = operands.inputs
    const sizes = geometry(operands.attrs, operands.attrs.inputShape as number[], filter.shape)
    if (!sizes) return channelsFirst()
    const dx = operands.output(operands.attrs.inputShape as number[])
    inputGradient(
      operands.engine,
      { ...sizes.y, address: operands.address(dy) },
      operands.address(filter),
      sizes.window,
      { ...sizes.x, address: operands.address(dx) },
    )
    return dx
  },
}

export const conv2DBackpropFilter: Operation = {
  name: 'Conv2DBackpropFilter',
  compute: operands => {
    const { x, dy } = operands.inputs
    const filterShape = operands.attrs.filterShape as number[]
    const sizes = geometry(operands.attrs, x.shape, filterShape)
    if (!sizes) return channelsFirst()
    const dw = operands.output(filterShape)
    if (sizeOf(x.shape) === 0 || sizeOf(dy.shape) === 0) {
      fill(operands, dw, 0)
      return dw
    }
    convolutionFilterGradient(
      operands.engine,
      { ...sizes.x, address: operands.address(x) },
      { ...sizes.y, address: operands.address(dy) },
      sizes.window,
      operands.address(dw),
    )
    return dw
  },
}

function channelsFirst(): never {
  throw new Error("the wasm backend computes convolutions of channels-last pictures only (dataFormat 'NHWC')")
}
