import { describe, expect, it } from 'vitest'
import {
  F32,
  F64,
  FunctionBuilder,
  I32,
  MAXIMUM_PAGES,
  assemble,
  f32,
  f32x4,
  f64,
  f64x2,
  i16x8,
  i32,
  i32x4,
  i64x2,
  v128,
} from '../wasm'
import type { Code } from '../wasm'

/** Runs one function on one page of memory. */
function run(f: FunctionBuilder, ...parameters: number[]): DataView {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const module = new WebAssembly.Module(assemble({ f }))
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  ;(exports.f as (...parameters: number[]) => void)(...parameters)
  return new DataView(memory.buffer)
}

/** What an expression leaves. */
function floats(vector: Code): number[] {
  const f = new FunctionBuilder(0)
  f.store(i32.const(0), vector)
  return [...new Float32Array(run(f).buffer, 0, 4)]
}
function doubles(vector: Code): number[] {
  const f = new FunctionBuilder(0)
  f.store(i32.const(0), vector)
  return [...new Float64Array(run(f).buffer, 0, 2)]
}
function integers(vector: Code): number[] {
  const f = new FunctionBuilder(0)
  f.store(i32.const(0), vector)
  return [...new Int32Array(run(f).buffer, 0, 4)]
}
function integer(value: Code): number {
  const f = new FunctionBuilder(0)
  f.storeInteger(i32.const(0), value)
  return run(f).getInt32(0, true)
}
function float(value: Code): number {
  const f = new FunctionBuilder(0)
  f.storeFloat(i32.const(0), value)
  return run(f).getFloat32(0, true)
}
function double(value: Code): number {
  const f = new FunctionBuilder(0)
  f.storeDouble(i32.const(0), value)
  return run(f).getFloat64(0, true)
}

const fourFloats = (a: number, b: number, c: number, d: number) =>
  f32x4.pick(
    f32x4.pick(f32x4.const(a), f32x4.const(b), [0, 4, 0, 4]),
    f32x4.pick(f32x4.const(c), f32x4.const(d), [0, 4, 0, 4]),
    [0, 1, 4, 5],
  )
const twoDoubles = (a: number, b: number) => f64x2.pick(f64x2.const(a), f64x2.const(b), 0, 2)

describe('instructions', () => {
  it.each([0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)])('write the integer %d', value =>
    expect(integer(i32.const(value))).toBe(value),
  )

  it('of integers', () => {
    const [seven, three] = [i32.const(7), i32.const(3)]
    const results = {
      add: 10, sub: 4, mul: 21, div: 2, rem: 1, and: 3, equal: 0, less: 0, lessSigned: 0, atLeast: 1,
    } as const // prettier-ignore
    for (const [name, value] of Object.entries(results)) {
      expect(integer(i32[name as keyof typeof results](seven, three)), name).toBe(value)
    }
    expect(integer(i32.shl(seven, 2))).toBe(28)
    expect(integer(i32.shr(i32.const(-1), 31))).toBe(1)
    expect(integer(i32.isZero(seven))).toBe(0)
    expect(integer(i32.select(seven, three, i32.const(0)))).toBe(3)
    expect(integer(i32.lessSigned(i32.const(-1), three))).toBe(1)
    expect(integer(i32.less(i32.const(-1), three))).toBe(0)
  })

  it('of floats', () => {
    const [a, b] = [f32.const(7), f32.const(3)]
    const results = { add: 10, sub: 4, mul: 21, div: Math.fround(7 / 3), min: 3, max: 7 } as const
    for (const [name, value] of Object.entries(results)) {
      const scalar = name as keyof typeof results
      expect(float(f32[scalar](a, b)), name).toBe(value)
      expect(floats(f32x4[scalar](f32x4.splat(a), f32x4.const(3))), name).toEqual(Array(4).fill(value))
    }
    expect(integer(f32.greater(a, b))).toBe(1)
    expect(integer(f32.equal(a, b))).toBe(0)
    expect(float(f32.sqrt(b))).toBe(Math.fround(Math.sqrt(3)))
    expect(float(f32.neg(b))).toBe(-3)
    expect(float(f32.select(a, b, i32.const(0)))).toBe(3)
    expect(float(f32.fromInteger(i32.const(5)))).toBe(5)
    const four = fourFloats(1, 4, 9, 16)
    expect(floats(four)).toEqual([1, 4, 9, 16])
    expect(floats(f32x4.sqrt(four))).toEqual([1, 2, 3, 4])
    expect(floats(f32x4.neg(four))).toEqual([-1, -4, -9, -16])
    expect(float(f32x4.lane(four, 2))).toBe(9)
    const other = fourFloats(1, 5, 8, NaN)
    expect(floats(f32x4.smaller(four, other))).toEqual([1, 4, 8, 16])
    expect(floats(f32x4.larger(four, other))).toEqual([1, 5, 9, 16])
    const masks = { equal: [-1, 0, 0, 0], less: [0, -1, 0, 0], greater: [0, 0, -1, 0], lessOrEqual: [-1, -1, 0, 0] }
    for (const [name, mask] of Object.entries(masks)) {
      expect(integers(f32x4[name as keyof typeof masks](four, other)), name).toEqual(mask)
    }
    expect(integer(i32x4.signs(f32x4.lessOrEqual(four, other)))).toBe(3)
  })

  it('of doubles', () => {
    const [a, b] = [twoDoubles(7, 2), twoDoubles(3, 5)]
    const results = {
      add: [10, 7], sub: [4, -3], mul: [21, 10], div: [7 / 3, 2 / 5], min: [3, 2], max: [7, 5],
    } as const // prettier-ignore
    for (const [name, value] of Object.entries(results)) {
      expect(doubles(f64x2[name as keyof typeof results](a, b)), name).toEqual(value)
    }
    const masks = {
      less: [0, 0, -1, -1],
      greater: [-1, -1, 0, 0],
      lessOrEqual: [0, 0, -1, -1],
      atLeast: [-1, -1, 0, 0],
    }
    for (const [name, mask] of Object.entries(masks)) {
      expect(integers(f64x2[name as keyof typeof masks](a, b)), name).toEqual(mask)
    }
    expect(doubles(f64x2.sqrt(a))).toEqual([Math.sqrt(7), Math.sqrt(2)])
    expect(doubles(f64x2.neg(a))).toEqual([-7, -2])
    expect(double(f64x2.lane(a, 1))).toBe(2)
    expect(doubles(f64x2.replaceLane(a, 1, f64.const(9)))).toEqual([7, 9])
    expect(floats(f64x2.demote(a))).toEqual([7, 2, 0, 0])
    expect(doubles(f64x2.promote(fourFloats(1, 4, 9, 16)))).toEqual([1, 4])
    expect(double(f64.add(f64.const(0.1), f64.mul(f64.const(2), f64.const(0.3))))).toBe(0.1 + 2 * 0.3)
    expect(double(f64.promote(f64.demote(f64.const(0.1))))).toBe(Math.fround(0.1))
  })

  it('of bits', () => {
    const [a, b] = [i32x4.const(0b1100, -8), i32x4.const(0b1010)]
    expect(integers(v128.and(a, b))).toEqual([8, 8, 8, 8])
    expect(integers(v128.or(a, b))).toEqual([14, -6, 14, -6])
    expect(integers(v128.xor(a, b))).toEqual([6, -14, 6, -14])
    expect(integers(v128.andNot(a, b))).toEqual([4, -16, 4, -16])
    expect(integers(v128.select(a, b, i32x4.const(-1, 0)))).toEqual([12, 10, 12, 10])
    expect(integer(v128.anyTrue(v128.zero))).toBe(0)
    expect(integer(v128.anyTrue(a))).toBe(1)
    expect(integers(i32x4.add(a, b))).toEqual([22, 2, 22, 2])
    expect(integers(i32x4.sub(a, b))).toEqual([2, -18, 2, -18])
    // -8 is the pair (-8, -1).
    expect(integers(i32x4.dotPairs(a, i32x4.const(2 + (3 << 16))))).toEqual([24, -19, 24, -19])
    expect(integers(i32x4.shiftLeft(a, 3))).toEqual([96, -64, 96, -64])
    expect(integers(i16x8.abs(i16x8.sub(a, b)))).toEqual([2, 18 + (1 << 16), 2, 18 + (1 << 16)])
    expect(integers(i16x8.max(a, b))).toEqual([12, 10, 12, 10])
    expect(integers(i32x4.min(a, b))).toEqual([10, -8, 10, -8])
    expect(integers(i32x4.max(a, b))).toEqual([12, 10, 12, 10])
    expect(integers(i32x4.shiftRight(a, 2))).toEqual([3, -2, 3, -2])
    expect(integers(i32x4.splat(i32.const(5)))).toEqual([5, 5, 5, 5])
    expect(integer(i32x4.lane(a, 3))).toBe(-8)
    expect(integers(i64x2.shiftLeft(i32x4.const(-1, 0), 4))).toEqual([-16, 15, -16, 15])
    expect(integers(i64x2.shiftRight(i32x4.const(0, 16), 4))).toEqual([0, 1, 0, 1])
    expect(integers(i64x2.add(i32x4.const(-1, 0), i32x4.const(1, 0)))).toEqual([0, 1, 0, 1])
  })

  it('that load and store', () => {
    const f = new FunctionBuilder(1)
    const [at] = f.parameters
    f.storeFloat(at, f32.const(1.5), 4)
    f.storeDouble(at, f64.const(2.5), 8)
    f.storeInteger(at, i32.const(7))
    f.store(i32.const(0), v128.load(at))
    f.store(i32.const(16), f32x4.loadSplat(at, 4))
    f.store(i32.const(32), f64x2.loadSplat(at, 8))
    f.store(i32.const(48), v128.loadHalf(at, 8))
    f.store(i32.const(64), f64x2.loadLane(f64x2.const(3), 1, at, 8))
    f.storeHalf(i32.const(80), twoDoubles(4, 5), 1)
    f.storeFloat(i32.const(88), f32.load(at, 4))
    f.storeInteger(i32.const(92), i32.load(at))
    f.storeInteger(i32.const(120), i32.const(0x1234fe))
    f.storeInteger(i32.const(124), i32.loadByte(i32.const(118), 2))
    f.storeDouble(i32.const(96), f64.load(at, 8))
    f.copy(i32.const(104), i32.const(96), i32.const(8))
    f.zero(i32.const(100), i32.const(4))
    const memory = run(f, 200)
    expect([0, 4].map(k => memory.getInt32(k, true))[0]).toBe(7)
    expect(memory.getFloat32(4, true)).toBe(1.5)
    expect([16, 20, 24, 28].map(k => memory.getFloat32(k, true))).toEqual([1.5, 1.5, 1.5, 1.5])
    expect([32, 40, 48, 56, 64, 72, 80].map(k => memory.getFloat64(k, true))).toEqual([2.5, 2.5, 2.5, 0, 3, 2.5, 5])
    expect(memory.getFloat32(88, true)).toBe(1.5)
    expect(memory.getInt32(92, true)).toBe(7)
    expect(memory.getInt32(100, true)).toBe(0)
    expect(memory.getInt32(124, true)).toBe(0xfe)
    expect(memory.getFloat64(104, true)).toBe(2.5)
  })
})

describe('FunctionBuilder', () => {
  it('compares addresses beyond 2 GB as positive', () => {
    const f = new FunctionBuilder(1)
    f.when(
      i32.less(i32.const(5), f.parameters[0]),
      () => f.storeInteger(i32.const(0), i32.const(1)),
      () => f.storeInteger(i32.const(0), i32.const(2)),
    )
    expect(run(f, 3e9).getInt32(0, true)).toBe(1)
    expect(run(f, 4).getInt32(0, true)).toBe(2)
  })

  it.each([
    [0, 5, 1, 10],
    [1, 10, 4, 15],
    [3, 3, 1, 0],
    [4, 3, 1, 0],
  ])('counts from %d to %d by %d, also not at all', (from, to, step, sum) => {
    for (const by of [step, i32.const(step)]) {
      const f = new FunctionBuilder(0)
      const total = f.variable(I32, i32.const(0))
      f.count(i32.const(from), i32.const(to), by, i => total.advance(i))
      f.storeInteger(i32.const(0), total.value)
      expect(run(f).getInt32(0, true)).toBe(sum)
    }
  })

  it('repeats at least once', () => {
    const f = new FunctionBuilder(0)
    const total = f.variable(I32)
    f.repeat(
      () => total.advance(i32.const(1)),
      () => i32.const(0),
    )
    f.storeInteger(i32.const(0), total.value)
    expect(run(f).getInt32(0, true)).toBe(1)
  })

  it('keeps variables of all types apart', () => {
    const f = new FunctionBuilder(0)
    const one = f.variable(F32, f32.div(f32.const(7), f32.const(3)))
    const whole = f.integer(i32.const(3))
    const other = f.variable(F64, f64.const(0.1))
    const four = f.vector(f32x4.const(2))
    const again = f.let(F32, f32.const(4))
    f.storeFloat(i32.const(0), one.value)
    f.storeInteger(i32.const(4), whole)
    f.storeDouble(i32.const(8), other.value)
    f.store(i32.const(16), four)
    f.storeFloat(i32.const(32), again)
    const memory = run(f)
    expect(memory.getFloat32(0, true)).toBe(Math.fround(7 / 3))
    expect(memory.getInt32(4, true)).toBe(3)
    expect(memory.getFloat64(8, true)).toBe(0.1)
    expect(memory.getFloat32(28, true)).toBe(2)
    expect(memory.getFloat32(32, true)).toBe(4)
  })
})

describe('assemble', () => {
  it('exports functions that call each other, whatever their number of parameters', () => {
    const put = new FunctionBuilder(2)
    put.storeInteger(put.parameters[0], put.parameters[1])
    const both = new FunctionBuilder(1)
    both.call(0, both.parameters[0], i32.const(1))
    both.call(0, i32.add(both.parameters[0], i32.const(4)), i32.const(2))
    const memory = new WebAssembly.Memory({ initial: 1 })
    const module = new WebAssembly.Module(assemble({ put, both }))
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toEqual(['put', 'both'])
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    ;(exports.both as (at: number) => void)(8)
    expect([...new Int32Array(memory.buffer, 8, 2)]).toEqual([1, 2])
  })

  it('imports memory that threads share if told so', () => {
    const f = new FunctionBuilder(0)
    const module = new WebAssembly.Module(assemble({ f }, { shared: true }))
    const memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true })
    expect(() => new WebAssembly.Instance(module, { env: { memory } })).not.toThrow()
    const own = new WebAssembly.Memory({ initial: 1 })
    expect(() => new WebAssembly.Instance(module, { env: { memory: own } })).toThrow(WebAssembly.LinkError)
  })
})
