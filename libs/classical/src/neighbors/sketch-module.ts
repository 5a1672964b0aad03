import { FunctionBuilder, I32, V128, assemble, i32, i32x4, v128, f32x4 } from '@genre/core/wasm'

/** What the assembled module exports. Every parameter is an address in bytes or a count. */
export interface SketchExports {
  /** See `SketchProducts.multiply`, for so many groups of 8 rows and of 4 vectors, and pairs of numbers. */
  multiply(
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
  ): void
}

/** Groups of 8 rows that have their smallest numbers taken together, and for the coarse minima: powers of 2. */
export const BLOCK_GROUPS = 8
export const COARSE_GROUPS = 32

const four = [0, 1, 2, 3]

/** Products of whole numbers of 16 bits, eight at a time. */
export function sketchModule(): Uint8Array<ArrayBuffer> {
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
            left.set(i32x4.sub(left.value, i32x4.dotPairs(low, factor)))
            right.set(i32x4.sub(right.value, i32x4.dotPairs(high, factor)))
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
  return assemble({ multiply: f })
}
