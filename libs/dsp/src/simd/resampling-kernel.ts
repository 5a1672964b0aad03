import { FunctionBuilder, KernelSource, f32x4, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { PassBuilder, passes } from './fft-passes'
import type { Reader } from './fft-passes'
import { SINGLES } from './lanes'

/*
 * The conversion of a block of samples to another rate, in single precision: transform, response of the filter, transform back. The
 * spectrum between stands with real and imaginary parts apart, which can be read and written backwards.
 */

const { add, sub, mul } = f32x4
const builder = /* @__PURE__ */ new PassBuilder(SINGLES)

const reversed = (a: Code) => f32x4.pick(a, a, [3, 2, 1, 0])

/** The first pass of real and imaginary parts: (re, y, m, w, im). */
const PARTS: Reader = {
  parameters: 5,
  load(f, p, j, quarter) {
    const at = f.integer(i32.add(i32.shl(p, 2), i32.mul(i32.shr(quarter, 1), i32.const(j))))
    return {
      re: f.vector(v128.load(i32.add(f.parameters[0], at))),
      im: f.vector(v128.load(i32.add(f.parameters[4], at))),
    }
  },
}

/** `body` for k = 0, 4, ... to h / 2, with where the parts of k stand, and those of h - k - 3. */
function towardsTheMiddle(f: FunctionBuilder, h: Code, body: (k: Code, at: Code, back: Code) => void): void {
  const last = f.integer(i32.shl(i32.sub(h, i32.const(3)), 2))
  f.count(i32.const(0), f.integer(i32.add(i32.shr(h, 1), i32.const(1))), 4, k => {
    const at = f.integer(i32.shl(k, 2))
    body(k, at, f.integer(i32.sub(last, at)))
  })
}

/**
 * (z, real, imag, h, w, response): the spectrum of 2h real numbers times a response, from the transform of h complex ones (groups, with the
 * first repeated after the last). `w` holds exp(-j pi k / h) / 2 as groups.
 */
function respond(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [z, real, imag, h, w, response] = f.parameters
  const halves = f.vector(f32x4.loadSplat(w))
  const zEnd = f.integer(i32.add(z, i32.shl(h, 3)))
  towardsTheMiddle(f, h, (k, at, back) => {
    const a = builder.loadGroup(f, f.integer(i32.add(z, i32.shl(k, 3))))
    // Numbers h - k to h - k - 3: the first of one group and the last three of the group before.
    const mirror = f.integer(i32.sub(zEnd, i32.shl(k, 3)))
    const before = builder.loadGroup(f, f.integer(i32.sub(mirror, i32.const(32))))
    const first = builder.loadGroup(f, mirror)
    const b = {
      re: f.vector(f32x4.pick(before.re, first.re, [4, 3, 2, 1])),
      im: f.vector(f32x4.pick(before.im, first.im, [4, 3, 2, 1])),
    }
    const odd = { re: f.vector(add(a.im, b.im)), im: f.vector(sub(b.re, a.re)) }
    const t = builder.times(f, odd, builder.loadGroup(f, f.integer(i32.add(w, i32.shl(k, 3)))))
    const e = { re: f.vector(mul(add(a.re, b.re), halves)), im: f.vector(mul(sub(a.im, b.im), halves)) }
    const onward = f.vector(v128.load(i32.add(response, at)))
    const backward = f.vector(v128.load(i32.add(response, back)))
    // Those backwards first: about the middle they are neighbours of the others, which are written once more.
    f.store(i32.add(real, back), mul(reversed(f.vector(sub(e.re, t.re))), backward))
    f.store(i32.add(imag, back), mul(reversed(f.vector(sub(t.im, e.im))), backward))
    f.store(i32.add(real, at), mul(add(e.re, t.re), onward))
    f.store(i32.add(imag, at), mul(add(e.im, t.im), onward))
  })
  return f
}

/**
 * (real, imag, re, im, h, w): the way back: h complex numbers (parts), conjugated, whose forward transform gives the conjugate of the
 * 2h real numbers. `w` holds exp(-j pi k / h) / 2h as groups.
 */
function tangle(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [real, imag, re, im, h, w] = f.parameters
  const scale = f.vector(f32x4.loadSplat(w))
  towardsTheMiddle(f, h, (k, at, back) => {
    const a = { re: f.vector(v128.load(i32.add(real, at))), im: f.vector(v128.load(i32.add(imag, at))) }
    const mirrored = (part: Code) => f.vector(reversed(f.vector(v128.load(i32.add(part, back)))))
    const b = { re: mirrored(real), im: mirrored(imag) }
    const odd = { re: f.vector(sub(a.re, b.re)), im: f.vector(add(a.im, b.im)) }
    const factor = builder.loadGroup(f, f.integer(i32.add(w, i32.shl(k, 3))))
    const t = builder.times(f, odd, builder.conjugateOf(f, factor))
    const e = { re: f.vector(mul(add(a.re, b.re), scale)), im: f.vector(mul(sub(a.im, b.im), scale)) }
    f.store(i32.add(re, back), reversed(f.vector(add(e.re, t.im))))
    f.store(i32.add(im, back), reversed(f.vector(sub(e.im, t.re))))
    f.store(i32.add(re, at), sub(e.re, t.im))
    f.store(i32.add(im, at), SINGLES.neg(add(e.im, t.re)))
  })
  return f
}

/** Functions that others call: their places in the module. */
const CALLED = {
  pass4: 0,
  pass2: 1,
  pass3: 2,
  pass5: 3,
  pass7: 4,
  lastPass4: 5,
  lastPass4Conjugate: 6,
  passes: 7,
  firstPass4: 8,
  firstPass4OfParts: 9,
  closeCircle: 10,
  respond: 11,
  tangle: 12,
  conjugate: 13,
} as const

/** What {@link convert} finds, in this order, as 32-bit integers; first about the transform forward, then about that back. */
export const CONVERSION_FIELDS = [
  ...(['input', 'm', 'twiddles', 'work0', 'work1', 'passes', 'passesEnd', 'final', 'half', 'untangle'] as const),
  ...(['real', 'imag', 'response', 're', 'im', 'backHalf', 'tangle', 'backM', 'backTwiddles', 'backWork0'] as const),
  ...(['backWork1', 'backPasses', 'backPassesEnd', 'backFinal', 'conjugates', 'output'] as const),
] as const

/** (fields): one block of floats to another; see {@link CONVERSION_FIELDS}. */
function convert(): FunctionBuilder {
  const f = new FunctionBuilder(1)
  const field = (name: (typeof CONVERSION_FIELDS)[number]) =>
    f.integer(i32.load(f.parameters[0], 4 * CONVERSION_FIELDS.indexOf(name)))
  const call = (name: keyof typeof CALLED, ...fields: (typeof CONVERSION_FIELDS)[number][]) =>
    f.call(CALLED[name], ...fields.map(field))
  call('firstPass4', 'input', 'work0', 'm', 'twiddles')
  call('passes', 'work0', 'work1', 'passes', 'passesEnd')
  call('closeCircle', 'final', 'half')
  call('respond', 'final', 'real', 'imag', 'half', 'untangle', 'response')
  call('tangle', 'real', 'imag', 're', 'im', 'backHalf', 'tangle')
  call('firstPass4OfParts', 're', 'backWork1', 'backM', 'backTwiddles', 'im')
  call('passes', 'backWork1', 'backWork0', 'backPasses', 'backPassesEnd')
  f.when(field('conjugates'), () => call('conjugate', 'backFinal', 'output', 'backHalf'))
  return f
}

export const resamplingKernel = /* @__PURE__ */ new KernelSource(() => ({
  // As in CALLED.
  ...builder.laterPasses(),
  passes: passes(CALLED),
  firstPass4: builder.firstPass4('interleaved'),
  firstPass4OfParts: builder.firstPass4(PARTS),
  closeCircle: builder.closeCircle(),
  respond: respond(),
  tangle: tangle(),
  conjugate: builder.conjugate(),
  // Called from outside.
  convert: convert(),
}))
