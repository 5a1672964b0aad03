import { InvalidParameterError, ModelFormatError } from '@genre/core'
import { product } from '../spec/layer-shapes'

/** One array of a safetensors file, as float32. */
export interface NamedTensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A safetensors file that was read. */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, NamedTensor>
  /** The `__metadata__` of the file: texts by name. */
  readonly metadata: Readonly<Record<string, string>>
}

/** Longest header that the reference implementation reads. */
const LONGEST_HEADER = 100_000_000

type Decode = (view: DataView, offset: number) => number

/** Bytes of a value, and how it is read. */
const TYPES: Readonly<Record<string, readonly [number, Decode]>> = {
  F64: [8, (view, at) => view.getFloat64(at, true)],
  F32: [4, (view, at) => view.getFloat32(at, true)],
  F16: [2, (view, at) => half(view.getUint16(at, true))],
  BF16: [2, (view, at) => brain(view.getUint16(at, true))],
  I64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  I32: [4, (view, at) => view.getInt32(at, true)],
  I16: [2, (view, at) => view.getInt16(at, true)],
  I8: [1, (view, at) => view.getInt8(at)],
  U64: [8, (view, at) => Number(view.getBigUint64(at, true))],
  U32: [4, (view, at) => view.getUint32(at, true)],
  U16: [2, (view, at) => view.getUint16(at, true)],
  U8: [1, (view, at) => view.getUint8(at)],
  BOOL: [1, (view, at) => view.getUint8(at)],
}

/**
 * Reads a safetensors file: the format in which PyTorch's weights travel without code. All values come as float32.
 *
 * The header is checked before anything is allocated: its length and the file's, known types, whole shapes, and arrays that
 * lie one after the other, without gaps or overlaps, up to the end of the file.
 *
 * @param file - the name of the file, for messages
 * @throws ModelFormatError with what is wrong
 *
 * @example
 * ```ts
 * import { readSafetensors, writeSafetensors } from '@genre/nets'
 * const bytes = writeSafetensors([['fc.bias', { shape: [2], data: Float32Array.of(1, 2) }]])
 * console.log(readSafetensors(bytes).tensors.get('fc.bias')?.shape) // => [ 2 ]
 * ```
 */
export function readSafetensors(content: Uint8Array, file = 'safetensors'): SafetensorsFile {
  const fail = (reason: string, cause?: unknown): never => {
    throw new ModelFormatError({ file, reason, cause })
  }
  if (!(content instanceof Uint8Array) || content.length < 8) return fail('it is too short for a safetensors file')
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  const length = Number(view.getBigUint64(0, true))
  if (length > LONGEST_HEADER || length > content.length - 8) {
    return fail(`its header should have ${length} bytes: cut off, or no safetensors file`)
  }
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content.subarray(8, 8 + length)))
  } catch (error) {
    return fail('its header is no JSON text', error)
  }
  if (!isRecord(header)) return fail('its header is no object')
  const start = 8 + length
  const size = content.length - start
  const entries: { name: string; type: string; shape: number[]; begin: number; end: number }[] = []
  let metadata: Record<string, string> = {}
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') {
      if (!isRecord(value) || !Object.values(value).every(text => typeof text === 'string')) {
        return fail('its __metadata__ must hold texts')
      }
      metadata = value as Record<string, string>
      continue
    }
    const label = name.slice(0, 80)
    if (!isRecord(value)) return fail(`the entry of ${label} is no object`)
    const { dtype, shape, data_offsets: offsets } = value
    if (typeof dtype !== 'string' || !Object.hasOwn(TYPES, dtype)) {
      return fail(`${label} is of the type ${String(dtype).slice(0, 20)}, which is not read here`)
    }
    if (!Array.isArray(shape) || shape.length > 16 || !shape.every(n => Number.isSafeInteger(n) && n >= 0)) {
      return fail(`${label} has no valid shape`)
    }
    if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(n => Number.isSafeInteger(n) && n >= 0)) {
      return fail(`${label} has no valid data_offsets`)
    }
    const [begin, end] = offsets as [number, number]
    if (begin > end || end > size) return fail(`${label} lies outside the file: cut off or damaged`)
    if (product(shape as number[]) * TYPES[dtype][0] !== end - begin) {
      return fail(
        `${label} has ${end - begin} bytes, which its shape (${shape.join(', ')}) and type ${dtype} do not take`,
      )
    }
    entries.push({ name, type: dtype, shape: shape as number[], begin, end })
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end)
  let position = 0
  for (const { name, begin, end } of entries) {
    if (begin !== position) return fail(`there is a gap or an overlap before ${name.slice(0, 80)}`)
    position = end
  }
  if (position !== size) return fail(`${size - position} bytes at its end belong to no array`)
  const tensors = new Map<string, NamedTensor>()
  for (const { name, type, shape, begin, end } of entries) {
    const [width, decode] = TYPES[type]
    const data = new Float32Array((end - begin) / width)
    for (let i = 0; i < data.length; i++) data[i] = decode(view, start + begin + i * width)
    tensors.set(name, { shape, data })
  }
  return { tensors, metadata }
}

/**
 * Writes arrays as a safetensors file, as float32.
 * @throws InvalidParameterError for a name twice, or data that the shape does not fit
 */
export function writeSafetensors(
  tensors: Iterable<readonly [string, NamedTensor]>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {}
  const parts: Float32Array[] = []
  let size = 0
  for (const [name, { shape, data }] of tensors) {
    if (name === '' || name === '__metadata__' || name === '__proto__' || Object.hasOwn(header, name)) {
      throw new InvalidParameterError({ parameter: 'tensors', received: name, allowed: 'arrays with a name each' })
    }
    if (product(shape) !== data.length) {
      const allowed = `${data.length} values in a shape of as many`
      throw new InvalidParameterError({ parameter: name, received: shape, allowed })
    }
    header[name] = { dtype: 'F32', shape, data_offsets: [size, size + 4 * data.length] }
    parts.push(data)
    size += 4 * data.length
  }
  const text = JSON.stringify(header)
  // The values start at a multiple of eight, as other readers like it; spaces fill the header up.
  const encoded = new TextEncoder().encode(text)
  const length = Math.ceil(encoded.length / 8) * 8
  const out = new Uint8Array(8 + length + size)
  const view = new DataView(out.buffer)
  view.setBigUint64(0, BigInt(length), true)
  out.fill(32, 8, 8 + length)
  out.set(encoded, 8)
  let offset = 8 + length
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, offset += 4) view.setFloat32(offset, part[i], true)
  }
  return out
}

/** IEEE half precision. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** The upper half of a float32. */
function brain(bits: number): number {
  const buffer = new DataView(new ArrayBuffer(4))
  buffer.setUint32(0, bits * 65536)
  return buffer.getFloat32(0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
