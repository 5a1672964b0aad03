import { FunctionBuilder, i32 } from '@genre/core/wasm'
import { forTiles } from './convolve'
import { columnsFrom, packRows } from './pack'
import { TILE_COLUMNS } from './tile'
import { loadWords } from './words'

/** `y[m, n] = bias[n] + sum of a[m, k] * b[k, n]`, for each of a batch; `aRowBytes` as distance of rows, the columns of a are contiguous. */
export const matrixProductWords = [
  'a', 'aBatchBytes', 'aRowBytes', 'b', 'bBatchBytes', 'bRowBytes', 'bColumnBytes', 'y', 'yBatchBytes',
  'rows', 'inner', 'columns', 'bias', 'relu', 'rowsPerBlock', 'rowBlocks', 'panels', 'zero',
] as const // prettier-ignore

/**
 * Eight columns of a block of rows. Parameters: the words, which block (batch, rows, panel; the last runs fastest), scratch memory
 * (32 bytes for the tiles, then one panel).
 */
export function matrixProduct(tileIndex: (rows: number) => number): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, block, scratch] = f.parameters
  const w = loadWords(f, words, matrixProductWords)
  const first = f.integer(i32.mul(i32.rem(block, w.panels), i32.const(TILE_COLUMNS)))
  const rest = f.integer(i32.div(block, w.panels))
  const batch = f.integer(i32.div(rest, w.rowBlocks))
  const firstRow = f.integer(i32.mul(i32.rem(rest, w.rowBlocks), w.rowsPerBlock))
  const rowsLeft = f.integer(i32.sub(w.rows, firstRow))
  const rows = f.integer(i32.select(w.rowsPerBlock, rowsLeft, i32.less(w.rowsPerBlock, rowsLeft)))
  const columns = f.integer(columnsFrom(w.columns, first))
  const panel = f.integer(i32.add(scratch, i32.const(4 * TILE_COLUMNS)))
  const values = f.integer(i32.add(panel, i32.const(4 * TILE_COLUMNS)))
  f.zero(panel, i32.const(4 * TILE_COLUMNS))
  f.when(w.bias, () => f.copy(panel, i32.add(w.bias, i32.shl(first, 2)), i32.shl(columns, 2)))
  packRows(f, {
    source: f.integer(i32.add(i32.add(w.b, i32.mul(batch, w.bBatchBytes)), i32.mul(first, w.bColumnBytes))),
    rowBytes: w.bRowBytes,
    columnBytes: w.bColumnBytes,
    rows: w.inner,
    columns,
    target: values,
  })
  const a = f.integer(i32.add(i32.add(w.a, i32.mul(batch, w.aBatchBytes)), i32.mul(firstRow, w.aRowBytes)))
  const yRowBytes = f.integer(i32.shl(w.columns, 2))
  const y = f.integer(
    i32.add(i32.add(i32.add(w.y, i32.mul(batch, w.yBatchBytes)), i32.mul(firstRow, yRowBytes)), i32.shl(first, 2)),
  )
  forTiles(
    f,
    rows,
    (height, row) =>
    f.call(
      tileIndex(height),
      i32.add(a, i32.mul(row, w.aRowBytes)), w.aRowBytes, w.zero, i32.const(1), w.inner, panel,
      i32.add(y, i32.mul(row, yRowBytes)), yRowBytes, columns, w.relu, scratch,
    ), // prettier-ignore
  )
  return f
}
