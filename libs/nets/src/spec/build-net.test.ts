import { RandomState } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { describeNet } from '../architectures/registry'
import { assembleNet, buildNet } from './build-net'
import { layerShapes, weightSpecs } from './layer-shapes'
import { netSize } from './net-size'
import { netSpecOf } from './net-spec-of'
import { NetTooLargeError } from './net-too-large-error'
import { layerWeights } from './net-weights'

/** Each architecture at a size that the plain JavaScript backend runs in no time. */
const SMALL: [string, Record<string, unknown>][] = [
  ['mini-vgg-v6', { input: [32, 40, 1], widths: [2, 3], hidden: 4 }],
  ['resnet-v7', { input: [64, 72, 1], widths: [2, 3, 4, 5], hidden: 6 }],
  ['resnet-v10', { input: [64, 64, 1], features: 7, widths: [2, 3, 4, 5], hidden: 6 }],
  ['resnet-18-features', { input: [48, 64, 3], widths: [2, 3, 4, 5], classes: 3 }],
  ['resnet-34', { input: [48, 64, 1], widths: [2, 2, 2, 2], hidden: 4 }],
  ['csc461-cnn', { input: [40, 40, 1], widths: [2, 3, 4], hidden: 5 }],
  ['csc461-mlp', {}],
  ['cs4100-cnn', { input: [18, 12, 3], widths: [2, 3], hidden: 5 }],
  ['cs4100-fcnn', {}],
  ['exploration-mlp', {}],
  ['bilstm', { units: 3 }],
  ['bilstm', { units: 3, pooling: 'last' }],
  ['bilstm', { units: 3, pooling: 'mean', dropout: 0.1 }],
  ['lstm', { units: 3 }],
  ['gated-net', { input: [12, 7] }],
  ['cnn-rnn', { input: [16, 12, 1], filters: 2, units: 3 }],
  ['cnn-rnn-features', { input: [16, 13, 1], filters: 2, units: 3, features: 5 }],
  ['small', { input: [32, 33, 1], widths: [2, 3, 4] }],
]

describe('buildNet', () => {
  beforeAll(() => tf.setBackend('cpu'))

  it.each(SMALL)('%s %o: tfjs counts and shapes as the description does', async (name, options) => {
    const spec = describeNet(name, options)
    const size = netSize(spec)
    const model = buildNet(spec, { randomState: 1 })
    expect(model.countParams()).toBe(size.parameters + size.state)
    const shapes = layerShapes(spec)
    for (const layer of spec.layers.slice(1)) {
      expect([layer.name, model.getLayer(layer.name).outputShape]).toEqual([
        layer.name,
        layer.op === 'input' ? [[null, ...layer.shape]].flat() : [null, ...shapes.get(layer.name)!],
      ])
    }
    const weights = weightSpecs(spec, shapes)
    expect(layerWeights(model, spec).map(w => w.shape)).toEqual(weights.map(w => [...w.shape]))
    expect(layerWeights(model, spec).map(w => w.originalName)).toEqual(weights.map(w => w.name))
    const inputs = model.inputs.map(input => tf.ones([2, ...(input.shape.slice(1) as number[])]))
    const logits = (await (model.predict(inputs) as tf.Tensor).array()) as number[][]
    expect(logits).toHaveLength(2)
    expect(logits[0].every(Number.isFinite)).toBe(true)
    expect(new Set(logits[0]).size).toBeGreaterThan(1)
    model.dispose()
  })

  it('gives the same weights for the same seed, and PyTorch’s range', async () => {
    const spec = describeNet('exploration-mlp')
    const values = (seed: number) => buildNet(spec, { randomState: seed }).getWeights()[0].dataSync() as Float32Array
    expect(values(3)).toEqual(values(3))
    expect(values(3)).not.toEqual(values(4))
    const bound = 1 / Math.sqrt(57)
    const extreme = values(3).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(extreme).toBeLessThanOrEqual(bound)
    expect(extreme).toBeGreaterThan(0.99 * bound)
    expect(
      buildNet(spec, { randomState: new RandomState(3) })
        .getWeights()[0]
        .dataSync(),
    ).toEqual(values(3))
  })

  it('refuses what the backend has no room for, before it allocates', () => {
    const before = tf.memory().numBytes
    expect(() => buildNet(describeNet('mini-vgg-v3'), { memory: 2 ** 31 })).toThrow(NetTooLargeError)
    try {
      buildNet(describeNet('mini-vgg-v3'), { memory: 2 ** 31 })
    } catch (error) {
      expect(error).toMatchObject({ code: 'NET_TOO_LARGE', parameters: 629_218_218, available: 2 ** 31 })
      expect(String(error)).toMatch(/629 218 218 parameters .*2\.\d+ GiB.*2\.00 GiB.*smaller input/)
    }
    expect(tf.memory().numBytes).toBe(before)
  })

  it('refuses inputs that are too small, naming the layer', () => {
    expect(() => describeNet('csc461-cnn', { input: [8, 8, 1] })).not.toThrow()
    expect(() => netSize(describeNet('csc461-cnn', { input: [8, 8, 1] }))).toThrow(/nothing would be left after/)
    expect(() => buildNet(describeNet('csc461-cnn', { input: [8, 8, 1] }))).toThrow(/large enough for csc461-cnn/)
  })

  it.each([
    ['mini-vgg-v6', { widths: [] }, /widths/],
    ['mini-vgg-v6', { dropout: 1 }, /dropout/],
    ['mini-vgg-v6', { headDropout: 'row' }, /headDropout/],
    ['resnet-v10', { input: [512, 512] }, /input/],
    ['resnet-v10', { classes: 1 }, /classes/],
    ['resnet-v10', { features: 0 }, /features/],
    ['resnet-34', { depth: 50 }, /depth/],
    ['exploration-mlp', { dropouts: [0.1] }, /dropouts/],
    ['bilstm', { pooling: 'max' }, /pooling/],
    ['cnn-rnn', { layers: 0 }, /layers/],
    ['gated-net', { input: [10] }, /input/],
  ])('%s refuses %o', (name, options, message) => {
    expect(() => describeNet(name, options)).toThrow(message)
  })

  it('carries its description through tfjs’ own format', async () => {
    const spec = describeNet('bilstm', { units: 3, pooling: 'last' })
    const model = buildNet(spec, { randomState: 1 })
    let saved: tf.io.ModelArtifacts | undefined
    await model.save(
      tf.io.withSaveHandler(async artifacts => {
        saved = JSON.parse(JSON.stringify({ ...artifacts, weightData: undefined }))
        saved!.weightData = artifacts.weightData
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } }
      }),
    )
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!))
    expect(netSpecOf(loaded)).toEqual(spec)
    const x = tf.randomNormal([2, 10, 56], 0, 1, 'float32', 1)
    expect((loaded.predict(x) as tf.Tensor).dataSync()).toEqual((model.predict(x) as tf.Tensor).dataSync())
    expect(assembleNet(netSpecOf(loaded)).countParams()).toBe(model.countParams())
  })
})
