import type { RandomState } from '@genre/core'
import { product } from './layer-shapes'
import type { LayerSpec, NetSpec, WeightSpec } from './net-spec'

/**
 * The values with which PyTorch starts a layer: uniform within 1 / sqrt(fan in) for convolutions and linear layers and
 * their biases, within 1 / sqrt(units) for LSTM (whose one bias here is the sum of PyTorch's two), ones and zeros for
 * normalizations. The numbers come from `random` in the order of the layers, so a seed gives the same net everywhere.
 */
export function* initialWeights(
  spec: NetSpec,
  weights: readonly WeightSpec[],
  random: RandomState,
): Generator<Float32Array> {
  const layers = new Map<string, LayerSpec>(spec.layers.map(layer => [layer.name, layer]))
  const fanIns = new Map<string, number>()
  for (const weight of weights) {
    const layer = layers.get(weight.layer)!
    const values = new Float32Array(product(weight.shape))
    if (weight.kind === 'kernel' || weight.kind === 'depthwise_kernel') {
      const fanIn = weight.kind === 'kernel' ? product(weight.shape.slice(0, -1)) : weight.shape[0] * weight.shape[1]
      fanIns.set(weight.layer, fanIn)
    }
    switch (weight.kind) {
      case 'gamma':
      case 'moving_variance':
        values.fill(1)
        break
      case 'beta':
      case 'moving_mean':
        break
      default: {
        const bound = 1 / Math.sqrt(layer.op === 'lstm' ? layer.units : fanIns.get(weight.layer)!)
        addUniform(values, bound, random)
        if (layer.op === 'lstm' && weight.kind === 'bias') addUniform(values, bound, random)
      }
    }
    yield values
  }
}

function addUniform(values: Float32Array, bound: number, random: RandomState): void {
  const scale = (2 * bound) / 4294967296
  for (let i = 0; i < values.length; i++) values[i] += random.nextUint32() * scale - bound
}
