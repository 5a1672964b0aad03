import type { Seed } from '@genre/core'
import { RandomState } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { checkFits } from './check-fits'
import { initialWeights } from './initial-weights'
import { layerShapes, weightSpecs } from './layer-shapes'
import { netSize } from './net-size'
import type { LayerSpec, NetSpec } from './net-spec'
import { rememberSpec } from './net-spec-of'
import { layerWeights, setWeight } from './net-weights'

/** Options of {@link buildNet}. */
export interface BuildOptions {
  /** Seeds the first weights; unpredictable by default. */
  readonly randomState?: Seed
  /** Bytes that the backend has, where the built-in guess is wrong. */
  readonly memory?: number
}

/**
 * Makes the TensorFlow.js model of a net, of built-in layers only: whatever reads tfjs' layers format can read it. The
 * weights start as PyTorch's do. The model carries its description (`netSpecOf`).
 *
 * @throws NetTooLargeError before anything is allocated, where the backend in use has no room for it
 */
export function buildNet(spec: NetSpec, options: BuildOptions = {}): tf.LayersModel {
  const size = netSize(spec)
  checkFits(size, { net: spec.name, backend: tf.getBackend(), memory: options.memory })
  const model = assembleNet(spec)
  const weights = weightSpecs(spec, layerShapes(spec))
  const variables = layerWeights(model, spec)
  const values = initialWeights(spec, weights, RandomState.from(options.randomState))
  weights.forEach((weight, i) => {
    const data = values.next().value as Float32Array
    setWeight(variables[i], data, weight.shape)
  })
  return model
}

/** The model with all weights zero (running variances one): for those who set the weights themselves. */
export function assembleNet(spec: NetSpec): tf.LayersModel {
  const outputs = new Map<string, tf.SymbolicTensor>()
  const inputs: tf.SymbolicTensor[] = []
  let last: tf.SymbolicTensor | undefined
  for (const layer of spec.layers) {
    if (layer.op === 'input') {
      last = tf.input({ shape: [...layer.shape], name: layer.name })
      inputs.push(last)
    } else {
      const from = layer.from.map(name => outputs.get(name)!)
      last = tfLayer(layer, from[0].shape.length).apply(from.length === 1 ? from[0] : from) as tf.SymbolicTensor
    }
    outputs.set(layer.name, last)
  }
  const model = tf.model({ inputs: inputs.length === 1 ? inputs[0] : inputs, outputs: last!, name: spec.name })
  rememberSpec(model, spec)
  return model
}

type Constructive = Exclude<LayerSpec, { op: 'input' }>

function tfLayer(layer: Constructive, inputRank: number): tf.layers.Layer {
  const { name } = layer
  // Zeros cost nothing to make; the values that count are written afterwards.
  const zeros = {
    kernelInitializer: 'zeros',
    recurrentInitializer: 'zeros',
    depthwiseInitializer: 'zeros',
    biasInitializer: 'zeros',
  } as const
  switch (layer.op) {
    case 'conv2d':
      return tf.layers.conv2d({
        name,
        ...zeros,
        filters: layer.filters,
        kernelSize: [...layer.kernel],
        strides: layer.stride,
        padding: layer.padding,
        useBias: layer.bias,
        activation: layer.activation,
      })
    case 'depthwiseConv2d':
      return tf.layers.depthwiseConv2d({
        name,
        ...zeros,
        kernelSize: [...layer.kernel],
        strides: [layer.stride, layer.stride],
        padding: layer.padding,
        useBias: layer.bias,
      })
    case 'zeroPad2d':
      return tf.layers.zeroPadding2d({ name, padding: layer.padding })
    case 'maxPool2d':
    case 'averagePool2d': {
      const options = {
        name,
        poolSize: layer.size,
        strides: [layer.stride, layer.stride] as [number, number],
        padding: 'valid' as const,
      }
      return layer.op === 'maxPool2d' ? tf.layers.maxPooling2d(options) : tf.layers.averagePooling2d(options)
    }
    case 'globalAveragePool':
      return inputRank === 4 ? tf.layers.globalAveragePooling2d({ name }) : tf.layers.globalAveragePooling1d({ name })
    case 'dense':
      return tf.layers.dense({
        name,
        ...zeros,
        units: layer.units,
        useBias: layer.bias,
        activation: layer.activation,
      })
    case 'batchNorm':
      return tf.layers.batchNormalization({ name, axis: -1, epsilon: layer.epsilon, momentum: layer.momentum })
    case 'layerNorm':
      return tf.layers.layerNormalization({ name, axis: -1, epsilon: layer.epsilon })
    case 'relu':
      return tf.layers.reLU({ name })
    case 'dropout':
      return tf.layers.dropout({ name, rate: layer.rate, noiseShape: noiseShape(layer.kind) })
    case 'permute':
      return tf.layers.permute({ name, dims: [...layer.order] })
    case 'reshape':
      return tf.layers.reshape({ name, targetShape: [...layer.shape] })
    case 'flatten':
      return tf.layers.flatten({ name })
    case 'crop2d':
      return tf.layers.cropping2D({
        name,
        cropping: [
          [layer.top, layer.bottom],
          [0, 0],
        ],
      })
    case 'concat':
      return tf.layers.concatenate({ name, axis: -1 })
    case 'add':
      return tf.layers.add({ name })
    case 'lstm': {
      const lstm = (part: string) =>
        tf.layers.lstm({
          name: part,
          ...zeros,
          units: layer.units,
          activation: 'tanh',
          recurrentActivation: 'sigmoid',
          useBias: layer.bias,
          unitForgetBias: false,
          returnSequences: layer.sequences,
        }) as tf.RNN
      if (layer.direction === 'forward') return lstm(name)
      return tf.layers.bidirectional({ name, layer: lstm(`${name}_lstm`), mergeMode: 'concat' })
    }
  }
}

function noiseShape(kind: 'unit' | 'channel' | 'example'): number[] | undefined {
  // null stands for "as long as the input"; tfjs' types leave it out.
  if (kind === 'channel') return [null, 1, 1, null] as unknown as number[]
  if (kind === 'example') return [null, 1] as unknown as number[]
  return undefined
}
