import { InvalidParameterError } from '@genre/core'
import type { LayerSpec, NetSpec, WeightSpec } from './net-spec'

/**
 * The output shape of every layer, by name, without the batch.
 * @throws InvalidParameterError naming the layer where the input is too small, or shapes do not fit together
 */
export function layerShapes(spec: NetSpec): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>()
  for (const layer of spec.layers) {
    const inputs = layer.from.map(name => shapes.get(name)!)
    const shape = outputShape(layer, inputs)
    if (shape.some(size => !(Number.isSafeInteger(size) && size >= 1))) {
      throw new InvalidParameterError({
        parameter: 'input',
        received: spec.layers.flatMap(l => (l.op === 'input' ? [l.shape] : [])),
        allowed: `large enough for ${spec.name}: nothing would be left after the layer ${layer.name} (${shape.join(' x ')})`,
      })
    }
    shapes.set(layer.name, shape)
  }
  return shapes
}

function outputShape(layer: LayerSpec, inputs: readonly (readonly number[])[]): number[] {
  const [first] = inputs
  switch (layer.op) {
    case 'input':
      return [...layer.shape]
    case 'conv2d':
    case 'depthwiseConv2d': {
      const [height, width, channels] = rank(layer, first, 3)
      const filters = layer.op === 'conv2d' ? layer.filters : channels
      const along = (size: number, kernel: number) =>
        layer.padding === 'same' ? Math.ceil(size / layer.stride) : Math.floor((size - kernel) / layer.stride) + 1
      return [along(height, layer.kernel[0]), along(width, layer.kernel[1]), filters]
    }
    case 'zeroPad2d': {
      const [height, width, channels] = rank(layer, first, 3)
      return [height + 2 * layer.padding, width + 2 * layer.padding, channels]
    }
    case 'maxPool2d':
    case 'averagePool2d': {
      const [height, width, channels] = rank(layer, first, 3)
      const along = (size: number) => Math.floor((size - layer.size) / layer.stride) + 1
      return [along(height), along(width), channels]
    }
    case 'globalAveragePool':
      if (first.length !== 2 && first.length !== 3) throw misfit(layer, first)
      return [first[first.length - 1]]
    case 'dense':
      rank(layer, first, 1)
      return [layer.units]
    case 'batchNorm':
    case 'layerNorm':
    case 'relu':
    case 'dropout':
      return [...first]
    case 'permute':
      if ([...layer.order].sort().join() !== first.map((_, i) => i + 1).join()) throw misfit(layer, first)
      return layer.order.map(axis => first[axis - 1])
    case 'reshape':
      if (product(layer.shape) !== product(first)) throw misfit(layer, first)
      return [...layer.shape]
    case 'flatten':
      return [product(first)]
    case 'crop2d': {
      const [height, width, channels] = rank(layer, first, 3)
      return [height - layer.top - layer.bottom, width, channels]
    }
    case 'concat':
      if (inputs.some(shape => shape.length !== 1)) throw misfit(layer, first)
      return [inputs.reduce((sum, [size]) => sum + size, 0)]
    case 'add':
      if (inputs.some(shape => shape.join() !== first.join())) throw misfit(layer, first)
      return [...first]
    case 'lstm': {
      const [steps] = rank(layer, first, 2)
      const values = layer.units * (layer.direction === 'both' ? 2 : 1)
      return layer.sequences ? [steps, values] : [values]
    }
  }
}

/**
 * The arrays of parameters of a net, layer by layer in the order in which TensorFlow.js keeps them within a layer.
 */
export function weightSpecs(spec: NetSpec, shapes: ReadonlyMap<string, readonly number[]>): WeightSpec[] {
  const weights: WeightSpec[] = []
  for (const layer of spec.layers) {
    const input = shapes.get(layer.from[0] ?? layer.name)!
    const add = (kind: WeightSpec['kind'], shape: readonly number[], trainable = true, part = '') =>
      weights.push({ name: `${layer.name}${part}/${kind}`, layer: layer.name, kind, shape, trainable })
    const values = input[input.length - 1]
    switch (layer.op) {
      case 'conv2d':
        add('kernel', [...layer.kernel, values, layer.filters])
        if (layer.bias) add('bias', [layer.filters])
        break
      case 'depthwiseConv2d':
        add('depthwise_kernel', [...layer.kernel, values, 1])
        if (layer.bias) add('bias', [values])
        break
      case 'dense':
        add('kernel', [values, layer.units])
        if (layer.bias) add('bias', [layer.units])
        break
      case 'batchNorm':
        add('gamma', [values])
        add('beta', [values])
        add('moving_mean', [values], false)
        add('moving_variance', [values], false)
        break
      case 'layerNorm':
        add('gamma', [values])
        add('beta', [values])
        break
      case 'lstm':
        // tfjs names the two halves of a bidirectional layer so.
        for (const part of layer.direction === 'both'
          ? [`/forward_${layer.name}_lstm`, `/backward_${layer.name}_lstm`]
          : ['']) {
          add('kernel', [values, 4 * layer.units], true, part)
          add('recurrent_kernel', [layer.units, 4 * layer.units], true, part)
          if (layer.bias) add('bias', [4 * layer.units], true, part)
        }
        break
    }
  }
  return weights
}

export function product(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1)
}

function rank(layer: LayerSpec, shape: readonly number[], length: number): readonly number[] {
  if (shape.length !== length) throw misfit(layer, shape)
  return shape
}

function misfit(layer: LayerSpec, shape: readonly number[]): InvalidParameterError {
  return new InvalidParameterError({
    parameter: `the layer ${layer.name} (${layer.op})`,
    received: shape,
    allowed: 'given an input of a shape that it can take',
  })
}
