import { util } from '@tensorflow/tfjs'
import type { KernelEngine } from '../engine'
import type { Operands, Operation, TensorInfo } from './context'
import { sizeOf } from './context'
import { runElementwise } from './elementwise'

/** Rows that are added up one after the other: short enough that the rounding errors of the sums stay small. */
const ROWS_PER_PART = 64
/** Partial sums are added up in stretches of this many bytes. */
const SUM_BYTES = 4096

/** Sums over rows, for each column: of x; of (x - center)^2; of g and, behind them, of g (x - center). Addresses. */
export function sumColumns(
  engine: KernelEngine,
  kernel: 'columnSums' | 'columnSquares' | 'columnProducts',
  operands: { x: number; g?: number; center?: number; target: number },
  rows: number,
  columns: number,
): void {
  const partialBytes = 4 * columns * (kernel === 'columnProducts' ? 2 : 1)
  const parts = Math.max(1, Math.ceil(rows / ROWS_PER_PART))
  engine.borrow([parts > 1 ? parts * partialBytes : 4], partials => {
    const partial = parts > 1 ? partials : operands.target
    engine.run(
      kernel,
      {
        x: operands.x,
        g: operands.g ?? 0,
        center: operands.center ?? 0,
        rows,
        columns,
        rowsPerPart: ROWS_PER_PART,
        partial,
        partialBytes,
      },
      { chunks: parts, work: 8 * rows * columns },
    )
    if (parts > 1) {
      engine.run(
        'sumParts',
        {
          partial,
          stepBytes: partialBytes,
          parts,
          target: operands.target,
          bytes: partialBytes,
          bytesPerChunk: SUM_BYTES,
        },
        { chunks: Math.ceil(partialBytes / SUM_BYTES), work: parts * partialBytes },
      )
    }
  })
}

/** Where the leading axes are reduced (as for the gradient of a bias): how many rows and columns that makes. */
function leading(shape: readonly number[], axis: unknown): { rows: number; columns: number; kept: number } | undefined {
  const axes = util.parseAxisParam(axis as number[], [...shape]).sort((a, b) => a - b)
  // Axes of length 1 behind the reduced ones may be reduced as well.
  const count = axes.filter((at, i) => at === i).length
  const rest = axes.slice(count)
  if (count === 0 || rest.some(at => shape[at] !== 1)) return undefined
  const columns = sizeOf(shape.slice(count))
  return columns > 1 ? { rows: sizeOf(shape.slice(0, count)), columns, kept: count } : undefined
}

function reduce(operands: Operands, mean: boolean): TensorInfo | TensorInfo[] {
  const { x } = operands.inputs
  const { axis, keepDims } = operands.attrs
  const cut = x.dtype === 'float32' && sizeOf(x.shape) > 0 ? leading(x.shape, axis) : undefined
  if (!cut) return operands.otherwise()
  const axes = util.parseAxisParam(axis as number[], x.shape)
  const shape = keepDims
    ? x.shape.map((length, i) => (axes.includes(i) ? 1 : length))
    : x.shape.filter((_, i) => !axes.includes(i))
  const { engine } = operands
  const y = operands.output(shape)
  const target = operands.address(y)
  sumColumns(engine, 'columnSums', { x: operands.address(x), target }, cut.rows, cut.columns)
  if (mean) {
    engine.borrow([4], scalar => {
      new Float32Array(engine.heap.memory.buffer, scalar, 1)[0] = cut.rows
      runElementwise(engine, 'divideScalar', { a: target, b: scalar, y: target }, cut.columns)
    })
  }
  return y
}

export const sum: Operation = { name: 'Sum', compute: operands => reduce(operands, false) }
export const mean: Operation = { name: 'Mean', compute: operands => reduce(operands, true) }
