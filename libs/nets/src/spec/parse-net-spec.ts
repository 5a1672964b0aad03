import { GenreError, ModelFormatError } from '@genre/core'
import { layerShapes } from './layer-shapes'
import type { LayerSpec, NetSpec } from './net-spec'

/** The fields of each operation and what each may hold. */
type Check = (value: unknown) => boolean

const size: Check = value => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 2 ** 31
const sizes: Check = value => Array.isArray(value) && value.length >= 1 && value.length <= 4 && value.every(size)
const truth: Check = value => typeof value === 'boolean'
const optionalRelu: Check = value => value === undefined || value === 'relu'
const oneOf =
  (...allowed: unknown[]): Check =>
  value =>
    allowed.includes(value)
const positive: Check = value => typeof value === 'number' && value > 0 && value <= 1
const fraction: Check = value => typeof value === 'number' && value >= 0 && value < 1
const edge: Check = value => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 2 ** 20
const pair: Check = value => Array.isArray(value) && value.length === 2 && value.every(size)

const convolution = { kernel: pair, stride: size, padding: oneOf('same', 'valid'), bias: truth }
const pooling = { size, stride: size }

const FIELDS: Readonly<Record<LayerSpec['op'], Readonly<Record<string, Check>>>> = {
  input: { shape: sizes },
  conv2d: { ...convolution, filters: size, activation: optionalRelu },
  depthwiseConv2d: convolution,
  zeroPad2d: { padding: edge },
  maxPool2d: pooling,
  averagePool2d: pooling,
  globalAveragePool: {},
  dense: { units: size, bias: truth, activation: optionalRelu },
  batchNorm: { epsilon: positive, momentum: fraction },
  layerNorm: { epsilon: positive },
  relu: {},
  dropout: { rate: fraction, kind: oneOf('unit', 'channel', 'example') },
  permute: { order: sizes },
  reshape: { shape: sizes },
  flatten: {},
  crop2d: { top: edge, bottom: edge },
  concat: {},
  add: {},
  lstm: { units: size, bias: truth, direction: oneOf('forward', 'both'), sequences: truth },
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/
const MOST_LAYERS = 5000

/**
 * A net's description out of a file, every field checked: only known operations, names and sizes; layers take only from
 * layers before them. Nothing is built or allocated.
 *
 * @throws ModelFormatError with what is wrong
 */
export function parseNetSpec(value: unknown, file: string): NetSpec {
  const fail = (reason: string): never => {
    throw new ModelFormatError({ file, reason: `the description of the net: ${reason}` })
  }
  if (!isRecord(value) || typeof value.name !== 'string' || !Array.isArray(value.layers)) {
    return fail('it must have a name and a list of layers')
  }
  if (!NAME.test(value.name)) fail('its name may hold letters, digits, "_", "." and "-" only')
  if (value.layers.length < 2 || value.layers.length > MOST_LAYERS) fail(`it must have 2 to ${MOST_LAYERS} layers`)
  const known = new Set<string>()
  const layers = value.layers.map((layer: unknown, i): LayerSpec => {
    if (!isRecord(layer) || typeof layer.name !== 'string' || !NAME.test(layer.name)) {
      return fail(`layer ${i} must have a name of letters, digits, "_", "." and "-"`)
    }
    const { name, op, from } = layer
    if (known.has(name)) fail(`two layers are named ${name}`)
    if (typeof op !== 'string' || !Object.hasOwn(FIELDS, op)) {
      return fail(`the layer ${name} is of a kind that is not known here: ${String(op).slice(0, 60)}`)
    }
    const fields = FIELDS[op as LayerSpec['op']]
    if (!Array.isArray(from) || from.length > 64 || !from.every(source => known.has(source as string))) {
      return fail(`the layer ${name} must take from layers before it`)
    }
    const wanted = op === 'input' ? 0 : op === 'concat' || op === 'add' ? Math.max(2, from.length) : 1
    if (from.length !== wanted) fail(`the layer ${name} takes from ${from.length} layers; ${wanted} are needed`)
    for (const [field, isValid] of Object.entries(fields)) {
      if (!isValid(layer[field])) fail(`the layer ${name} (${op}) has no valid ${field}`)
    }
    const extra = Object.keys(layer).find(key => !['name', 'op', 'from'].includes(key) && !Object.hasOwn(fields, key))
    if (extra !== undefined) fail(`the layer ${name} (${op}) has an unknown field ${extra.slice(0, 60)}`)
    known.add(name)
    return layer as unknown as LayerSpec
  })
  if (layers[layers.length - 1].op === 'input') fail('its last layer must not be an input')
  const spec: NetSpec = { name: value.name, layers }
  try {
    layerShapes(spec)
  } catch (error) {
    if (error instanceof GenreError) return fail(error.message)
    throw error
  }
  return spec
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
