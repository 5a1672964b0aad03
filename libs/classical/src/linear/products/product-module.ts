import { FunctionBuilder, I32, V128, assemble, f64, f64x2, i32, i64x2, v128 } from '@genre/core/wasm'
import type { Code, Variable } from '@genre/core/wasm'
import { EXP } from './plain-products'

/** What the assembled module exports. Every parameter is an address in bytes or a count. */
export interface ProductExports {
  /** See `dotRows` of `Products`: `out[k] = x . (y + rows[k] * width)` for `k` below `count`. */
  dotRows(x: number, y: number, width: number, rows: number, count: number, out: number): void
  /** `out[i, j] = a[i] . b[j]` for (m, width) and (n, width) matrices. */
  products(a: number, m: number, b: number, n: number, width: number, out: number): void
  /** `out[j] += p[i, j] a[i]` for (m, n) and (m, width) matrices. */
  addWeightedRows(p: number, m: number, n: number, a: number, width: number, out: number): void
}

/** What the module of {@link exponentialModule} exports. */
export interface ExponentialExports {
  /** `x[k] = exp(x[k])` for `k` below `count`. */
  exponentials(x: number, count: number): void
}

/** The products of `plain-products.ts` two numbers at a time, bit for bit the same. */
export function productModule(): Uint8Array<ArrayBuffer> {
  return assemble({ dotRows: dotRows(), products: products(), addWeightedRows: addWeightedRows() })
}

/**
 * The exponentials of `plain-products.ts`, two at a time, bit for bit the same. A module of its own, for some browsers
 * compile no more than 4 kB at once on their main thread.
 */
export function exponentialModule(): Uint8Array<ArrayBuffer> {
  return assemble({ exponentials: exponentials() })
}

const { add, sub, mul } = f64x2
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const integers = (f: FunctionBuilder, count: number) => range(count).map(() => f.variable(I32))
const vectors = (f: FunctionBuilder, count: number) => range(count).map(() => f.variable(V128))

/** `base + times * stride`. */
function beyond(base: Code, stride: Code, times: number): Code {
  if (times === 0) return base
  return i32.add(base, times === 1 ? stride : i32.mul(stride, i32.const(times)))
}

/** Variables of {@link writeDots}: places of rows on both sides, a number pair of each, and the sums. */
interface Dots {
  left: Variable[]
  right: Variable[]
  leftPairs: Variable[]
  rightPairs: Variable[]
  sums: Variable[]
  end: Variable
}

function dotVariables(f: FunctionBuilder, left: number, right: number): Dots {
  return {
    left: integers(f, left),
    right: integers(f, right),
    leftPairs: vectors(f, left),
    rightPairs: vectors(f, right),
    sums: vectors(f, left * right),
    end: f.variable(I32),
  }
}

/**
 * Scalar products of the first `height` vectors on the left with the first `size` on the right; their places move on.
 * Even and odd columns are summed apart, an odd column that is left over goes to the even ones.
 *
 * @param store - is given the product of the i-th with the j-th
 */
function writeDots(
  f: FunctionBuilder,
  dots: Dots,
  height: number,
  size: number,
  width: Code,
  store: (i: number, j: number, product: Code) => void,
): void {
  const left = dots.left.slice(0, height)
  const right = dots.right.slice(0, size)
  const pairs = range(height).flatMap(i => range(size).map(j => ({ i, j, sum: dots.sums[i * size + j] })))
  for (const { sum } of pairs) sum.set(v128.zero)
  const step = (offset: number) => {
    left.forEach((at, i) => dots.leftPairs[i].set(v128.load(at.value, offset)))
    right.forEach((at, j) => dots.rightPairs[j].set(v128.load(at.value, offset)))
    for (const { i, j, sum } of pairs) {
      sum.set(add(sum.value, mul(dots.leftPairs[i].value, dots.rightPairs[j].value)))
    }
  }
  const advance = (bytes: number) => [...left, ...right].forEach(at => at.advance(i32.const(bytes)))
  // end: where left[0] has less than four numbers left
  dots.end.set(i32.add(left[0].value, i32.shl(i32.and(width, i32.const(-4)), 3)))
  f.while(
    () => i32.less(left[0].value, dots.end.value),
    () => {
      step(0)
      step(16)
      advance(32)
    },
  )
  f.when(i32.and(width, i32.const(2)), () => {
    step(0)
    advance(16)
  })
  f.when(i32.and(width, i32.const(1)), () => {
    for (const { i, j, sum } of pairs) {
      const last = f64.mul(f64.load(left[i].value), f64.load(right[j].value))
      sum.set(f64x2.replaceLane(sum.value, 0, f64.add(f64x2.lane(sum.value, 0), last)))
    }
  })
  for (const { i, j, sum } of pairs) store(i, j, f64.add(f64x2.lane(sum.value, 0), f64x2.lane(sum.value, 1)))
}

function dotRows(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [x, y, width, list, count, target] = f.parameters
  const rows = f.variable(I32, list)
  const out = f.variable(I32, target)
  const rowsEnd = f.integer(i32.add(list, i32.shl(count, 2)))
  const dots = dotVariables(f, 1, 4)
  for (const size of [4, 1]) {
    f.while(
      () => i32.less(i32.add(rows.value, i32.const(4 * (size - 1))), rowsEnd),
      () => {
        dots.left[0].set(x)
        for (const j of range(size)) {
          dots.right[j].set(i32.add(y, i32.shl(i32.mul(i32.load(rows.value, 4 * j), width), 3)))
        }
        writeDots(f, dots, 1, size, width, (_, j, product) => f.storeDouble(out.value, product, 8 * j))
        rows.advance(i32.const(4 * size))
        out.advance(i32.const(8 * size))
      },
    )
  }
  return f
}

function products(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [left, m, right, n, width, target] = f.parameters
  const stride = f.integer(i32.shl(width, 3))
  const outStride = f.integer(i32.shl(n, 3))
  const a = f.variable(I32, left)
  const b = f.variable(I32)
  const out = f.variable(I32, target)
  const aEnd = f.integer(i32.add(left, i32.mul(stride, m)))
  const bEnd = f.integer(i32.add(right, i32.mul(stride, n)))
  const dots = dotVariables(f, 2, 4)
  const columns = (height: number, size: number) =>
    f.while(
      () => i32.less(beyond(b.value, stride, size - 1), bEnd),
      () => {
        for (const i of range(height)) dots.left[i].set(beyond(a.value, stride, i))
        for (const j of range(size)) dots.right[j].set(beyond(b.value, stride, j))
        writeDots(f, dots, height, size, width, (i, j, product) =>
          f.storeDouble(beyond(out.value, outStride, i), product, 8 * j),
        )
        b.set(beyond(b.value, stride, size))
        out.advance(i32.const(8 * size))
      },
    )
  for (const height of [2, 1]) {
    f.while(
      () => i32.less(beyond(a.value, stride, height - 1), aEnd),
      () => {
        b.set(right)
        if (height > 1) columns(height, 4)
        columns(height, 1)
        a.set(beyond(a.value, stride, height))
        out.set(beyond(out.value, outStride, height - 1))
      },
    )
  }
  return f
}

/** Four rows at a time, and of these so many bytes that they stay in the fastest cache for all weights. */
const CHUNK = 2048

function addWeightedRows(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [weightsAt, m, n, rowsAt, width, out] = f.parameters
  const stride = f.integer(i32.shl(width, 3))
  const weightStride = f.integer(i32.shl(n, 3))
  const p = f.variable(I32, weightsAt)
  const a = f.variable(I32, rowsAt)
  const aEnd = f.integer(i32.add(rowsAt, i32.mul(stride, m)))
  const target = f.variable(I32)
  const sources = integers(f, 4)
  const weights = vectors(f, 4)
  for (const size of [4, 1]) {
    const places = sources.slice(0, size)
    f.while(
      () => i32.less(beyond(a.value, stride, size - 1), aEnd),
      () => {
        f.count(i32.const(0), stride, CHUNK, chunk => {
          const rest = f.integer(i32.sub(stride, chunk))
          const bytes = f.integer(i32.select(rest, i32.const(CHUNK), i32.less(rest, i32.const(CHUNK))))
          const pairs = f.integer(i32.and(bytes, i32.const(-16)))
          f.count(i32.const(0), n, 1, j => {
            target.set(i32.add(out, i32.add(i32.mul(j, stride), chunk)))
            for (const i of range(size)) {
              sources[i].set(i32.add(beyond(a.value, stride, i), chunk))
              const weight = i32.add(beyond(p.value, weightStride, i), i32.shl(j, 3))
              weights[i].set(f64x2.loadSplat(weight))
            }
            const end = f.integer(i32.add(target.value, pairs))
            f.while(
              () => i32.less(target.value, end),
              () => {
                const sum = places.reduce<Code>(
                  (sum, place, i) => add(sum, mul(weights[i].value, v128.load(place.value))),
                  v128.load(target.value),
                )
                f.store(target.value, sum)
                for (const place of [target, ...places]) place.advance(i32.const(16))
              },
            )
            f.when(i32.and(bytes, i32.const(8)), () => {
              const sum = places.reduce<Code>(
                (sum, place, i) => f64.add(sum, f64.mul(f64x2.lane(weights[i].value, 0), f64.load(place.value))),
                f64.load(target.value),
              )
              f.storeDouble(target.value, sum)
            })
          })
        })
        a.set(beyond(a.value, stride, size))
        p.set(beyond(p.value, weightStride, size))
      },
    )
  }
  return f
}

function exponentials(): FunctionBuilder {
  const f = new FunctionBuilder(2)
  const [x, count] = f.parameters
  const number = (value: number) => f64x2.const(value)
  const exponential = (argument: Code): Code => {
    const value = f.vector(f64x2.min(f64x2.max(argument, number(EXP.lowest)), number(EXP.highest)))
    const shifted = f.vector(add(mul(value, number(EXP.log2e)), number(EXP.shift)))
    const whole = f.vector(sub(shifted, number(EXP.shift)))
    const rest = f.vector(sub(sub(value, mul(whole, number(EXP.ln2High))), mul(whole, number(EXP.ln2Low))))
    const sum = f.variable(V128, number(EXP.coefficients[0]))
    for (const coefficient of EXP.coefficients.slice(1)) sum.set(add(mul(sum.value, rest), number(coefficient)))
    // The whole number stands in the lowest bits; moved to the exponent of 1, it makes a power of two.
    return mul(sum.value, i64x2.add(i64x2.shiftLeft(shifted, 52), number(1)))
  }
  const last = f.integer(i32.shl(i32.and(count, i32.const(-2)), 3))
  f.count(x, f.integer(i32.add(x, last)), 16, at => f.store(at, exponential(v128.load(at))))
  f.when(i32.and(count, i32.const(1)), () => {
    const at = f.integer(i32.add(x, last))
    f.storeHalf(at, exponential(v128.loadHalf(at)), 0)
  })
  return f
}
