import { RandomState } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createNet } from '../architectures/registry'
import { predictLogits } from '../training/predict'
import { foldBatchNorm } from './fold-batch-norm'
import { netSpecOf } from './net-spec-of'
import { layerWeights, setWeight } from './net-weights'

describe('foldBatchNorm', () => {
  beforeAll(() => tf.setBackend('cpu'))

  it.each<[string, Record<string, unknown>, number]>([
    ['small', { input: [32, 33, 1], widths: [3, 4, 5] }, 0],
    ['resnet-v10', { input: [64, 64, 1], features: 7, widths: [2, 3, 4, 5], hidden: 6 }, 1],
    ['resnet-18', { input: [48, 64, 1], widths: [2, 3, 4, 5] }, 0],
    ['cs4100-fcnn', {}, 0],
    ['mini-vgg-v6', { input: [18, 20, 1], widths: [3, 4], hidden: 5 }, 5],
    ['csc461-mlp', { input: [5], widths: [4] }, 2],
    ['lstm', { units: 3 }, 0],
  ])('%s: the same logits, with fewer layers', async (name, options, left) => {
    const model = createNet(name, { ...options, randomState: 1 })
    const spec = netSpecOf(model)
    const random = new RandomState(2)
    for (const variable of layerWeights(model, spec)) {
      const shape = variable.shape as number[]
      const values = Float32Array.from(random.uniform(0.2, 1, tf.util.sizeFromShape(shape)))
      if (/gamma|beta|moving/.test(variable.originalName)) setWeight(variable, values, shape)
    }
    const tensors = tf.memory().numTensors
    const folded = await foldBatchNorm(model)
    expect(tf.memory().numTensors - tensors).toBe(folded.weights.length)
    expect(netSpecOf(folded).layers.filter(layer => layer.op === 'batchNorm')).toHaveLength(left)
    expect(netSpecOf(folded).layers.some(layer => layer.op === 'dropout')).toBe(false)
    const inputs = model.inputs.map(input => {
      const shape = [3, ...(input.shape.slice(1) as number[])]
      return { data: random.standardNormal(tf.util.sizeFromShape(shape)), shape }
    })
    const expected = await predictLogits(model, inputs)
    const received = await predictLogits(folded, inputs)
    // Products in another order, in float32.
    received.forEach((value, i) =>
      expect(Math.abs(value - expected[i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected[i]))),
    )
  })
})
