import { F32, FunctionBuilder, I32, V128, f32, f32x4, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { loadWords } from './words'

/** Rows of `columns` floats, cut into parts of `rowsPerPart`; each part writes a row of sums (or two, one behind the other). */
export const columnSumsWords = [
  'x',
  'g',
  'center',
  'rows',
  'columns',
  'rowsPerPart',
  'partial',
  'partialBytes',
] as const

/** What is summed up for each column: from x, g and the column's center, in vectors and in single floats. */
export interface ColumnTerms {
  readonly four: readonly ((x: Code, g: Code, center: Code) => Code)[]
  readonly one: readonly ((x: Code, g: Code, center: Code) => Code)[]
  readonly reads: { readonly g: boolean; readonly center: boolean }
}

const square =
  (multiply: (a: Code, b: Code) => Code, subtract: (a: Code, b: Code) => Code) => (x: Code, _g: Code, center: Code) =>
    multiply(subtract(x, center), subtract(x, center))

export const columnTerms = {
  /** x */
  columnSums: { four: [x => x], one: [x => x], reads: { g: false, center: false } },
  /** (x - center)^2 */
  columnSquares: {
    four: [square(f32x4.mul, f32x4.sub)],
    one: [square(f32.mul, f32.sub)],
    reads: { g: false, center: true },
  },
  /** g, and g (x - center) */
  columnProducts: {
    four: [(_x, g) => g, (x, g, center) => f32x4.mul(g, f32x4.sub(x, center))],
    one: [(_x, g) => g, (x, g, center) => f32.mul(g, f32.sub(x, center))],
    reads: { g: true, center: true },
  },
} satisfies Record<string, ColumnTerms>

/**
 * The sums of one part of the rows. Four rows are added up in columns at a time, so that the cache lines of a row are read once.
 * Parameters: the words, which part, scratch (unused).
 */
export function columnSums({ four, one, reads }: ColumnTerms): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, part] = f.parameters
  const w = loadWords(f, words, columnSumsWords)
  const rowBytes = f.integer(i32.shl(w.columns, 2))
  const first = f.integer(i32.mul(part, w.rowsPerPart))
  const left = f.integer(i32.sub(w.rows, first))
  const rows = f.integer(i32.select(w.rowsPerPart, left, i32.less(w.rowsPerPart, left)))
  const start = f.integer(i32.mul(first, rowBytes))
  const bytes = f.integer(i32.mul(rows, rowBytes))
  const target = f.integer(i32.add(w.partial, i32.mul(part, w.partialBytes)))
  const x = f.variable(I32)
  const g = f.variable(I32)
  const end = f.variable(I32)
  const column = f.variable(I32, i32.const(0))
  /** Columns of `width` vectors (or single floats for 0), down all rows. */
  const down = (width: number) => {
    const vectors = Math.max(1, width)
    const step = width === 0 ? 4 : 16 * width
    const load = width === 0 ? f32.load : v128.load
    const terms = width === 0 ? one : four
    const type = width === 0 ? F32 : V128
    x.set(i32.add(i32.add(w.x, start), column.value))
    if (reads.g) g.set(i32.add(i32.add(w.g, start), column.value))
    end.set(i32.add(x.value, bytes))
    const indices = Array.from({ length: vectors }, (_, i) => i)
    const none: Code = []
    const centers = indices.map(i =>
      reads.center ? f.variable(type, load(i32.add(w.center, column.value), 16 * i)).value : none,
    )
    const sums = indices.map(() => terms.map(() => f.variable(type, width === 0 ? f32.const(0) : v128.zero)))
    f.while(
      () => i32.less(x.value, end.value),
      () => {
        for (const i of indices) {
          const xValue = f.variable(type, load(x.value, 16 * i)).value
          const gValue = reads.g ? f.variable(type, load(g.value, 16 * i)).value : none
          terms.forEach((term, t) => {
            const value = term(xValue, gValue, centers[i])
            sums[i][t].set((width === 0 ? f32.add : f32x4.add)(sums[i][t].value, value))
          })
        }
        x.advance(rowBytes)
        if (reads.g) g.advance(rowBytes)
      },
    )
    indices.forEach(i =>
      terms.forEach((_, t) => {
        const address = i32.add(i32.add(target, column.value), i32.mul(i32.const(t), rowBytes))
        if (width === 0) f.storeFloat(address, sums[i][t].value)
        else f.store(address, sums[i][t].value, 16 * i)
      }),
    )
    column.advance(i32.const(step))
  }
  for (const width of [4, 1, 0]) {
    const size = width === 0 ? 4 : 16 * width
    f.while(
      () => i32.less(i32.add(column.value, i32.const(size - 4)), rowBytes),
      () => down(width),
    )
  }
  return f
}
