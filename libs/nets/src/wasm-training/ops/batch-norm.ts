import type { KernelEngine } from '../engine'
import type { Operands, Operation, TensorInfo } from './context'
import { sizeOf } from './context'
import { sumColumns } from './reductions'

const CHUNK_BYTES = 128 * 1024

interface Rows {
  readonly rows: number
  readonly columns: number
}

function rowsOf(shape: readonly number[]): Rows {
  const columns = shape[shape.length - 1]
  return { rows: sizeOf(shape) / columns, columns }
}

/** A short vector in the backend's memory, as it stands now. */
function values(operands: Operands, tensor: TensorInfo | undefined, length: number, otherwise: number): Float32Array {
  if (!tensor) return new Float32Array(length).fill(otherwise)
  return new Float32Array(operands.engine.heap.memory.buffer, operands.address(tensor), length).slice()
}

/** `y = x * xFactor + g * gFactor + offset`, column by column; without g where its factors are missing. */
function combine(
  engine: KernelEngine,
  operands: { x: number; g?: number; y: number },
  factors: { x: Float32Array; g?: Float32Array; offset: Float32Array },
  { rows, columns }: Rows,
): void {
  const bytes = 4 * columns
  engine.borrow([bytes, bytes, bytes], (xFactor, gFactor, offset) => {
    const memory = engine.heap.memory.buffer
    new Float32Array(memory, xFactor, columns).set(factors.x)
    new Float32Array(memory, offset, columns).set(factors.offset)
    if (factors.g) new Float32Array(memory, gFactor, columns).set(factors.g)
    const rowsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / bytes))
    engine.run(
      factors.g ? 'combine' : 'scale',
      { x: operands.x, g: operands.g ?? 0, y: operands.y, xFactor, gFactor, offset, rows, columns, rowsPerChunk },
      { chunks: Math.ceil(rows / rowsPerChunk), work: 16 * rows * columns },
    )
  })
}

function perColumn(operands: Operands, names: readonly string[], columns: number): boolean {
  const inputs = operands.inputs as Readonly<Record<string, TensorInfo | undefined>>
  return names.every(name => !inputs[name] || sizeOf(inputs[name].shape) === columns)
}

export const fusedBatchNorm: Operation = {
  name: 'FusedBatchNorm',
  compute: operands => {
    const { x, mean, variance, scale, offset } = operands.inputs as Record<string, TensorInfo>
    const size = rowsOf(x.shape)
    const { columns } = size
    if (
      x.dtype !== 'float32' ||
      sizeOf(x.shape) === 0 ||
      !perColumn(operands, ['mean', 'variance', 'scale', 'offset'], columns)
    ) {
      return operands.otherwise()
    }
    const y = operands.output(x.shape)
    const means = values(operands, mean, columns, 0)
    const variances = values(operands, variance, columns, 1)
    const scales = values(operands, scale, columns, 1)
    const offsets = values(operands, offset, columns, 0)
    const epsilon = Number(operands.attrs.varianceEpsilon)
    const factor = scales.map((value, i) => value / Math.sqrt(variances[i] + epsilon))
    combine(
      operands.engine,
      { x: operands.address(x), y: operands.address(y) },
      { x: factor, offset: offsets.map((value, i) => value - means[i] * factor[i]) },
      size,
    )
    return y
  },
}

/** The names of kernels of ours. */
export const MOMENTS = 'GenreMoments'
export const BATCH_NORM_GRADIENT = 'GenreBatchNormGradient'

/** Mean and variance of each column. */
export const moments: Operation = {
  name: MOMENTS,
  compute: operands => {
    const { x } = operands.inputs
    const { rows, columns } = rowsOf(x.shape)
    const { engine } = operands
    const outputs = [operands.output([columns]), operands.output([columns])]
    const [mean, variance] = outputs.map(tensor => operands.address(tensor))
    const source = operands.address(x)
    const divide = (address: number) => {
      const sums = new Float32Array(engine.heap.memory.buffer, address, columns)
      sums.forEach((value, i) => (sums[i] = value / rows))
    }
    sumColumns(engine, 'columnSums', { x: source, target: mean }, rows, columns)
    divide(mean)
    sumColumns(engine, 'columnSquares', { x: source, center: mean, target: variance }, rows, columns)
    divide(variance)
    return outputs
  },
}

/**
 * The gradients of `y = (x - mean) / sqrt(variance + epsilon) * scale + offset` by x, mean, variance, scale and offset; with the
 * attribute `training` mean and variance are those of x, and the gradient by x goes through them.
 */
export const batchNormGradient: Operation = {
  name: BATCH_NORM_GRADIENT,
  compute: operands => {
    const { x, dy, mean, variance, scale } = operands.inputs as Record<string, TensorInfo>
    const size = rowsOf(x.shape)
    const { rows, columns } = size
    const { engine } = operands
    const means = values(operands, mean, columns, 0)
    const variances = values(operands, variance, columns, 1)
    const scales = values(operands, scale, columns, 1)
    const inverse = variances.map(value => 1 / Math.sqrt(value + Number(operands.attrs.varianceEpsilon)))

    const outputs = [x.shape, [columns], [columns], [columns], [columns]].map(shape => operands.output(shape))
    const [dx, dMean, dVariance, dScale, dOffset] = outputs
    const sums = engine.borrow([8 * columns, 4 * columns], (target, center) => {
      new Float32Array(engine.heap.memory.buffer, center, columns).set(means)
      sumColumns(
        engine,
        'columnProducts',
        { x: operands.address(x), g: operands.address(dy), center, target },
        rows,
        columns,
      )
      return new Float32Array(engine.heap.memory.buffer, target, 2 * columns).slice()
    })
    const sumOfG = sums.subarray(0, columns)
    const sumOfProducts = sums.subarray(columns)
    const write = (tensor: TensorInfo, value: (i: number) => number) => {
      const target = new Float32Array(engine.heap.memory.buffer, operands.address(tensor), columns)
      for (let i = 0; i < columns; i++) target[i] = value(i)
    }
    write(dMean, i => -scales[i] * inverse[i] * sumOfG[i])
    write(dVariance, i => -0.5 * scales[i] * inverse[i] ** 3 * sumOfProducts[i])
    write(dScale, i => sumOfProducts[i] * inverse[i])
    write(dOffset, i => sumOfG[i])

    const training = operands.attrs.training === true
    const gFactor = scales.map((value, i) => value * inverse[i])
    const xFactor = training
      ? gFactor.map((value, i) => (-value * inverse[i] ** 2 * sumOfProducts[i]) / rows)
      : new Float32Array(columns)
    const offset = training
      ? gFactor.map((value, i) => -xFactor[i] * means[i] - (value * sumOfG[i]) / rows)
      : new Float32Array(columns)
    const addresses = { x: operands.address(x), g: operands.address(dy), y: operands.address(dx) }
    if (training) combine(engine, addresses, { x: xFactor, g: gFactor, offset }, size)
    else combine(engine, { x: addresses.g, y: addresses.y }, { x: gFactor, offset }, size)
    return outputs
  },
}
