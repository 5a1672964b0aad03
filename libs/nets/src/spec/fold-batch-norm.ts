import * as tf from '@tensorflow/tfjs'
import { assembleNet } from './build-net'
import { layerShapes, weightSpecs } from './layer-shapes'
import type { LayerSpec, NetSpec } from './net-spec'
import { netSpecOf } from './net-spec-of'
import type { WeightVariable } from './net-weights'
import { setWeight } from './net-weights'

/**
 * The same net for prediction alone: every batch normalization that follows a convolution or dense layer directly becomes
 * part of its weights, a ReLU after that its activation, and dropout goes. The logits are the same up to float32's rounding, in
 * fewer passes over memory. The model given is left as it is; training the new one would be another net.
 *
 * @throws ModelFormatError if the model is not of this package
 *
 * @example
 * ```ts
 * import { foldBatchNorm, small } from '@genre/nets'
 * const net = small({ randomState: 1 })
 * const folded = await foldBatchNorm(net)
 * console.log(net.layers.length, folded.layers.length) // => 38 23
 * ```
 */
export async function foldBatchNorm(model: tf.LayersModel): Promise<tf.LayersModel> {
  const spec = netSpecOf(model)
  const { folded, norms } = foldSpec(spec)
  const out = assembleNet(folded)
  const shapes = layerShapes(folded)
  for (const layer of folded.layers) {
    const own = weightSpecs(folded, shapes).filter(weight => weight.layer === layer.name)
    if (own.length === 0) continue
    const targets = out.getLayer(layer.name).weights as unknown as WeightVariable[]
    const sources = model.getLayer(layer.name).weights.map(weight => weight.read())
    const norm = norms.get(layer.name)
    const values = norm ? await foldedWeights(sources, model, norm) : await downloaded(sources)
    own.forEach((weight, i) => setWeight(targets[i], values[i], weight.shape))
  }
  return out
}

/** The net without the normalizations that can go, and which went into which layer. */
function foldSpec(spec: NetSpec): { folded: NetSpec; norms: Map<string, LayerSpec & { op: 'batchNorm' }> } {
  const users = new Map<string, number>()
  for (const { from } of spec.layers) for (const name of from) users.set(name, (users.get(name) ?? 0) + 1)
  const renamed = new Map<string, string>()
  const norms = new Map<string, LayerSpec & { op: 'batchNorm' }>()
  const layers: LayerSpec[] = []
  const place = (name: string) => layers.findIndex(layer => layer.name === name)
  const onlyUser = (name: string) => users.get(name) === 1
  for (const original of spec.layers) {
    const layer = { ...original, from: original.from.map(name => renamed.get(name) ?? name) }
    const before = layers[place(layer.from[0])]
    const alone = onlyUser(original.from[0])
    const linear =
      before && (before.op === 'conv2d' || before.op === 'dense') && before.activation === undefined && alone
    if (layer.op === 'dropout') renamed.set(layer.name, layer.from[0])
    else if (layer.op === 'batchNorm' && linear && !norms.has(before.name)) {
      layers[place(before.name)] = { ...before, bias: true }
      norms.set(before.name, layer)
      renamed.set(layer.name, before.name)
    } else if (layer.op === 'relu' && linear) {
      layers[place(before.name)] = { ...before, activation: 'relu' }
      renamed.set(layer.name, before.name)
    } else layers.push(layer)
  }
  return { folded: { name: spec.name, layers }, norms }
}

/** Kernel and bias that do what the layer and its normalization did. */
async function foldedWeights(
  [kernel, bias]: readonly tf.Tensor[],
  model: tf.LayersModel,
  norm: LayerSpec & { op: 'batchNorm' },
): Promise<Float32Array[]> {
  const folded = tf.tidy(() => {
    const [gamma, beta, mean, variance] = model.getLayer(norm.name).weights.map(weight => weight.read())
    const scale = gamma.div(variance.add(norm.epsilon).sqrt())
    const shift = bias ? bias.sub(mean) : mean.neg()
    return [kernel.mul(scale), shift.mul(scale).add(beta)]
  })
  const values = await downloaded(folded)
  folded.forEach(tensor => tensor.dispose())
  return values
}

function downloaded(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
  return Promise.all(tensors.map(tensor => tensor.data() as Promise<Float32Array>))
}
