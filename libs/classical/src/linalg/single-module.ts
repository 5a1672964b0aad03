import { FunctionBuilder, I32, V128, assemble, f32x4, i32, i32x4, v128 } from '@genre/core/wasm'

/** What the assembled module exports. Every parameter is an address in bytes or a count. */
export interface SingleExports {
  /** See `SingleProducts.multiply`, for so many groups of 8 rows and of 4 vectors. */
  multiply(
    rows: number,
    groups: number,
    width: number,
    vectors: number,
    quads: number,
    out: number,
    stride: number,
  ): void
  /** See `SingleProducts.lowest`. */
  lowest(
    values: number,
    groups: number,
    count: number,
    stride: number,
    best: number,
    second: number,
    label: number,
  ): void
}

/** Products of float32, four at a time. */
export function singleModule(): Uint8Array<ArrayBuffer> {
  return assemble({ multiply: multiply(), lowest: lowest() })
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i)

function multiply(): FunctionBuilder {
  const f = new FunctionBuilder(7)
  const [rows, groups, width, vectors, quads, out, stride] = f.parameters
  const rowBytes = f.integer(i32.shl(width, 5))
  const first = f.variable(I32, rows)
  const [row, vector, target] = range(3).map(() => f.variable(I32))
  const sums = range(8).map(() => f.variable(V128))
  f.count(i32.const(0), groups, 1, group => {
    vector.set(vectors)
    target.set(i32.add(out, i32.shl(group, 5)))
    const rowEnd = f.integer(i32.add(first.value, rowBytes))
    f.count(i32.const(0), quads, 1, () => {
      for (const sum of sums) sum.set(v128.zero)
      row.set(first.value)
      f.while(
        () => i32.less(row.value, rowEnd),
        () => {
          const low = f.vector(v128.load(row.value))
          const high = f.vector(v128.load(row.value, 16))
          for (const j of range(4)) {
            const factor = f.vector(f32x4.loadSplat(vector.value, 4 * j))
            const [left, right] = [sums[2 * j], sums[2 * j + 1]]
            left.set(f32x4.add(left.value, f32x4.mul(low, factor)))
            right.set(f32x4.add(right.value, f32x4.mul(high, factor)))
          }
          row.advance(i32.const(32))
          vector.advance(i32.const(16))
        },
      )
      for (const j of range(4)) {
        f.store(target.value, sums[2 * j].value)
        f.store(target.value, sums[2 * j + 1].value, 16)
        target.advance(stride)
      }
    })
    first.set(rowEnd)
  })
  return f
}

function lowest(): FunctionBuilder {
  const f = new FunctionBuilder(7)
  const [values, groups, count, stride, bestAt, secondAt, labelAt] = f.parameters
  const at = f.variable(I32)
  const [best, second, label] = range(3).map(() => f.variable(V128))
  f.count(i32.const(0), groups, 4, group => {
    const offset = f.integer(i32.shl(group, 2))
    at.set(i32.add(values, offset))
    best.set(v128.load(at.value))
    label.set(v128.zero)
    second.set(f32x4.const(Infinity))
    f.count(i32.const(1), count, 1, index => {
      at.advance(stride)
      const value = f.vector(v128.load(at.value))
      const less = f.vector(f32x4.less(value, best.value))
      second.set(f32x4.smaller(second.value, f32x4.larger(best.value, value)))
      label.set(v128.select(i32x4.splat(index), label.value, less))
      best.set(f32x4.smaller(best.value, value))
    })
    f.store(i32.add(bestAt, offset), best.value)
    f.store(i32.add(secondAt, offset), second.value)
    f.store(i32.add(labelAt, offset), label.value)
  })
  return f
}
