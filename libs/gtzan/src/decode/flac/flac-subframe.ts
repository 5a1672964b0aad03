import type { BitReader } from '../bit-reader'
import { FlacFrameError } from './flac-frame-error'

/** Coefficients of the fixed predictors of order 0 to 4, for the latest sample first. */
const FIXED = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]]

/** Decodes one channel of a frame: integers, as doubles since a side channel of 32 bits needs 33. */
export function decodeSubframe(reader: BitReader, size: number, bits: number): Float64Array {
  if (reader.read(1) !== 0) throw new FlacFrameError('a set bit where none may be')
  const type = reader.read(6)
  const wasted = reader.read(1) === 0 ? 0 : reader.readUnary() + 1
  const used = bits - wasted
  if (used < 1) throw new FlacFrameError('no bits are left')
  const samples = new Float64Array(size)
  if (type === 0) samples.fill(readSample(reader, used))
  else if (type === 1) for (let i = 0; i < size; i++) samples[i] = readSample(reader, used)
  else if (type >= 8 && type <= 12) predictFixed(reader, samples, used, type - 8)
  else if (type >= 32) predictLinear(reader, samples, used, type - 31)
  else throw new FlacFrameError(`subframe type ${type} is reserved`)
  if (wasted > 0) for (let i = 0; i < size; i++) samples[i] *= 2 ** wasted
  return samples
}

function readSample(reader: BitReader, bits: number): number {
  return bits <= 32 ? reader.readSigned(bits) : reader.readSigned(bits - 32) * 2 ** 32 + reader.read(32)
}

function predictFixed(reader: BitReader, samples: Float64Array, bits: number, order: number): void {
  readWarmUp(reader, samples, bits, order)
  readResidual(reader, samples, order)
  predict(samples, FIXED[order], 0)
}

function predictLinear(reader: BitReader, samples: Float64Array, bits: number, order: number): void {
  readWarmUp(reader, samples, bits, order)
  const precision = reader.read(4) + 1
  if (precision === 16) throw new FlacFrameError('the precision of the predictor is reserved')
  const shift = reader.readSigned(5)
  if (shift < 0) throw new FlacFrameError('the shift of the predictor is negative')
  const coefficients = Array.from({ length: order }, () => reader.readSigned(precision))
  readResidual(reader, samples, order)
  // 2^31 is the bound of what can be summed in integers
  const isSmall = bits + precision + Math.ceil(Math.log2(order)) <= 32 && order > 0
  if (isSmall) predictSmall(samples, Int32Array.from(coefficients), shift)
  else predict(samples, coefficients, shift)
}

function readWarmUp(reader: BitReader, samples: Float64Array, bits: number, order: number): void {
  if (order > samples.length) throw new FlacFrameError('the predictor is longer than the block')
  for (let i = 0; i < order; i++) samples[i] = readSample(reader, bits)
}

/** Samples are the residual plus the floor of the prediction; sums stay below 2^53 and are exact. */
function predict(samples: Float64Array, coefficients: readonly number[], shift: number): void {
  const order = coefficients.length
  const scale = 2 ** -shift
  for (let i = order; i < samples.length; i++) {
    let sum = 0
    for (let j = 0; j < order; j++) sum += coefficients[j] * samples[i - 1 - j]
    samples[i] += Math.floor(sum * scale)
  }
}

function predictSmall(samples: Float64Array, coefficients: Int32Array, shift: number): void {
  const order = coefficients.length
  const integers = Int32Array.from(samples)
  for (let i = order; i < integers.length; i++) {
    let sum = 0
    for (let j = 0; j < order; j++) sum = (sum + Math.imul(coefficients[j], integers[i - 1 - j])) | 0
    integers[i] += sum >> shift
  }
  samples.set(integers)
}

/** Rice-coded residuals, in partitions with a parameter each. */
function readResidual(reader: BitReader, samples: Float64Array, order: number): void {
  const method = reader.read(2)
  if (method > 1) throw new FlacFrameError('the coding of the residual is reserved')
  const width = method === 0 ? 4 : 5
  const escape = method === 0 ? 15 : 31
  const partitions = 1 << reader.read(4)
  const size = samples.length / partitions
  if (!Number.isInteger(size) || size < order) throw new FlacFrameError('the partitions do not fit the block')
  let i = order
  for (let partition = 1; partition <= partitions; partition++) {
    const end = partition * size
    const parameter = reader.read(width)
    if (parameter === escape) {
      const bits = reader.read(5)
      for (; i < end; i++) samples[i] = reader.readSigned(bits)
      continue
    }
    for (; i < end; i++) {
      const value = reader.readRice(parameter)
      // even numbers are positive, odd ones negative
      samples[i] = value % 2 === 0 ? value / 2 : -(value + 1) / 2
    }
  }
}
