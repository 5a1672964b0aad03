import { ModelFormatError } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { layerShapes, weightSpecs } from '../spec/layer-shapes'
import type { LayerSpec, NetSpec, WeightSpec } from '../spec/net-spec'
import { netSpecOf } from '../spec/net-spec-of'
import { layerWeights, setWeight } from '../spec/net-weights'
import type { NamedTensor } from './safetensors'
import { readSafetensors, writeSafetensors } from './safetensors'

/** Options of {@link importTorchWeights}. */
export interface ImportTorchOptions {
  /** Our name for each name in the file, or a function from one to the other; `undefined` leaves an array out. */
  readonly names?: Readonly<Record<string, string>> | ((name: string) => string | undefined)
  /** The name of the file, for messages. */
  readonly file?: string
}

/**
 * Gives a net the weights of a PyTorch model, out of a safetensors file. Layers are found by name: the nets here carry the
 * names of the sources' modules (`block2.1.cnn1.0.weight`, `features.0.bias`, `classifier.4.weight`, ...), other names go
 * through `names`. Arrays are turned to tfjs' layout (convolutions from OIHW to HWIO, linear layers transposed, the two biases of
 * an LSTM added). `num_batches_tracked` is left out.
 *
 * @throws ModelFormatError if an array is missing, too many, or of another shape; the net is then unchanged
 *
 * @example
 * ```ts
 * import { csc461Cnn, exportTorchWeights, importTorchWeights } from '@genre/nets'
 * const options = { input: [40, 40, 1] as const, widths: [4, 8, 8], hidden: 16 }
 * const file = await exportTorchWeights(csc461Cnn({ ...options, randomState: 1 }))
 * const net = csc461Cnn(options)
 * importTorchWeights(net, file)
 * ```
 */
export function importTorchWeights(model: tf.LayersModel, content: Uint8Array, options: ImportTorchOptions = {}): void {
  const { names = {}, file = 'safetensors' } = options
  const fail = (reason: string): never => {
    throw new ModelFormatError({ file, reason })
  }
  const rename =
    typeof names === 'function' ? names : (name: string) => (Object.hasOwn(names, name) ? names[name] : name)
  const found = new Map<string, NamedTensor>()
  for (const [name, tensor] of readSafetensors(content, file).tensors) {
    const ours = rename(name)
    if (ours === undefined || ours.endsWith('.num_batches_tracked')) continue
    if (found.has(ours)) fail(`two arrays are named ${ours}`)
    found.set(ours, tensor)
  }
  const spec = netSpecOf(model)
  const layouts = torchLayouts(spec)
  const missing = layouts.flatMap(layout => layout.names.filter(name => !found.has(name)))
  if (missing.length > 0)
    fail(`${listed(missing)} of the net ${spec.name} ${missing.length > 1 ? 'are' : 'is'} not in it`)
  const wanted = new Set(layouts.flatMap(layout => layout.names))
  const extra = [...found.keys()].filter(name => !wanted.has(name))
  if (extra.length > 0) fail(`the net ${spec.name} has no ${listed(extra)}`)
  const values = layouts.map(({ names: sources, torchShape, toOurs }) => {
    const sum = new Float32Array(found.get(sources[0])!.data.length)
    for (const name of sources) {
      const { shape, data } = found.get(name)!
      if (shape.join() !== torchShape.join()) {
        fail(`${name} has the shape (${shape.join(', ')}), but the net ${spec.name} takes (${torchShape.join(', ')})`)
      }
      for (let i = 0; i < sum.length; i++) sum[i] += data[i]
    }
    return toOurs(sum)
  })
  const variables = layerWeights(model, spec)
  layouts.forEach(({ weight }, i) => setWeight(variables[i], values[i], weight.shape))
}

/**
 * The weights of a net as a safetensors file in PyTorch's layouts and names, which `load_state_dict` of the same net there
 * takes. (The one bias of an LSTM becomes `bias_ih`; `bias_hh` is zero.)
 */
export async function exportTorchWeights(model: tf.LayersModel): Promise<Uint8Array> {
  const spec = netSpecOf(model)
  const variables = layerWeights(model, spec)
  const tensors: [string, NamedTensor][] = []
  for (const [i, { names, torchShape, toTorch }] of torchLayouts(spec).entries()) {
    const data = toTorch((await variables[i].read().data()) as Float32Array)
    names.forEach((name, part) =>
      tensors.push([name, { shape: torchShape, data: part === 0 ? data : new Float32Array(data.length) }]),
    )
  }
  return writeSafetensors(tensors, { format: 'pt' })
}

/** How one array of ours is kept by PyTorch: under which names (two are added), in which shape and order. */
interface TorchLayout {
  readonly weight: WeightSpec
  readonly names: readonly string[]
  readonly torchShape: readonly number[]
  toOurs(data: Float32Array): Float32Array
  toTorch(data: Float32Array): Float32Array
}

function torchLayouts(spec: NetSpec): TorchLayout[] {
  const layers = new Map<string, LayerSpec>(spec.layers.map(layer => [layer.name, layer]))
  return weightSpecs(spec, layerShapes(spec)).map(weight => {
    const names =
      layers.get(weight.layer)!.op === 'lstm' ? lstmNames(weight) : [`${weight.layer}.${SUFFIX[weight.kind]}`]
    const order = AXES[weight.kind]?.[weight.shape.length]
    if (!order) return { weight, names, torchShape: weight.shape, toOurs: data => data, toTorch: data => data }
    const torchShape = order.map(axis => weight.shape[axis])
    const back = order.map((_, axis) => order.indexOf(axis))
    return {
      weight,
      names,
      torchShape,
      toTorch: data => permute(data, weight.shape, order),
      toOurs: data => permute(data, torchShape, back),
    }
  })
}

const SUFFIX: Readonly<Record<WeightSpec['kind'], string>> = {
  kernel: 'weight',
  depthwise_kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
  recurrent_kernel: 'weight',
}

/** Which of our axes PyTorch's come from, by kind and rank. */
const AXES: Partial<Record<WeightSpec['kind'], Readonly<Record<number, readonly number[]>>>> = {
  kernel: { 4: [3, 2, 0, 1], 2: [1, 0] },
  depthwise_kernel: { 4: [2, 3, 0, 1] },
  recurrent_kernel: { 2: [1, 0] },
}

/** A layer named `rnn.l1` is layer 1 of the LSTM `rnn`; PyTorch keeps all layers and directions in one module. */
function lstmNames(weight: WeightSpec): string[] {
  const [, module, layer] = /^(.*)\.l(\d+)$/.exec(weight.layer)!
  const direction = weight.name.includes('/backward_') ? '_reverse' : ''
  const name = (part: string) => `${module}.${part}_l${layer}${direction}`
  if (weight.kind === 'kernel') return [name('weight_ih')]
  if (weight.kind === 'recurrent_kernel') return [name('weight_hh')]
  return [name('bias_ih'), name('bias_hh')]
}

/** `numpy.transpose` of row-major values. */
function permute(data: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((size, length) => size * length, 1))
  const lengths = order.map(axis => shape[axis])
  const steps = order.map(axis => strides[axis])
  const out = new Float32Array(data.length)
  const index = new Array<number>(lengths.length).fill(0)
  let from = 0
  for (let i = 0; i < out.length; i++) {
    out[i] = data[from]
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      from += steps[axis]
      if (++index[axis] < lengths[axis]) break
      from -= steps[axis] * lengths[axis]
      index[axis] = 0
    }
  }
  return out
}

function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
}
