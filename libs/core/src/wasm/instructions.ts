import type { Code } from './code'
import { signed, unsigned } from './code'

/*
 * The instructions that the kernels need, as expressions: what goes in as code, what comes out as code. Opcodes are those of the
 * specification, section 5.4. Addresses take a constant offset and need not be aligned.
 */

const unary =
  (...opcode: number[]) =>
  (a: Code): Code => [a, ...opcode]
const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [a, b, ...opcode]
const load =
  (...opcode: number[]) =>
  (address: Code, offset = 0): Code => [address, ...opcode, 0, ...unsigned(offset)]
const select = (ifTrue: Code, ifFalse: Code, condition: Code): Code => [ifTrue, ifFalse, condition, 0x1b]
const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)]
const bytesOf = (numbers: Float32Array | Float64Array) => [...new Uint8Array(numbers.buffer)]

/** Addresses, counters and conditions; comparisons are unsigned unless they say so, since addresses go beyond 2 GB. */
export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value | 0)],
  load: load(0x28),
  /** One byte, as a number from 0 to 255. */
  loadByte: load(0x2d),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  div: binary(0x6e),
  rem: binary(0x70),
  and: binary(0x71),
  shl: (a: Code, bits: number): Code => [a, 0x41, bits, 0x74],
  shr: (a: Code, bits: number): Code => [a, 0x41, bits, 0x76],
  equal: binary(0x46),
  less: binary(0x49),
  lessSigned: binary(0x48),
  atLeast: binary(0x4f),
  isZero: unary(0x45),
  select,
}

/** Floats. */
export const f32 = {
  const: (value: number): Code => [0x43, ...bytesOf(Float32Array.of(value))],
  load: load(0x2a),
  add: binary(0x92),
  sub: binary(0x93),
  mul: binary(0x94),
  div: binary(0x95),
  sqrt: unary(0x91),
  neg: unary(0x8c),
  min: binary(0x96),
  max: binary(0x97),
  equal: binary(0x5b),
  greater: binary(0x5e),
  select,
  fromInteger: unary(0xb2),
}

/** Doubles. */
export const f64 = {
  const: (value: number): Code => [0x44, ...bytesOf(Float64Array.of(value))],
  load: load(0x2b),
  add: binary(0xa0),
  mul: binary(0xa2),
  /** From a float, and to one. */
  promote: unary(0xbb),
  demote: unary(0xb6),
}

/** Vectors of 128 bits, whatever is in them. */
export const v128 = {
  zero: [...vector(0x0c), ...Array<number>(16).fill(0)] as Code,
  load: load(...vector(0x00)),
  /** 64 bits, and as many zeros. */
  loadHalf: load(...vector(0x5d)),
  and: binary(...vector(0x4e)),
  /** Bits of `a` where `b` has none. */
  andNot: binary(...vector(0x4f)),
  or: binary(...vector(0x50)),
  xor: binary(...vector(0x51)),
  /** Bits of `a` where those of `mask` are set, else those of `b`. */
  select: (a: Code, b: Code, mask: Code): Code => [a, b, mask, ...vector(0x52)],
  /** Whether any bit is set, as a condition. */
  anyTrue: unary(...vector(0x53)),
}

/** Four floats. Comparisons set all bits of a lane, or none. */
export const f32x4 = {
  const: (value: number): Code => {
    const bytes = bytesOf(Float32Array.of(value))
    return [...vector(0x0c), ...bytes, ...bytes, ...bytes, ...bytes]
  },
  /** One float from memory, in all lanes. */
  loadSplat: load(...vector(0x09)),
  splat: unary(...vector(0x13)),
  lane: (a: Code, lane: number): Code => [a, ...vector(0x1f), lane],
  /** Four of the eight floats `a[0..3], b[0..3]`. */
  pick: (a: Code, b: Code, lanes: readonly number[]): Code => [
    a,
    b,
    ...vector(0x0d),
    ...lanes.flatMap(lane => Array.from({ length: 4 }, (_, i) => 4 * lane + i)),
  ],
  add: binary(...vector(0xe4)),
  sub: binary(...vector(0xe5)),
  mul: binary(...vector(0xe6)),
  div: binary(...vector(0xe7)),
  sqrt: unary(...vector(0xe3)),
  neg: unary(...vector(0xe1)),
  /** As `Math.min` and `Math.max`. */
  min: binary(...vector(0xe8)),
  max: binary(...vector(0xe9)),
  /** `b < a ? b : a` and `a < b ? b : a`: one instruction of the processor. */
  smaller: binary(...vector(0xea)),
  larger: binary(...vector(0xeb)),
  equal: binary(...vector(0x41)),
  less: binary(...vector(0x43)),
  greater: binary(...vector(0x44)),
  lessOrEqual: binary(...vector(0x45)),
  /** `a * b + c`, rounded once where the hardware has it (relaxed SIMD). */
  fusedMultiplyAdd: (a: Code, b: Code, c: Code): Code => [a, b, c, ...vector(0x105)],
}

/** Two doubles. Comparisons set all bits of a lane, or none. */
export const f64x2 = {
  const: (value: number): Code => {
    const bytes = bytesOf(Float64Array.of(value))
    return [...vector(0x0c), ...bytes, ...bytes]
  },
  /** One double from memory, in both lanes. */
  loadSplat: load(...vector(0x0a)),
  /** `vector` with one double of it replaced from memory. */
  loadLane: (a: Code, lane: 0 | 1, address: Code, offset = 0): Code => [
    address,
    a,
    ...vector(0x57),
    0,
    ...unsigned(offset),
    lane,
  ],
  lane: (a: Code, lane: 0 | 1): Code => [a, ...vector(0x21), lane],
  replaceLane: (a: Code, lane: 0 | 1, value: Code): Code => [a, value, ...vector(0x22), lane],
  /** Two of the four doubles `a[0], a[1], b[0], b[1]`; or pairs of floats. */
  pick: (a: Code, b: Code, first: number, second: number): Code => [
    a,
    b,
    ...vector(0x0d),
    ...[first, second].flatMap(lane => Array.from({ length: 8 }, (_, i) => 8 * lane + i)),
  ],
  add: binary(...vector(0xf0)),
  sub: binary(...vector(0xf1)),
  mul: binary(...vector(0xf2)),
  div: binary(...vector(0xf3)),
  neg: unary(...vector(0xed)),
  sqrt: unary(...vector(0xef)),
  min: binary(...vector(0xf4)),
  max: binary(...vector(0xf5)),
  less: binary(...vector(0x49)),
  greater: binary(...vector(0x4a)),
  lessOrEqual: binary(...vector(0x4b)),
  atLeast: binary(...vector(0x4c)),
  /** The first two floats of four. */
  promote: unary(...vector(0x5f)),
  /** Two floats and two zeros. */
  demote: unary(...vector(0x5e)),
}

/** Four 32-bit integers. */
export const i32x4 = {
  /** One integer four times, or two of them twice, the lower half of 64 bits first. */
  const: (low: number, high = low): Code => {
    const words = [low, high, low, high]
    return [...vector(0x0c), ...words.flatMap(word => [0, 8, 16, 24].map(shift => (word >>> shift) & 255))]
  },
  splat: unary(...vector(0x11)),
  lane: (a: Code, lane: number): Code => [a, ...vector(0x1b), lane],
  add: binary(...vector(0xae)),
  sub: binary(...vector(0xb1)),
  /** Of two times eight 16-bit integers the products, two and two added. */
  dotPairs: binary(...vector(0xba)),
  min: binary(...vector(0xb6)),
  max: binary(...vector(0xb8)),
  shiftLeft: (a: Code, bits: number): Code => [a, 0x41, bits, ...vector(0xab)],
  /** Arithmetic shift to the right. */
  shiftRight: (a: Code, bits: number): Code => [a, 0x41, bits, ...vector(0xac)],
  /** The signs of the lanes as the lowest four bits of an integer. */
  signs: unary(...vector(0xa4)),
}

/** Eight 16-bit integers. */
export const i16x8 = {
  sub: binary(...vector(0x91)),
  abs: unary(...vector(0x80)),
  max: binary(...vector(0x98)),
}

/** Two 64-bit integers. */
export const i64x2 = {
  add: binary(...vector(0xce)),
  shiftLeft: (a: Code, bits: number): Code => [a, 0x41, bits, ...vector(0xcb)],
  /** Logical shift to the right. */
  shiftRight: (a: Code, bits: number): Code => [a, 0x41, bits, ...vector(0xcd)],
}
