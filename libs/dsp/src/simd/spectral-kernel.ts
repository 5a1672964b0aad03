import { FunctionBuilder, I32, KernelSource, V128, f32x4, f64x2, i32, i32x4, i64x2, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'

/*
 * What is done to spectra, frame by frame: filter banks, decibels, cosine transforms. Sums are in double precision, two or four of them
 * side by side, in the order of the TypeScript paths.
 */

const { add, sub, mul } = f64x2

/** Rows that {@link rows} sums up at a time. */
export const ROWS = 12

const zero = v128.zero

/** Both halves of four floats as doubles. */
function promoted(f: FunctionBuilder, four: Code): [Code, Code] {
  return [f.vector(f64x2.promote(four)), f.vector(f64x2.promote(f64x2.pick(four, four, 1, 1)))]
}

/** The sum of both lanes, in the first. */
function across(f: FunctionBuilder, vector: Code): Code {
  const both = f.vector(vector)
  return add(both, f64x2.pick(both, both, 1, 1))
}

/**
 * (values, bytes, frames, table, tableEnd, weights, out): for `frames` frames of floats, `bytes` apart, and each entry of the table (where to begin in
 * a frame, and how far to go, both in bytes) the sum of values times double weights, four at a time.
 */
function bands(): FunctionBuilder {
  const f = new FunctionBuilder(7)
  const [values, bytes, frames, table, tableEnd] = f.parameters
  const frame = f.variable(I32, values)
  const end = f.integer(i32.add(values, i32.mul(bytes, frames)))
  const entry = f.variable(I32, table)
  const weights = f.variable(I32, f.parameters[5])
  const out = f.variable(I32, f.parameters[6])
  const from = f.variable(I32, values)
  const low = f.variable(V128, zero)
  const high = f.variable(V128, zero)
  f.repeat(
    () => {
      entry.set(table)
      weights.set(f.parameters[5])
      f.repeat(
        () => {
          from.set(i32.add(frame.value, i32.load(entry.value)))
          const stop = f.integer(i32.add(from.value, i32.load(entry.value, 4)))
          low.set(zero)
          high.set(zero)
          f.repeat(
            () => {
              const [a, b] = promoted(f, f.vector(v128.load(from.value)))
              low.set(add(low.value, mul(a, v128.load(weights.value))))
              high.set(add(high.value, mul(b, v128.load(weights.value, 16))))
              from.set(i32.add(from.value, i32.const(16)))
              weights.set(i32.add(weights.value, i32.const(32)))
            },
            () => i32.less(from.value, stop),
          )
          f.storeFloat(out.value, f32x4.lane(f64x2.demote(across(f, add(low.value, high.value))), 0))
          entry.set(i32.add(entry.value, i32.const(8)))
          out.set(i32.add(out.value, i32.const(4)))
        },
        () => i32.less(entry.value, tableEnd),
      )
      frame.set(i32.add(frame.value, bytes))
    },
    () => i32.less(frame.value, end),
  )
  return f
}

/**
 * (values, bytes, some, frames, weights, sums): for `frames` frames of floats, `bytes` apart, adds to the sums of {@link ROWS} rows value times
 * weight of the first `some` bytes of floats; the weights of a bin are neighbours. The sums of one frame are as many as have room in
 * registers: two frames at a time, to load weights once for both, take longer.
 */
function rows(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [values, bytes, some, frames] = f.parameters
  const frame = f.variable(I32, values)
  const from = f.variable(I32)
  const weights = f.variable(I32)
  const at = f.variable(I32, f.parameters[5])
  const end = f.integer(i32.add(values, i32.mul(bytes, frames)))
  const sums = Array.from({ length: ROWS / 2 }, () => f.variable(V128))
  f.repeat(
    () => {
      from.set(frame.value)
      const stop = f.integer(i32.add(frame.value, some))
      weights.set(f.parameters[4])
      sums.forEach((sum, i) => sum.set(v128.load(at.value, 16 * i)))
      f.repeat(
        () => {
          const value = f.vector(f64x2.promote(f32x4.loadSplat(from.value)))
          sums.forEach((sum, i) => sum.set(add(sum.value, mul(value, v128.load(weights.value, 16 * i)))))
          from.advance(i32.const(4))
          weights.advance(i32.const(8 * ROWS))
        },
        () => i32.less(from.value, stop),
      )
      sums.forEach((sum, i) => f.store(at.value, sum.value, 16 * i))
      frame.advance(bytes)
      at.advance(i32.const(8 * ROWS))
    },
    () => i32.less(frame.value, end),
  )
  return f
}

/** (sums, bytes, out): doubles to floats, and the doubles to zero; `bytes` is the size of the floats. */
function takeSums(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [sums, bytes, out] = f.parameters
  f.count(i32.const(0), bytes, 8, at => {
    const from = f.integer(i32.add(sums, i32.shl(at, 1)))
    f.storeHalf(i32.add(out, at), f64x2.demote(v128.load(from)), 0)
    f.store(from, zero)
  })
  return f
}

/** Where {@link decibels} finds its constants, in bytes from the table's beginning: 256 pairs stand before. */
export const DECIBEL_CONSTANTS = 4096

/**
 * (values, bytes, table, out): 10 log10 of floats, two at a time; see ../decibel-table.ts. The table: for each 256th of an octave its level
 * and its reciprocal; then `amin` and its level, dB per octave, dB per unit of the natural logarithm.
 */
function decibels(): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [values, bytes, table, out] = f.parameters
  const constant = (i: number) => f.vector(f64x2.loadSplat(table, DECIBEL_CONSTANTS + 8 * i))
  const [amin, least, octave, unit] = [0, 1, 2, 3].map(constant)
  const number = (value: number) => f.vector(f64x2.const(value))
  const one = number(1)
  const fractions = f.vector(i32x4.const(-1, 0x000fffff))
  const series = [1 / 6, 1 / 5, 1 / 4, 1 / 3, 1 / 2].map(number)
  const magic = f.vector(i32x4.const(0, 0x43300000))
  const bias = number(2 ** 52 + 1023)
  const infinity = number(Infinity)
  f.count(i32.const(0), bytes, 8, at => {
    const x = f.vector(f64x2.promote(f64x2.loadSplat(i32.add(values, at))))
    const mantissa = f.vector(v128.or(v128.and(x, fractions), one))
    const exponent = f.vector(sub(v128.or(i64x2.shiftRight(x, 52), magic), bias))
    // The leading eight bits of the mantissa, times 16 bytes an entry.
    const index = f.vector(v128.and(i64x2.shiftRight(x, 40), i32x4.const(0xff0, 0)))
    const a = f.vector(v128.load(i32.add(table, i32x4.lane(index, 0))))
    const b = f.vector(v128.load(i32.add(table, i32x4.lane(index, 2))))
    const level = f.vector(f64x2.pick(a, b, 0, 2))
    const r = f.vector(sub(mul(mantissa, f64x2.pick(a, b, 1, 3)), one))
    // 1 - r (1/2 - r (1/3 - r (1/4 - r (1/5 - r / 6))))
    let sum = series[0]
    for (const term of [...series.slice(1), one]) sum = f.vector(sub(term, mul(r, sum)))
    const fine = f.vector(add(mul(octave, exponent), add(level, mul(unit, mul(r, sum)))))
    // Infinity and NaN stay what they are.
    const finite = f.vector(v128.select(fine, x, f64x2.less(x, infinity)))
    const raised = v128.select(least, finite, f64x2.lessOrEqual(x, amin))
    f.storeHalf(i32.add(out, at), f64x2.demote(raised), 0)
  })
  return f
}

/** (values, end, sums, differences): of floats, those that mirror each other about the middle, added and subtracted, two at a time. */
function fold(): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [values, end, sums, differences] = f.parameters
  const half = f.integer(i32.shr(i32.sub(end, values), 1))
  const last = f.integer(i32.sub(end, i32.const(8)))
  f.count(i32.const(0), half, 8, at => {
    const a = f.vector(f64x2.promote(f64x2.loadSplat(i32.add(values, at))))
    const mirrored = f.vector(f64x2.promote(f64x2.loadSplat(i32.sub(last, at))))
    const b = f.vector(f64x2.pick(mirrored, mirrored, 1, 0))
    const to = f.integer(i32.shl(at, 1))
    f.store(i32.add(sums, to), add(a, b))
    f.store(i32.add(differences, to), sub(a, b))
  })
  return f
}

/**
 * (values, bytes, table, out, outEnd): sums of `bytes` of doubles times those of a table's rows, of every second row, to every second of
 * the floats from `out` on.
 */
function products(): FunctionBuilder {
  const f = new FunctionBuilder(5)
  const [values, bytes, table, , outEnd] = f.parameters
  const to = f.variable(I32, f.parameters[3])
  const row = f.variable(I32, table)
  const from = f.variable(I32, values)
  const end = f.integer(i32.add(values, bytes))
  const low = f.variable(V128, zero)
  const high = f.variable(V128, zero)
  f.repeat(
    () => {
      from.set(values)
      low.set(zero)
      high.set(zero)
      f.repeat(
        () => {
          low.set(add(low.value, mul(v128.load(row.value), v128.load(from.value))))
          high.set(add(high.value, mul(v128.load(row.value, 16), v128.load(from.value, 16))))
          from.set(i32.add(from.value, i32.const(32)))
          row.set(i32.add(row.value, i32.const(32)))
        },
        () => i32.less(from.value, end),
      )
      f.storeFloat(to.value, f32x4.lane(f64x2.demote(add(across(f, low.value), across(f, high.value))), 0))
      row.set(i32.add(row.value, bytes))
      to.set(i32.add(to.value, i32.const(8)))
    },
    () => i32.less(to.value, outEnd),
  )
  return f
}

/** Parameters are addresses and sizes in bytes, except for counts. */
export const spectralKernel = /* @__PURE__ */ new KernelSource(() => ({
  bands: bands(),
  rows: rows(),
  takeSums: takeSums(),
  decibels: decibels(),
  fold: fold(),
  products: products(),
}))
