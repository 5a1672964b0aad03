import { ModelFormatError } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createNet } from '../architectures/registry'
import { NetTooLargeError } from '../spec/net-too-large-error'
import { loadModel } from './load-model'
import { memoryStore } from './memory-store'
import type { NetCard } from './net-card'
import { saveModel } from './save-model'

const card: NetCard = {
  classes: ['jazz', 'rock', 'pop'],
  recipe: { name: 'logMelPictures', seconds: 3 },
  scaler: { mean: [0.5, 1e-9], scale: [2, 3] },
  protocol: 'track',
  scores: { trackAccuracy: 0.61 },
  seed: 7,
  dataHash: 'abc',
  limits: ['three genres only'],
}

describe('saveModel and loadModel', () => {
  beforeAll(() => tf.setBackend('cpu'))

  async function saved(name = 'bilstm', options: Record<string, unknown> = { units: 3 }) {
    const files = new Map<string, Uint8Array>()
    const model = createNet(name, { classes: 3, randomState: 5, ...options })
    await saveModel(memoryStore(files), model, card)
    return { files, model }
  }

  it.each([
    ['bilstm', { units: 3 }],
    ['cnn-rnn-features', { input: [8, 6, 1], filters: 2, units: 2, features: 4 }],
    ['resnet-v10', { input: [64, 64, 1], widths: [2, 2, 3, 3], hidden: 4, features: 2 }],
    ['gated-net', { input: [5, 7] }],
  ])('%s comes back bit for bit, with its card', async (name, options) => {
    const { files, model } = await saved(name, options)
    const before = tf.memory().numTensors
    const loaded = await loadModel(memoryStore(files))
    expect(loaded.card).toEqual(card)
    expect(loaded.spec.name).toBe(name)
    const inputs = model.inputs.map((input, i) =>
      tf.randomNormal([2, ...(input.shape.slice(1) as number[])], 0, 1, 'float32', i + 1),
    )
    const logits = (net: tf.LayersModel) => (net.predict(inputs) as tf.Tensor).dataSync()
    expect(logits(loaded.model)).toEqual(logits(model))
    expect(tf.memory().numTensors - before - 2 - inputs.length).toBe(loaded.model.weights.length)
  })

  it('writes what tfjs reads by itself', async () => {
    const { files, model } = await saved()
    const json = JSON.parse(new TextDecoder().decode(files.get('model.json')))
    const loaded = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: files.get('weights.bin')!.slice().buffer,
        format: json.format,
      }),
    )
    const x = tf.randomNormal([2, 10, 56], 0, 1, 'float32', 3)
    expect((loaded.predict(x) as tf.Tensor).dataSync()).toEqual((model.predict(x) as tf.Tensor).dataSync())
    expect(json.userDefinedMetadata.genre).toMatchObject({ format: 'genre-net', version: 1, card })
  })

  it('refuses weights that are cut off, changed, or missing', async () => {
    const { files } = await saved()
    const weights = files.get('weights.bin')!
    const load = (content?: Uint8Array) => {
      const changed = new Map(files)
      if (content) changed.set('weights.bin', content)
      else changed.delete('weights.bin')
      return loadModel(memoryStore(changed))
    }
    const before = tf.memory().numTensors
    await expect(load(weights.subarray(0, weights.length - 4))).rejects.toThrow(/cut off or foreign/)
    const flipped = weights.slice()
    flipped[100] ^= 1
    await expect(load(flipped)).rejects.toThrow(/SHA-256/)
    await expect(load()).rejects.toThrow(/no such file, but model.json names it/)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('refuses every model.json that is cut off', async () => {
    const { files } = await saved()
    const json = files.get('model.json')!
    for (let length = 0; length < json.length; length += 97) {
      await expect(
        loadModel(memoryStore(new Map([...files, ['model.json', json.subarray(0, length)]]))),
      ).rejects.toBeInstanceOf(ModelFormatError)
    }
  })

  type Json = Record<string, never>
  it.each<[string, (json: Json) => unknown, RegExp]>([
    ['another format', j => ({ ...j, format: 'graph-model' }), /layers format/],
    ['no object', () => [1], /layers format/],
    ['null', () => null, /layers format/],
    ['no metadata', j => ({ ...j, userDefinedMetadata: undefined }), /not written by @genre\/nets/],
    ['a newer version', j => set(j, 'userDefinedMetadata.genre.version', 2), /version is 2/],
    ['an unknown layer', j => set(j, 'userDefinedMetadata.net.layers.1.op', 'lambda'), /not known here: lambda/],
    ['a layer of a prototype', j => set(j, 'userDefinedMetadata.net.layers.1.op', 'constructor'), /not known here/],
    [
      'an enormous layer',
      j => set(j, 'userDefinedMetadata.net.layers.1.units', 1e9),
      /bytes of weights, but its net has/,
    ],
    ['an endless layer', j => set(j, 'userDefinedMetadata.net.layers.1.units', 1e99), /no valid units/],
    ['a text for a number', j => set(j, 'userDefinedMetadata.net.layers.1.units', '3'), /no valid units/],
    ['a field too many', j => set(j, 'userDefinedMetadata.net.layers.1.code', 'x'), /unknown field code/],
    ['a layer from nowhere', j => set(j, 'userDefinedMetadata.net.layers.1.from', ['later']), /layers before it/],
    ['a name that is a path', j => set(j, 'userDefinedMetadata.net.layers.1.name', '../x'), /must have a name/],
    ['no layers', j => set(j, 'userDefinedMetadata.net.layers', []), /2 to 5000 layers/],
    ['a path outside', j => set(j, 'userDefinedMetadata.genre.weights.path', '../weights.bin'), /plain name/],
    ['an address', j => set(j, 'userDefinedMetadata.genre.weights.path', 'http://x/w.bin'), /plain name/],
    ['a false length', j => set(j, 'userDefinedMetadata.genre.weights.bytes', 12), /12 bytes of weights/],
    ['no hash', j => set(j, 'userDefinedMetadata.genre.weights.sha256', 'x'), /no SHA-256/],
    ['too few classes', j => set(j, 'userDefinedMetadata.genre.card.classes', ['a']), /1 classes, but the net has 3/],
    ['a class twice', j => set(j, 'userDefinedMetadata.genre.card.classes', ['a', 'a', 'b']), /same name/],
    [
      'a score in words',
      j => set(j, 'userDefinedMetadata.genre.card.scores', { a: 'good' }),
      /scores has not the form/,
    ],
    ['quantized weights', j => set(j, 'weightsManifest.0.weights.0.quantization', {}), /entry 0/],
    ['another shape', j => set(j, 'weightsManifest.0.weights.0.shape', [1, 1]), /entry 0/],
    ['another manifest', j => ({ ...j, weightsManifest: [] }), /weightsManifest must name/],
  ])('refuses %s', async (_, change, message) => {
    const { files } = await saved()
    const json = JSON.parse(new TextDecoder().decode(files.get('model.json')))
    files.set('model.json', new TextEncoder().encode(JSON.stringify(change(json))))
    const error = await loadModel(memoryStore(files)).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ModelFormatError)
    expect(String(error)).toMatch(message)
  })

  it('refuses a net that the backend has no room for', async () => {
    const { files } = await saved()
    await expect(loadModel(memoryStore(files), { memory: 1000 })).rejects.toBeInstanceOf(NetTooLargeError)
  })

  it('refuses to save foreign models and cards that do not fit', async () => {
    const foreign = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] })
    await expect(saveModel(memoryStore(), foreign, { classes: ['a', 'b'] })).rejects.toThrow(/only models made by/)
    const model = createNet('exploration-mlp')
    await expect(saveModel(memoryStore(), model, { classes: ['a'] })).rejects.toThrow(/1 classes/)
    await expect(saveModel(memoryStore(), model, null as unknown as NetCard)).rejects.toThrow(/must be an object/)
  })
})

/** A copy of a JSON value with one place changed. */
function set(json: Record<string, unknown>, path: string, value: unknown): unknown {
  const copy = structuredClone(json)
  const keys = path.split('.')
  let place: Record<string, unknown> = copy
  for (const key of keys.slice(0, -1)) place = place[key] as Record<string, unknown>
  place[keys[keys.length - 1]] = value
  return copy
}
