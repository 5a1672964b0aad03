import { backend_util } from '@tensorflow/tfjs'
import type { KernelEngine } from '../engine'
import type { binaryOperations } from '../assembly/elementwise'
import type { Operands, Operation, TensorInfo } from './context'
import { sizeOf } from './context'

type BinaryName = keyof typeof binaryOperations

/** Bytes of a chunk: large enough that handing it out does not count. */
const CHUNK_BYTES = 128 * 1024
/** Shorter rows are not worth a loop of their own. */
const SHORTEST_ROW = 4

const floats = (tensor: TensorInfo) => tensor.dtype === 'float32'

/** `a op b` for operands of one shape, or where b (or a) is one number, or b one row of a. */
function binary(operands: Operands, name: BinaryName): TensorInfo | TensorInfo[] {
  const { a, b } = operands.inputs
  const sizeA = sizeOf(a.shape)
  const sizeB = sizeOf(b.shape)
  if (!floats(a) || !floats(b) || sizeA === 0 || sizeB === 0) return operands.otherwise()
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape)
  const size = sizeOf(shape)
  const sameShape = sizeA === size && sizeB === size
  if (!sameShape && sizeB !== 1 && sizeA !== 1 && !isRow(b.shape, a.shape, size)) return operands.otherwise()
  const y = operands.output(shape)
  const addresses = { a: operands.address(a), b: operands.address(b), y: operands.address(y) }
  if (sameShape) runElementwise(operands.engine, name, addresses, size)
  else if (sizeB === 1) runElementwise(operands.engine, `${name}Scalar`, addresses, size)
  else if (sizeA === 1) {
    runElementwise(operands.engine, `${name}ScalarFirst`, { ...addresses, a: addresses.b, b: addresses.a }, size)
  } else {
    const columns = sizeB
    const rows = size / columns
    const rowsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / (4 * columns)))
    operands.engine.run(
      `${name}Rows`,
      { ...addresses, rows, columns, rowsPerChunk },
      { chunks: Math.ceil(rows / rowsPerChunk), work: 16 * size },
    )
  }
  return y
}

/** Whether b repeats along the leading axes of a, which has the size of the result. */
function isRow(b: readonly number[], a: readonly number[], size: number): boolean {
  const columns = sizeOf(b)
  const kept = b.slice(b.findIndex(length => length > 1))
  return columns >= SHORTEST_ROW && sizeOf(a) === size && String(a.slice(-kept.length)) === String(kept)
}

export function runElementwise(
  engine: KernelEngine,
  name: BinaryName | `${BinaryName}Scalar` | `${BinaryName}ScalarFirst`,
  addresses: { a: number; b: number; y: number },
  size: number,
): void {
  engine.run(
    name,
    { ...addresses, bytes: 4 * size, bytesPerChunk: CHUNK_BYTES },
    { chunks: Math.ceil((4 * size) / CHUNK_BYTES), work: 16 * size },
  )
}

export const add: Operation = { name: 'Add', compute: operands => binary(operands, 'add') }
export const subtract: Operation = { name: 'Sub', compute: operands => binary(operands, 'subtract') }
export const multiply: Operation = { name: 'Multiply', compute: operands => binary(operands, 'multiply') }
export const divide: Operation = { name: 'RealDiv', compute: operands => binary(operands, 'divide') }

export const square: Operation = {
  name: 'Square',
  compute: operands => {
    const { x } = operands.inputs
    if (!floats(x)) return operands.otherwise()
    return binary({ ...operands, inputs: { a: x, b: x } }, 'multiply')
  },
}

export const relu: Operation = {
  name: 'Relu',
  compute: operands => {
    const { x } = operands.inputs
    if (!floats(x)) return operands.otherwise()
    const y = operands.output(x.shape)
    operands.engine.borrow([4], zero => {
      operands.engine.write(zero, [0])
      runElementwise(
        operands.engine,
        'greaterScalar',
        { a: operands.address(x), b: zero, y: operands.address(y) },
        sizeOf(x.shape),
      )
    })
    return y
  },
}

/** The name of a kernel of ours: dy where y (or x) is positive, otherwise 0. */
export const RELU_GRADIENT = 'GenreReluGradient'

export const reluGradient: Operation = {
  name: RELU_GRADIENT,
  compute: operands => {
    const { dy, x } = operands.inputs
    const dx = operands.output(x.shape)
    const addresses = { a: operands.address(dy), b: operands.address(x), y: operands.address(dx) }
    runElementwise(operands.engine, 'keepWherePositive', addresses, sizeOf(x.shape))
    return dx
  },
}

/** A tensor that is cast to its own type shares its values: tfjs' wasm backend copies them. */
export const cast: Operation = {
  name: 'Cast',
  compute: operands => {
    const { x } = operands.inputs
    if (x.dtype !== operands.attrs.dtype) return operands.otherwise()
    operands.backend.incRef(x.dataId)
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype }
  },
}
