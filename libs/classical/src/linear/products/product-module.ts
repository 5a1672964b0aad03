import type { Local } from './assembler'
import { FunctionCode, I32, V128, assembleModule } from './assembler'
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
  return assembleModule([
    { name: 'dotRows', parameters: 6, code: dotRows() },
    { name: 'products', parameters: 6, code: products() },
    { name: 'addWeightedRows', parameters: 6, code: addWeightedRows() },
  ])
}

/**
 * The exponentials of `plain-products.ts`, two at a time, bit for bit the same. A module of its own, for some browsers
 * compile no more than 4 kB at once on their main thread.
 */
export function exponentialModule(): Uint8Array<ArrayBuffer> {
  return assembleModule([{ name: 'exponentials', parameters: 2, code: exponentials() }])
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i)

/**
 * Scalar products of the vectors that begin at the addresses in `left` with those in `right`; the addresses move on.
 * Even and odd columns are summed apart, an odd column that is left over goes to the even ones.
 *
 * @param stores - for each pair, left by left, what stores the product that it is given the means to push
 */
function writeDots(
  code: FunctionCode,
  left: Local[],
  right: Local[],
  width: Local,
  end: Local,
  store: (pair: number, push: () => void) => void,
  scratch: { left: Local[]; right: Local[]; sums: Local[] },
): void {
  const { sums } = scratch
  const used = left.length * right.length
  for (const k of range(used)) code.constant2(0).set(sums[k])
  const step = (offset: number) => {
    left.forEach((address, i) => code.get(address).load2(offset).set(scratch.left[i]))
    right.forEach((address, j) => code.get(address).load2(offset).set(scratch.right[j]))
    for (const i of range(left.length)) {
      for (const j of range(right.length)) {
        const sum = sums[i * right.length + j]
        code.get(sum).get(scratch.left[i]).get(scratch.right[j]).mul2().add2().set(sum)
      }
    }
  }
  const advance = (bytes: number) => [...left, ...right].forEach(address => code.increase(address, bytes))
  // end: where left[0] has less than four numbers left, then less than two
  code.get(left[0]).get(width).i32(-4).and().i32(3).shiftLeft().add().set(end)
  code.while(
    () => code.get(left[0]).get(end).lessThan(),
    () => {
      step(0)
      step(16)
      advance(32)
    },
  )
  code.if(
    () => code.get(width).i32(2).and(),
    () => {
      step(0)
      advance(16)
    },
  )
  code.if(
    () => code.get(width).i32(1).and(),
    () => {
      for (const k of range(used)) {
        const [i, j] = [Math.floor(k / right.length), k % right.length]
        code.get(sums[k]).get(sums[k]).lane(0)
        code.get(left[i]).loadF64().get(right[j]).loadF64().mulF64().addF64().replaceLane(0).set(sums[k])
      }
    },
  )
  for (const k of range(used)) store(k, () => code.get(sums[k]).lane(0).get(sums[k]).lane(1).addF64())
}

function dotRows(): FunctionCode {
  const code = new FunctionCode(6)
  const [x, y, width, rows, count, out] = range(6)
  const at = code.local(I32)
  const end = code.local(I32)
  const rowsEnd = code.local(I32)
  const right = range(4).map(() => code.local(I32))
  const scratch = vectors(code, 1, 4)
  const group = (size: number) =>
    code.while(
      () =>
        code
          .get(rows)
          .i32(4 * (size - 1))
          .add()
          .get(rowsEnd)
          .lessThan(),
      () => {
        code.get(x).set(at)
        for (const j of range(size)) {
          code
            .get(rows)
            .i32(4 * j)
            .add()
            .loadI32()
          code.get(width).mul().i32(3).shiftLeft().get(y).add().set(right[j])
        }
        const store = (k: number, push: () => void) => {
          code.get(out)
          push()
          code.storeF64(8 * k)
        }
        writeDots(code, [at], right.slice(0, size), width, end, store, scratch)
        code.increase(rows, 4 * size).increase(out, 8 * size)
      },
    )
  code.get(rows).get(count).i32(2).shiftLeft().add().set(rowsEnd)
  group(4)
  group(1)
  return code
}

function products(): FunctionCode {
  const code = new FunctionCode(6)
  const [a, m, b, n, width, out] = range(6)
  const stride = code.local(I32)
  const outStride = code.local(I32)
  const aEnd = code.local(I32)
  const bEnd = code.local(I32)
  const bAt = code.local(I32)
  const end = code.local(I32)
  const left = range(2).map(() => code.local(I32))
  const right = range(4).map(() => code.local(I32))
  const scratch = vectors(code, 2, 4)
  const columns = (height: number, size: number) =>
    code.while(
      () =>
        code
          .get(bAt)
          .addTimes(stride, size - 1)
          .get(bEnd)
          .lessThan(),
      () => {
        for (const i of range(height)) code.get(a).addTimes(stride, i).set(left[i])
        for (const j of range(size)) code.get(bAt).addTimes(stride, j).set(right[j])
        const store = (k: number, push: () => void) => {
          const [i, j] = [Math.floor(k / size), k % size]
          code.get(out).addTimes(outStride, i)
          push()
          code.storeF64(8 * j)
        }
        writeDots(code, left.slice(0, height), right.slice(0, size), width, end, store, scratch)
        code.get(bAt).addTimes(stride, size).set(bAt)
        code.increase(out, 8 * size)
      },
    )
  const rows = (height: number) =>
    code.while(
      () =>
        code
          .get(a)
          .addTimes(stride, height - 1)
          .get(aEnd)
          .lessThan(),
      () => {
        code.get(b).set(bAt)
        if (height > 1) columns(height, 4)
        columns(height, 1)
        code.get(a).addTimes(stride, height).set(a)
        code
          .get(out)
          .addTimes(outStride, height - 1)
          .set(out)
      },
    )
  code.get(width).i32(3).shiftLeft().set(stride)
  code.get(n).i32(3).shiftLeft().set(outStride)
  code.get(a).get(stride).get(m).mul().add().set(aEnd)
  code.get(b).get(stride).get(n).mul().add().set(bEnd)
  rows(2)
  rows(1)
  return code
}

/** Four rows at a time, and of these so many bytes that they stay in the fastest cache for all weights. */
const CHUNK = 2048

function addWeightedRows(): FunctionCode {
  const code = new FunctionCode(6)
  const [p, m, n, a, width, out] = range(6)
  const stride = code.local(I32)
  const pStride = code.local(I32)
  const aEnd = code.local(I32)
  const chunk = code.local(I32)
  const chunkEnd = code.local(I32)
  const pairsEnd = code.local(I32)
  const at = code.local(I32)
  const j = code.local(I32)
  const target = code.local(I32)
  const sources = range(4).map(() => code.local(I32))
  const weights = range(4).map(() => code.local(V128))
  const group = (size: number) =>
    code.while(
      () =>
        code
          .get(a)
          .addTimes(stride, size - 1)
          .get(aEnd)
          .lessThan(),
      () => {
        code.i32(0).set(chunk)
        code.while(
          () => code.get(chunk).get(stride).lessThan(),
          () => {
            code.get(chunk).i32(CHUNK).add().set(chunkEnd)
            code.if(
              () => code.get(chunkEnd).get(stride).atLeast(),
              () => code.get(stride).set(chunkEnd),
            )
            code.get(chunkEnd).get(chunk).sub().i32(-16).and().get(chunk).add().set(pairsEnd)
            code.i32(0).set(j)
            code.while(
              () => code.get(j).get(n).lessThan(),
              () => {
                code.get(out).get(j).get(stride).mul().add().get(chunk).add().set(target)
                for (const i of range(size)) {
                  code.get(a).addTimes(stride, i).get(chunk).add().set(sources[i])
                  code.get(p).addTimes(pStride, i).get(j).i32(3).shiftLeft().add().loadSplat().set(weights[i])
                }
                code.get(chunk).set(at)
                code.while(
                  () => code.get(at).get(pairsEnd).lessThan(),
                  () => {
                    code.get(target).get(target).load2()
                    for (const i of range(size)) code.get(weights[i]).get(sources[i]).load2().mul2().add2()
                    code.store2()
                    for (const address of [at, target, ...sources.slice(0, size)]) code.increase(address, 16)
                  },
                )
                code.if(
                  () => code.get(at).get(chunkEnd).lessThan(),
                  () => {
                    code.get(target).get(target).loadF64()
                    for (const i of range(size))
                      code.get(weights[i]).lane(0).get(sources[i]).loadF64().mulF64().addF64()
                    code.storeF64()
                  },
                )
                code.increase(j, 1)
              },
            )
            code.get(chunkEnd).set(chunk)
          },
        )
        code.get(a).addTimes(stride, size).set(a)
        code.get(p).addTimes(pStride, size).set(p)
      },
    )
  code.get(width).i32(3).shiftLeft().set(stride)
  code.get(n).i32(3).shiftLeft().set(pStride)
  code.get(a).get(stride).get(m).mul().add().set(aEnd)
  group(4)
  group(1)
  return code
}

function exponentials(): FunctionCode {
  const code = new FunctionCode(2)
  const [x, count] = range(2)
  const end = code.local(I32)
  const [value, shifted, whole, rest, sum] = range(5).map(() => code.local(V128))
  /** From the arguments on the stack to their exponentials. */
  const exponential = () => {
    code.constant2(EXP.lowest).max2().constant2(EXP.highest).min2().set(value)
    code.get(value).constant2(EXP.log2e).mul2().constant2(EXP.shift).add2().set(shifted)
    code.get(shifted).constant2(EXP.shift).sub2().set(whole)
    code.get(value).get(whole).constant2(EXP.ln2High).mul2().sub2()
    code.get(whole).constant2(EXP.ln2Low).mul2().sub2().set(rest)
    code.constant2(EXP.coefficients[0]).set(sum)
    for (const coefficient of EXP.coefficients.slice(1)) {
      code.get(sum).get(rest).mul2().constant2(coefficient).add2().set(sum)
    }
    code.get(sum).get(shifted).i32(52).shiftLeftBits().constant2(1).addBits().mul2()
  }
  code.get(x).get(count).i32(-2).and().i32(3).shiftLeft().add().set(end)
  code.while(
    () => code.get(x).get(end).lessThan(),
    () => {
      code.get(x).get(x).load2()
      exponential()
      code.store2().increase(x, 16)
    },
  )
  code.if(
    () => code.get(count).i32(1).and(),
    () => {
      code.get(x).get(x).loadFirst()
      exponential()
      code.storeFirst()
    },
  )
  return code
}

function vectors(code: FunctionCode, left: number, right: number) {
  const many = (count: number) => range(count).map(() => code.local(V128))
  return { left: many(left), right: many(right), sums: many(left * right) }
}
