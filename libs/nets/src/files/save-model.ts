import { InvalidParameterError } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { layerShapes, product, weightSpecs } from '../spec/layer-shapes'
import type { NetSpec } from '../spec/net-spec'
import { netSpecOf } from '../spec/net-spec-of'
import { layerWeights } from '../spec/net-weights'
import type { ModelStore } from './model-store'
import type { NetCard } from './net-card'
import { parseNetCard } from './net-card'
import { sha256 } from './sha256'

/** The format of the metadata in our model files, and its version. */
export const FORMAT = 'genre-net'
export const FORMAT_VERSION = 1

/** A file beside `model.json` that it names: its length and hash are in there. */
export interface AttachedFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** What a training checkpoint keeps beside the model. */
export interface AttachedState {
  readonly state: unknown
  readonly content: Uint8Array
}

/**
 * Saves a model with its card in tfjs' layers format: `model.json`, which any TensorFlow.js reads by
 * `tf.loadLayersModel`, and the weights beside it, `weights.bin` (float32).
 *
 * The change from an old model in the store to the new one is one write of `model.json`: the new weights go under a name that
 * the old `model.json` does not use (`weights.bin` and `weights-2.bin` take turns), so a kill at any time leaves one whole
 * model. The hash of the weights stands in the metadata, together with the net's description and the card.
 *
 * @throws ModelFormatError if the model is not of this package, or the card does not fit it
 *
 * @example
 * ```ts
 * import { createNet, loadModel, memoryStore, saveModel } from '@genre/nets'
 * const store = memoryStore()
 * const net = createNet('exploration-mlp', { classes: 2, randomState: 1 })
 * await saveModel(store, net, { classes: ['jazz', 'rock'], protocol: 'track', seed: 1 })
 * const { model, card } = await loadModel(store)
 * console.log(card.protocol, model.countParams() === net.countParams()) // => track true
 * ```
 */
export async function saveModel(store: ModelStore, model: tf.LayersModel, card: NetCard): Promise<void> {
  await writeModelFiles(store, model, card)
}

/** {@link saveModel}, with the state of a training run where there is one. */
export async function writeModelFiles(
  store: ModelStore,
  model: tf.LayersModel,
  card: NetCard,
  training?: AttachedState,
): Promise<void> {
  const spec = netSpecOf(model)
  const shapes = layerShapes(spec)
  const outputs = product(shapes.get(spec.layers[spec.layers.length - 1].name)!)
  const checkedCard = parseNetCard(JSON.parse(JSON.stringify(card ?? null)), store.location, outputs)
  const weights = weightSpecs(spec, shapes)
  const content = await packWeights(model, spec)
  const old = await namesInUse(store)
  const path = old.has('weights.bin') ? 'weights-2.bin' : 'weights.bin'
  const statePath = old.has('training.bin') ? 'training-2.bin' : 'training.bin'
  const attach = async (name: string, bytes: Uint8Array): Promise<AttachedFile> => {
    await store.write(name, bytes)
    return { path: name, bytes: bytes.length, sha256: await sha256(bytes) }
  }
  const metadata = {
    format: FORMAT,
    version: FORMAT_VERSION,
    card: checkedCard,
    weights: await attach(path, content),
    ...(training && { training: { state: training.state, file: await attach(statePath, training.content) } }),
  }
  const json = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${tf.version['tfjs-layers']}`,
    convertedBy: null,
    modelTopology: model.toJSON(null, false) as object,
    weightsManifest: [
      { paths: [path], weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) },
    ],
    userDefinedMetadata: { net: spec, genre: metadata },
  }
  await store.write('model.json', new TextEncoder().encode(JSON.stringify(json)))
  for (const name of old) {
    if (name !== path && !(training && name === statePath)) await store.remove(name)
  }
}

/** All weights, one after the other in the order of the net's weight specifications. */
async function packWeights(model: tf.LayersModel, spec: NetSpec): Promise<Uint8Array> {
  const variables = layerWeights(model, spec)
  const size = variables.reduce((sum, variable) => sum + product(variable.shape as number[]), 0)
  const values = new Float32Array(size)
  let offset = 0
  for (const variable of variables) {
    const part = (await variable.read().data()) as Float32Array
    values.set(part, offset)
    offset += part.length
  }
  if (!littleEndian()) {
    throw new InvalidParameterError({ parameter: 'machine', received: 'big-endian', allowed: 'little-endian' })
  }
  return new Uint8Array(values.buffer)
}

function littleEndian(): boolean {
  return new Uint8Array(new Uint32Array([1]).buffer)[0] === 1
}

/** The files that the model.json in a store names, if it is one that can be read. */
async function namesInUse(store: ModelStore): Promise<Set<string>> {
  const names = new Set<string>()
  const content = await store.read('model.json')
  if (!content) return names
  try {
    const json = JSON.parse(new TextDecoder().decode(content))
    const { weights, training } = json.userDefinedMetadata.genre
    for (const path of [weights?.path, training?.file?.path]) {
      if (/^(weights|training)(-2)?\.bin$/.test(path)) names.add(path)
    }
  } catch {
    // A foreign or damaged model.json is replaced; its other files are left alone.
  }
  return names
}
