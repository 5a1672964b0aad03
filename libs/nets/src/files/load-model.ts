import { GenreError, ModelFormatError } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { assembleNet } from '../spec/build-net'
import { checkFits } from '../spec/check-fits'
import { layerShapes, product, weightSpecs } from '../spec/layer-shapes'
import { netSize } from '../spec/net-size'
import type { NetSpec, WeightSpec } from '../spec/net-spec'
import { layerWeights, setWeight } from '../spec/net-weights'
import { parseNetSpec } from '../spec/parse-net-spec'
import type { ModelStore } from './model-store'
import type { NetCard } from './net-card'
import { parseNetCard } from './net-card'
import type { AttachedFile } from './save-model'
import { FORMAT, FORMAT_VERSION } from './save-model'
import { sha256 } from './sha256'

/** A model out of a file. */
export interface LoadedModel {
  readonly model: tf.LayersModel
  readonly card: NetCard
  /** The net's description. */
  readonly spec: NetSpec
}

/** Longest `model.json` that is read: a ResNet-34's has 0.1 MB. */
const LONGEST_JSON = 16 * 2 ** 20

/**
 * Reads a model that {@link saveModel} wrote. Nothing in the file is evaluated, and tfjs' own deserializer is not used: the
 * net is built from its description, every field of which is checked. Sizes are compared before anything is allocated, the
 * weights with their hash before they are used.
 *
 * @param options.memory - bytes that the backend has, where the built-in guess is wrong
 * @throws ModelFormatError if there is no model, or it is damaged, cut off, of an unknown version, or not of this package
 * @throws NetTooLargeError where the backend has no room for it
 *
 * @example
 * ```ts
 * import { loadModel, memoryStore } from '@genre/nets'
 * const message = await loadModel(memoryStore()).catch((error: Error) => error.message)
 * console.log(message) // => memory/model.json: there is no such file
 * ```
 */
export async function loadModel(store: ModelStore, options: { memory?: number } = {}): Promise<LoadedModel> {
  const file = await readModelFile(store)
  return { model: await instantiate(store, file, options), card: file.card, spec: file.spec }
}

/** A model file that was checked as far as it can be without its weights. */
export interface ModelFile {
  readonly spec: NetSpec
  readonly card: NetCard
  readonly weights: AttachedFile
  readonly training?: { readonly state: unknown; readonly file: AttachedFile }
}

/** Reads and checks `model.json` alone. */
export async function readModelFile(store: ModelStore): Promise<ModelFile> {
  const name = `${store.location}/model.json`
  const fail = (reason: string, cause?: unknown): never => {
    throw new ModelFormatError({ file: name, reason, cause })
  }
  const content = await store.read('model.json')
  if (!content) return fail('there is no such file')
  if (content.length > LONGEST_JSON) return fail(`${content.length} bytes are too long for the description of a net`)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch (error) {
    return fail('it is no JSON text: damaged or cut off', error)
  }
  if (!isRecord(json) || json.format !== 'layers-model') return fail('it is not in the layers format of TensorFlow.js')
  const metadata = isRecord(json.userDefinedMetadata) ? json.userDefinedMetadata : {}
  const genre = metadata.genre
  if (!isRecord(genre) || genre.format !== FORMAT) {
    return fail('it was not written by @genre/nets: use tf.loadLayersModel, or import its weights by safetensors')
  }
  if (genre.version !== FORMAT_VERSION) {
    return fail(`its version is ${String(genre.version).slice(0, 20)}; this program reads version ${FORMAT_VERSION}`)
  }
  const spec = parseNetSpec(metadata.net, name)
  const shapes = layerShapes(spec)
  const output = shapes.get(spec.layers[spec.layers.length - 1].name)!
  if (output.length !== 1) return fail('the output of the net is no vector of logits')
  const card = parseNetCard(genre.card, name, output[0])
  const weights = attached(genre.weights, 'weights', fail)
  const specs = weightSpecs(spec, shapes)
  const bytes = 4 * specs.reduce((sum, weight) => sum + product(weight.shape), 0)
  if (weights.bytes !== bytes) {
    return fail(`it names ${weights.bytes} bytes of weights, but its net has ${bytes}`)
  }
  checkManifest(json.weightsManifest, specs, weights.path, fail)
  const { training } = genre
  if (training === undefined) return { spec, card, weights }
  if (!isRecord(training)) return fail('its training state is no object')
  return { spec, card, weights, training: { state: training.state, file: attached(training.file, 'training', fail) } }
}

/** Builds the model of a checked file and reads its weights. */
export async function instantiate(
  store: ModelStore,
  file: ModelFile,
  options: { memory?: number } = {},
): Promise<tf.LayersModel> {
  const { spec } = file
  checkFits(netSize(spec), { net: spec.name, backend: tf.getBackend(), memory: options.memory })
  const values = await readWeights(store, file)
  let model: tf.LayersModel
  try {
    model = assembleNet(spec)
  } catch (error) {
    if (error instanceof GenreError) throw error
    throw new ModelFormatError({
      file: `${store.location}/model.json`,
      reason: 'its net cannot be built',
      cause: error,
    })
  }
  setWeights(model, spec, values)
  return model
}

/** The weights of a checked file, compared with their hash. */
export async function readWeights(store: ModelStore, file: ModelFile): Promise<Float32Array> {
  const content = await readAttached(store, file.weights)
  // A copy where the bytes do not start at a multiple of four.
  const aligned = content.byteOffset % 4 === 0 ? content : content.slice()
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4)
}

/** Gives a model all its weights, which lie one after the other in the order of the weight specifications. */
export function setWeights(model: tf.LayersModel, spec: NetSpec, values: Float32Array): void {
  const variables = layerWeights(model, spec)
  let offset = 0
  weightSpecs(spec, layerShapes(spec)).forEach(({ shape }, i) => {
    const size = product(shape)
    setWeight(variables[i], values.slice(offset, offset + size), shape)
    offset += size
  })
}

/** A file that model.json names, compared with the length and the hash that it gives. */
export async function readAttached(
  store: ModelStore,
  { path, bytes, sha256: hash }: AttachedFile,
): Promise<Uint8Array> {
  const name = `${store.location}/${path}`
  const content = await store.read(path)
  if (!content) throw new ModelFormatError({ file: name, reason: 'there is no such file, but model.json names it' })
  if (content.length !== bytes) {
    throw new ModelFormatError({
      file: name,
      reason: `it has ${content.length} bytes instead of ${bytes}: cut off or foreign`,
    })
  }
  if ((await sha256(content)) !== hash) {
    throw new ModelFormatError({ file: name, reason: 'it is not what model.json says (SHA-256): damaged or foreign' })
  }
  return content
}

function attached(value: unknown, kind: string, fail: (reason: string) => never): AttachedFile {
  if (!isRecord(value)) return fail(`it does not name the file of its ${kind}`)
  const { path, bytes, sha256: hash } = value
  if (typeof path !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.bin$/.test(path)) {
    return fail(`the file of its ${kind} must be a plain name that ends in .bin`)
  }
  if (!Number.isSafeInteger(bytes) || (bytes as number) < 0) return fail(`it gives no length for ${path}`)
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return fail(`it gives no SHA-256 for ${path}`)
  return { path, bytes: bytes as number, sha256: hash }
}

/** The manifest is what other programs read by; it must say the same as the description. */
function checkManifest(
  value: unknown,
  specs: readonly WeightSpec[],
  path: string,
  fail: (reason: string) => never,
): void {
  const group: unknown = Array.isArray(value) && value.length === 1 ? value[0] : undefined
  if (!isRecord(group) || !Array.isArray(group.paths) || group.paths.join() !== path || !Array.isArray(group.weights)) {
    return fail(`its weightsManifest must name the one file ${path}`)
  }
  const { weights } = group
  if (weights.length !== specs.length)
    fail(`its weightsManifest has ${weights.length} entries instead of ${specs.length}`)
  specs.forEach(({ name, shape }, i) => {
    const entry: unknown = weights[i]
    const fits =
      isRecord(entry) &&
      entry.name === name &&
      entry.dtype === 'float32' &&
      entry.quantization === undefined &&
      Array.isArray(entry.shape) &&
      entry.shape.join() === shape.join()
    if (!fits) fail(`entry ${i} of its weightsManifest must be ${name}, float32, (${shape.join(', ')})`)
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
