import { F32, FunctionBuilder, I32, V128, f32, f32x4, i32, v128 } from '@genre/core/wasm'
import { loadWords } from './words'

/** Rows of `columns` floats x and g; for each column three factors. */
export const affineWords = ['x', 'g', 'y', 'xFactor', 'gFactor', 'offset', 'rows', 'columns', 'rowsPerChunk'] as const

/**
 * `y[row, i] = x[row, i] * xFactor[i] + g[row, i] * gFactor[i] + offset[i]`, or without g: batch normalisation, forward and
 * backward. Parameters: the words, which stretch of rows, scratch (unused).
 */
export function affine(withG: boolean): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, chunk] = f.parameters
  const w = loadWords(f, words, affineWords)
  const rowBytes = f.integer(i32.shl(w.columns, 2))
  const first = f.integer(i32.mul(chunk, w.rowsPerChunk))
  const left = f.integer(i32.sub(w.rows, first))
  const rows = f.integer(i32.select(w.rowsPerChunk, left, i32.less(w.rowsPerChunk, left)))
  const start = f.integer(i32.mul(first, rowBytes))
  const x = f.variable(I32, i32.add(w.x, start))
  const g = f.variable(I32, i32.add(w.g, start))
  const y = f.variable(I32, i32.add(w.y, start))
  const column = f.variable(I32)
  const body = (width: 4 | 1) => {
    const four = width === 4
    const load = four ? v128.load : f32.load
    const multiply = four ? f32x4.mul : f32.mul
    const add = four ? f32x4.add : f32.add
    const at = column.value
    const scaled = add(multiply(load(x.value), load(i32.add(w.xFactor, at))), load(i32.add(w.offset, at)))
    const value = withG ? add(scaled, multiply(load(g.value), load(i32.add(w.gFactor, at)))) : scaled
    const result = f.variable(four ? V128 : F32, value).value
    if (four) f.store(y.value, result)
    else f.storeFloat(y.value, result)
    for (const pointer of [x, g, y, column]) pointer.advance(i32.const(4 * width))
  }
  f.count(i32.const(0), rows, 1, () => {
    column.set(i32.const(0))
    f.while(
      () => i32.less(i32.add(column.value, i32.const(12)), rowBytes),
      () => body(4),
    )
    f.while(
      () => i32.less(column.value, rowBytes),
      () => body(1),
    )
  })
  return f
}
