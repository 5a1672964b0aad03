import { RandomState } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { afterAll, describe, expect, it } from 'vitest'
import { createNet } from '../architectures/registry'
import { selectBackend } from '../backend/select-backend'
import { loadModel } from '../files/load-model'
import { memoryStore } from '../files/memory-store'
import { saveModel } from '../files/save-model'
import { predictLogits } from '../training/predict'
import { foldBatchNorm } from './fold-batch-norm'
import { netSpecOf } from './net-spec-of'
import { layerShapes, product } from './layer-shapes'

/** Of the largest logit: other kernels sum in other orders. */
const CLOSE = 1e-4

describe('a model saved on one backend', () => {
  afterAll(() => tf.setBackend('cpu'))

  it.each<[string, Record<string, unknown>]>([
    ['small', { input: [64, 65, 1], widths: [4, 6, 8] }],
    ['resnet-v10', { input: [70, 64, 1], features: 5, widths: [3, 4, 5, 6], hidden: 8 }],
    ['resnet-34', { input: [64, 64, 1], widths: [3, 4, 5, 6] }],
    ['csc461-cnn', { input: [45, 50, 1], widths: [3, 4, 5], hidden: 8 }],
    ['mini-vgg-v4', { input: [24, 28, 3], widths: [3, 4], hidden: 8 }],
    ['cs4100-cnn', { input: [22, 15, 3], widths: [3, 4], hidden: 6 }],
    ['csc461-mlp', {}],
    ['bilstm', { units: 4, pooling: 'last' }],
    ['cnn-rnn', { input: [16, 20, 1], filters: 3, units: 4 }],
    ['gated-net', { input: [9, 7] }],
  ])('%s predicts the same on the other', async (name, options) => {
    await tf.setBackend('cpu')
    const model = createNet(name, { ...options, randomState: 1 })
    const shapes = layerShapes(netSpecOf(model))
    const random = new RandomState(1)
    const inputs = model.inputs.map(input => {
      const shape = [3, ...(input.shape.slice(1) as number[])]
      return { data: random.standardNormal(product(shape)), shape }
    })
    const expected = await predictLogits(model, inputs)
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const store = memoryStore()
    await saveModel(store, model, { classes: Array.from({ length: 10 }, (_, i) => `genre ${i}`) })
    await selectBackend({ backends: ['wasm'], threads: 1 })
    expect(tf.getBackend()).not.toBe('cpu')
    const loaded = await loadModel(store)
    for (const net of [loaded.model, await foldBatchNorm(loaded.model)]) {
      const received = await predictLogits(net, inputs)
      received.forEach((value, i) => expect(Math.abs(value - expected[i]) / largest).toBeLessThan(CLOSE))
    }
    expect(shapes.size).toBe(loaded.spec.layers.length)
  })

  it('is refused where it has no room', async () => {
    await selectBackend({ backends: ['wasm'], threads: 1 })
    expect(() => createNet('mini-vgg-v3')).toThrow(
      /629 218 218 parameters .* 2\.\d+ GiB to run.*npm install @tensorflow\/tfjs-node/,
    )
  })
})
