import { layerShapes, product, weightSpecs } from './layer-shapes'
import type { LayerSpec, NetSpec } from './net-spec'

/** How large a net is: see {@link netSize}. */
export interface NetSize {
  /** Parameters that training changes: PyTorch's count, except that an LSTM has one bias here and two there. */
  readonly parameters: number
  /** Values kept beside them that are not trained: running means and variances of batch normalization. */
  readonly state: number
  /** PyTorch's count: {@link parameters} and the second bias of its LSTM layers. */
  readonly torchParameters: number
  /** Values that the layers of one example hold, inputs included. */
  readonly activations: number
  /** The largest output of one layer together with what it is made from: what inference holds at a time, per example. */
  readonly peakActivations: number
  /** Multiplications and additions of one forward pass of one example (two for each multiply-add). */
  readonly flops: number
  /** Bytes that running the net on `batch` examples takes: weights, and the layers at work. */
  inferenceBytes(batch?: number): number
  /** Bytes that one training step takes: weights, gradients, two optimizer slots, all layers and their gradients. */
  trainingBytes(batch?: number): number
}

/**
 * Counts a net's parameters, values and operations from its description alone: nothing is allocated.
 *
 * @example
 * ```ts
 * import { describeNet, netSize } from '@genre/nets'
 * console.log(netSize(describeNet('mini-vgg-v3')).parameters) // => 629218218
 * ```
 */
export function netSize(spec: NetSpec): NetSize {
  const shapes = layerShapes(spec)
  const weights = weightSpecs(spec, shapes)
  const count = (trainable: boolean) =>
    weights.reduce((sum, weight) => (weight.trainable === trainable ? sum + product(weight.shape) : sum), 0)
  const parameters = count(true)
  const state = count(false)
  let activations = 0
  let peakActivations = 0
  let flops = 0
  for (const layer of spec.layers) {
    const shape = shapes.get(layer.name)!
    const inputs = layer.from.map(name => shapes.get(name)!)
    const values = product(shape) * innerValues(layer, inputs)
    activations += values
    peakActivations = Math.max(peakActivations, values + inputs.reduce((sum, input) => sum + product(input), 0))
    flops += operations(layer, inputs, shape)
  }
  const secondBiases = weights.reduce(
    (sum, weight) => (weight.kind === 'bias' && isLstm(spec, weight.layer) ? sum + product(weight.shape) : sum),
    0,
  )
  return {
    parameters,
    state,
    torchParameters: parameters + secondBiases,
    activations,
    peakActivations,
    flops,
    inferenceBytes: (batch = 1) => 4 * (parameters + state + batch * peakActivations),
    trainingBytes: (batch = 1) => 4 * (4 * parameters + state + 2 * batch * activations),
  }
}

/** Values that a layer holds for each value it gives: an LSTM keeps gates, cell and output of every step. */
function innerValues(layer: LayerSpec, [input]: readonly (readonly number[])[]): number {
  return layer.op === 'lstm' ? 8 * (layer.sequences ? 1 : input[0]) : 1
}

function operations(layer: LayerSpec, [input]: readonly (readonly number[])[], shape: readonly number[]): number {
  switch (layer.op) {
    case 'conv2d':
      return 2 * product(shape) * layer.kernel[0] * layer.kernel[1] * input[2]
    case 'depthwiseConv2d':
      return 2 * product(shape) * layer.kernel[0] * layer.kernel[1]
    case 'dense':
      return 2 * layer.units * input[0]
    case 'lstm':
      return 2 * input[0] * 4 * layer.units * (input[1] + layer.units) * (layer.direction === 'both' ? 2 : 1)
    case 'maxPool2d':
    case 'averagePool2d':
      return product(shape) * layer.size * layer.size
    case 'batchNorm':
    case 'layerNorm':
      return 2 * product(shape)
    case 'relu':
    case 'add':
      return product(shape)
    case 'globalAveragePool':
      return product(input)
    default:
      return 0
  }
}

function isLstm(spec: NetSpec, name: string): boolean {
  return spec.layers.some(layer => layer.name === name && layer.op === 'lstm')
}
