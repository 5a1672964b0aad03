import { TILE_COLUMNS } from './assembly/tile'
import { convolutionFilterGradient } from './convolution'
import type { KernelEngine } from './engine'

/** `y = a b + bias` for each of a batch; row-major 32-bit floats. A broadcast operand is the same one for the whole batch. */
export interface MatrixProduct {
  readonly a: number
  readonly b: number
  readonly y: number
  readonly batch: number
  readonly broadcastA: boolean
  readonly broadcastB: boolean
  readonly rows: number
  readonly inner: number
  readonly columns: number
  readonly transposeA: boolean
  readonly transposeB: boolean
  /** Address of one value a column, or 0; not together with `transposeA`. */
  readonly bias: number
  readonly relu: boolean
}

/** Rows that share one packed panel of b. */
const ROWS_PER_BLOCK = 240

export function matrixProduct(engine: KernelEngine, product: MatrixProduct): void {
  if (product.transposeA) return fromTransposed(engine, product)
  const { batch, rows, inner, columns, transposeB } = product
  const panels = Math.ceil(columns / TILE_COLUMNS)
  const rowBlocks = Math.ceil(rows / ROWS_PER_BLOCK)
  engine.borrow([4], zero => {
    engine.write(zero, [0])
    engine.run(
      'matrixProduct',
      {
        a: product.a,
        aBatchBytes: product.broadcastA ? 0 : 4 * rows * inner,
        aRowBytes: 4 * inner,
        b: product.b,
        bBatchBytes: product.broadcastB ? 0 : 4 * inner * columns,
        bRowBytes: transposeB ? 4 : 4 * columns,
        bColumnBytes: transposeB ? 4 * inner : 4,
        y: product.y,
        yBatchBytes: 4 * rows * columns,
        rows,
        inner,
        columns,
        bias: product.bias,
        relu: product.relu,
        rowsPerBlock: ROWS_PER_BLOCK,
        rowBlocks,
        panels,
        zero,
      },
      {
        chunks: batch * rowBlocks * panels,
        work: batch * inner * columns * (2 * rows + TILE_COLUMNS),
        scratchBytes: 4 * TILE_COLUMNS * (2 + inner),
      },
    )
  })
}

/** `a` lies transposed: the product is the gradient of a filter of one element, the inner dimension its points. */
function fromTransposed(engine: KernelEngine, product: MatrixProduct): void {
  const { rows, inner, columns } = product
  const points = largestDivisor(inner, 256)
  const sizes = { images: 1, lines: inner / points, points }
  for (let i = 0; i < product.batch; i++) {
    const a = product.a + (product.broadcastA ? 0 : 4 * i * rows * inner)
    const b = product.b + (product.broadcastB ? 0 : 4 * i * inner * columns)
    convolutionFilterGradient(
      engine,
      { ...sizes, address: a, channels: rows },
      { ...sizes, address: b, channels: columns },
      { height: 1, width: 1, strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, padTop: 0, padLeft: 0 },
      product.y + 4 * i * rows * columns,
    )
  }
}

function largestDivisor(value: number, limit: number): number {
  for (let divisor = Math.min(value, limit); divisor > 16; divisor--) if (value % divisor === 0) return divisor
  return value
}
