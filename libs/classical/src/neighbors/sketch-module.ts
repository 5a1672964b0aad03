import type { Code } from '@genre/core/wasm'
import { FunctionBuilder, I32, V128, assemble, i16x8, i32, i32x4, v128, f32x4 } from '@genre/core/wasm'
import type { SketchMeasure } from './sketch-products'

/** What each function takes: addresses in bytes and counts, groups of 8 rows, pairs of numbers, groups of 4 vectors. */
type Multiply = (
  rows: number,
  halves: number,
  groups: number,
  pairs: number,
  vectors: number,
  quads: number,
  out: number,
  stride: number,
  minima: number,
  minimaStride: number,
  coarse: number,
  coarseStride: number,
) => void

/** What the assembled module exports: see `SketchProducts.multiply`. */
export type SketchExports = Readonly<Record<SketchMeasure, Multiply>>

/** Groups of 8 rows that have their smallest numbers taken together, and for the coarse minima: powers of 2. */
export const BLOCK_GROUPS = 8
export const COARSE_GROUPS = 32

const four = [0, 1, 2, 3]

/** Products or differences of whole numbers of 16 bits, eight at a time. */
export function sketchModule(): Uint8Array<ArrayBuffer> {
  const ones = i32x4.const(1 + (1 << 16))
  return assemble({
    squares: multiply((sum, row, vector) => i32x4.sub(sum, i32x4.dotPairs(row, vector))),
    magnitudes: multiply((sum, row, vector) => i32x4.add(sum, i32x4.dotPairs(i16x8.abs(i16x8.sub(row, vector)), ones))),
    // The larger one of each pair in 32 bits: for rows that only fill groups that is what they begin with.
    largest: multiply((sum, row, vector, f) => {
      const pairs = f.vector(i16x8.abs(i16x8.sub(row, vector)))
      const odd = i32x4.shiftRight(pairs, 16)
      return i32x4.max(sum, i32x4.max(odd, i32x4.shiftRight(i32x4.shiftLeft(pairs, 16), 16)))
    }),
  })
}

/** @param step - takes one more pair of four rows and of a vector to what four rows have so far */
function multiply(step: (sum: Code, row: Code, vector: Code, f: FunctionBuilder) => Code): FunctionBuilder {
  const f = new FunctionBuilder(12)
  const [rows, halves, groups, pairs, vectors, quads, out, stride, minima, minimaStride, coarse, coarseStride] =
    f.parameters
  const rowBytes = f.integer(i32.shl(pairs, 5))
  const first = f.variable(I32, rows)
  const [row, vector, target] = four.map(() => f.variable(I32))
  const sums = [...four, ...four].map(() => f.variable(V128))
  const levels = [
    { groups: BLOCK_GROUPS, from: minima, stride: minimaStride, at: f.variable(I32) },
    { groups: COARSE_GROUPS, from: coarse, stride: coarseStride, at: f.variable(I32) },
  ]
  f.count(i32.const(0), groups, 1, group => {
    const half = f.integer(i32.add(halves, i32.shl(group, 5)))
    const rowEnd = f.integer(i32.add(first.value, rowBytes))
    vector.set(vectors)
    target.set(i32.add(out, i32.shl(group, 5)))
    for (const { groups, from, at } of levels) at.set(i32.add(from, i32.shl(i32.shr(group, Math.log2(groups)), 4)))
    f.count(i32.const(0), quads, 1, () => {
      sums.forEach((sum, k) => sum.set(v128.load(half, 16 * (k % 2))))
      row.set(first.value)
      f.while(
        () => i32.less(row.value, rowEnd),
        () => {
          const low = f.vector(v128.load(row.value))
          const high = f.vector(v128.load(row.value, 16))
          for (const j of four) {
            const factor = f.vector(f32x4.loadSplat(vector.value, 4 * j))
            const [left, right] = [sums[2 * j], sums[2 * j + 1]]
            left.set(step(left.value, low, factor, f))
            right.set(step(right.value, high, factor, f))
          }
          row.advance(i32.const(32))
          vector.advance(i32.const(16))
        },
      )
      for (const j of four) {
        const [left, right] = [sums[2 * j], sums[2 * j + 1]]
        f.store(target.value, left.value)
        f.store(target.value, right.value, 16)
        target.advance(stride)
        left.set(i32x4.min(left.value, right.value))
        for (const { groups, stride, at } of levels) {
          f.when(i32.and(group, i32.const(groups - 1)), () => left.set(i32x4.min(left.value, v128.load(at.value))))
          f.store(at.value, left.value)
          at.advance(stride)
        }
      }
    })
    first.set(rowEnd)
  })
  return f
}
