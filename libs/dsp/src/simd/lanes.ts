import { f32x4, f64x2 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'

/** Numbers of one precision, as many as a vector holds. What is sorted anew should be vectors with names: each result contains them. */
export interface Lanes {
  readonly count: 2 | 4
  /** Bytes of a number. */
  readonly size: 8 | 4
  /** Shifted by this, the index of a complex number becomes its distance in bytes. */
  readonly shift: 4 | 3
  add(a: Code, b: Code): Code
  sub(a: Code, b: Code): Code
  mul(a: Code, b: Code): Code
  neg(a: Code): Code
  const(value: number): Code
  /** One number from memory, in all lanes. */
  loadSplat(address: Code, offset?: number): Code
  /** The lanes of two vectors in turn: a0 b0 a1 b1 ... */
  zip(a: Code, b: Code): [Code, Code]
  /** The way back: what stands at even places, and at odd ones. */
  unzip(a: Code, b: Code): [Code, Code]
  /** The first lanes of four vectors, then their second ones, and so on. */
  transpose(a: Code, b: Code, c: Code, d: Code): [Code, Code, Code, Code]
}

export const DOUBLES: Lanes = {
  count: 2,
  size: 8,
  shift: 4,
  add: f64x2.add,
  sub: f64x2.sub,
  mul: f64x2.mul,
  neg: f64x2.neg,
  const: f64x2.const,
  loadSplat: f64x2.loadSplat,
  zip: (a, b) => [f64x2.pick(a, b, 0, 2), f64x2.pick(a, b, 1, 3)],
  unzip: (a, b) => [f64x2.pick(a, b, 0, 2), f64x2.pick(a, b, 1, 3)],
  transpose: (a, b, c, d) => [
    f64x2.pick(a, b, 0, 2),
    f64x2.pick(c, d, 0, 2),
    f64x2.pick(a, b, 1, 3),
    f64x2.pick(c, d, 1, 3),
  ],
}

export const SINGLES: Lanes = {
  count: 4,
  size: 4,
  shift: 3,
  add: f32x4.add,
  sub: f32x4.sub,
  mul: f32x4.mul,
  neg: f32x4.neg,
  const: f32x4.const,
  loadSplat: f32x4.loadSplat,
  zip: (a, b) => [f32x4.pick(a, b, [0, 4, 1, 5]), f32x4.pick(a, b, [2, 6, 3, 7])],
  unzip: (a, b) => [f32x4.pick(a, b, [0, 2, 4, 6]), f32x4.pick(a, b, [1, 3, 5, 7])],
  transpose: (a, b, c, d) => {
    // a0 c0 a1 c1, b0 d0 b1 d1, then a0 b0 c0 d0.
    const [ac, bd] = [SINGLES.zip(a, c), SINGLES.zip(b, d)]
    return [...SINGLES.zip(ac[0], bd[0]), ...SINGLES.zip(ac[1], bd[1])]
  },
}
