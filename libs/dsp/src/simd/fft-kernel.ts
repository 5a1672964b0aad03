import { FunctionBuilder, I32, KernelSource, f32x4, f64x2, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { PassBuilder, passes } from './fft-passes'
import type { Complex, Reader } from './fft-passes'
import { DOUBLES } from './lanes'

/*
 * Transforms of real signals in double precision, and what is done before and after them. Complex numbers stand in groups of two (see
 * ./fft-passes.ts), here called pairs.
 */

const { add, sub, mul } = f64x2
const builder = /* @__PURE__ */ new PassBuilder(DOUBLES)

/** The first pass of floats times a window (pairs): (x, y, m, w, window). */
const SAMPLES: Reader = {
  parameters: 5,
  load(f, p, j, quarter) {
    const skipped = i32.mul(quarter, i32.const(j))
    const four = f.vector(v128.load(i32.add(i32.add(f.parameters[0], i32.shl(p, 3)), i32.shr(skipped, 1))))
    // re0 re1 im0 im1
    const sorted = f.vector(f32x4.pick(four, four, [0, 2, 1, 3]))
    const window = f.integer(i32.add(f.parameters[4], i32.add(i32.shl(p, 4), skipped)))
    return {
      re: f.vector(mul(f64x2.promote(sorted), v128.load(window))),
      im: f.vector(mul(f64x2.promote(f64x2.pick(sorted, sorted, 1, 1)), v128.load(window, 16))),
    }
  },
}

/** Address of complex number `k` in pairs: its real part; the imaginary one is 16 bytes on. `k` odd: 8 bytes into a pair. */
const mirrored = (base: Code, k: Code): Code => i32.sub(base, i32.shl(k, 4))

/**
 * `body` for k = h/2, h/2 - 2, ..., 0. The first one also writes the neighbours of the middle, as mirrors of each other; they are
 * written once more, in the order of the TypeScript path.
 */
function fromTheMiddle(f: FunctionBuilder, h: Code, body: (k: Code) => void): void {
  const middle = f.integer(i32.shr(h, 1))
  f.count(i32.const(0), f.integer(i32.add(middle, i32.const(1))), 2, j => body(f.integer(i32.sub(middle, j))))
}

/** Two bins of a spectrum of 2h real numbers and the two that mirror them, from the transform of h complex ones. */
function untangled(f: FunctionBuilder, z: Code, zEnd: Code, w: Code, halves: Code, k: Code): [Complex, Complex] {
  const a = builder.loadGroup(f, f.integer(i32.add(z, i32.shl(k, 4))))
  // Numbers h - k and h - k - 1: the first of one pair and the second of the pair before.
  const from = f.integer(mirrored(zEnd, k))
  const before = f.integer(i32.sub(from, i32.const(32)))
  const b = {
    re: f.vector(f64x2.loadLane(f64x2.loadSplat(from), 1, before, 8)),
    im: f.vector(f64x2.loadLane(f64x2.loadSplat(from, 16), 1, before, 24)),
  }
  const even = { re: f.vector(add(a.re, b.re)), im: f.vector(sub(a.im, b.im)) }
  const odd = { re: f.vector(add(a.im, b.im)), im: f.vector(sub(b.re, a.re)) }
  const t = builder.times(f, odd, builder.loadGroup(f, f.integer(i32.add(w, i32.shl(k, 4)))))
  const e = { re: f.vector(mul(even.re, halves)), im: f.vector(mul(even.im, halves)) }
  return [
    { re: f.vector(add(e.re, t.re)), im: f.vector(add(e.im, t.im)) },
    { re: f.vector(sub(e.re, t.re)), im: f.vector(sub(t.im, e.im)) },
  ]
}

/**
 * (z, spectrum, h, w): the spectrum of 2h real numbers (interleaved) from the transform of h complex ones (pairs, with pair 0
 * repeated after the last). `w` holds exp(-j pi k / h) / 2 as pairs, k = 0..h/2+1.
 */
function untangle(): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [z, spectrum, h, w] = f.parameters
  const halves = f.vector(f64x2.loadSplat(w))
  const zEnd = f.integer(i32.add(z, i32.shl(h, 4)))
  const spectrumEnd = f.integer(i32.add(spectrum, i32.shl(h, 4)))
  fromTheMiddle(f, h, k => {
    const [pair, mirror] = untangled(f, z, zEnd, w, halves, k)
    const to = f.integer(i32.add(spectrum, i32.shl(k, 4)))
    builder.storeInterleaved(f, pair, to, to, 16)
    const back = f.integer(mirrored(spectrumEnd, k))
    builder.storeInterleaved(f, mirror, back, f.integer(i32.sub(back, i32.const(16))))
  })
  return f
}

/**
 * (z, h, w, real, imag, values): the same spectrum as {@link untangle}, in single precision: real and imaginary parts apart, and the
 * magnitudes of the numbers so rounded, or their squares. What is not wanted is not computed, and its address not looked at.
 */
function untangleTo({ parts, values: kind }: { parts: boolean; values?: 'magnitudes' | 'powers' }): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [z, h, w, real, imag, values] = f.parameters
  const halves = f.vector(f64x2.loadSplat(w))
  const zEnd = f.integer(i32.add(z, i32.shl(h, 4)))
  // Where number h - 1 stands.
  const last = f.integer(i32.shl(i32.sub(h, i32.const(1)), 2))
  fromTheMiddle(f, h, k => {
    const [pair, mirror] = untangled(f, z, zEnd, w, halves, k)
    const at = f.integer(i32.shl(k, 2))
    const back = f.integer(i32.sub(last, at))
    for (const [{ re, im }, to] of [
      [pair, at],
      [{ re: f64x2.pick(mirror.re, mirror.re, 1, 0), im: f64x2.pick(mirror.im, mirror.im, 1, 0) }, back],
    ] as const) {
      const [x, y] = [re, im].map(part => f.vector(f64x2.demote(part)))
      if (parts) f.storeHalf(i32.add(real, to), x, 0)
      if (parts) f.storeHalf(i32.add(imag, to), y, 0)
      if (!kind) continue
      const length = f.vector(f64x2.demote(f64x2.sqrt(squareOf(f, f64x2.promote(x), f64x2.promote(y)))))
      f.storeHalf(i32.add(values, to), kind === 'powers' ? f32x4.mul(length, length) : length, 0)
    }
  })
  return f
}

/** The sum of two squares. */
function squareOf(f: FunctionBuilder, re: Code, im: Code): Code {
  const [x, y] = [re, im].map(part => f.vector(part))
  return add(mul(x, x), mul(y, y))
}

/**
 * (spectrum, z, h, w): the way back: h complex numbers (pairs), conjugated, whose forward transform gives the conjugate of the
 * 2h real numbers. `w` holds exp(-j pi k / h) / 2h as pairs, k = 0..h/2+1.
 */
function tangle(): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [spectrum, z, h, w] = f.parameters
  const scale = f.vector(f64x2.loadSplat(w))
  const zEnd = f.integer(i32.add(z, i32.shl(h, 4)))
  const spectrumEnd = f.integer(i32.add(spectrum, i32.shl(h, 4)))
  fromTheMiddle(f, h, k => {
    const from = f.integer(i32.add(spectrum, i32.shl(k, 4)))
    const a = builder.loadInterleaved(f, from, from, 16)
    const back = f.integer(mirrored(spectrumEnd, k))
    const b = builder.loadInterleaved(f, back, f.integer(i32.sub(back, i32.const(16))))
    const even = { re: f.vector(add(a.re, b.re)), im: f.vector(sub(a.im, b.im)) }
    const odd = { re: f.vector(sub(a.re, b.re)), im: f.vector(add(a.im, b.im)) }
    const factor = builder.loadGroup(f, f.integer(i32.add(w, i32.shl(k, 4))))
    const t = builder.times(f, odd, { re: factor.re, im: f.vector(f64x2.neg(factor.im)) })
    const e = { re: f.vector(mul(even.re, scale)), im: f.vector(mul(even.im, scale)) }
    builder.storeGroup(f, f.integer(i32.add(z, i32.shl(k, 4))), {
      re: sub(e.re, t.im),
      im: f.vector(f64x2.neg(add(e.im, t.re))),
    })
    const to = f.integer(mirrored(zEnd, k))
    const before = f.integer(i32.sub(to, i32.const(32)))
    const re = f.vector(add(e.re, t.im))
    const im = f.vector(sub(e.im, t.re))
    f.storeHalf(to, re, 0)
    f.storeHalf(to, im, 0, 16)
    f.storeHalf(before, re, 1, 8)
    f.storeHalf(before, im, 1, 24)
  })
  return f
}

/** (signal, window, sum, n): sum[i] += signal[i] * window[i], doubles, two at a time. */
function accumulate(): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [signal, window, sum, n] = f.parameters
  f.count(i32.const(0), f.integer(i32.shl(n, 3)), 32, at => {
    const from = f.integer(i32.add(signal, at))
    const w = f.integer(i32.add(window, at))
    const to = f.integer(i32.add(sum, at))
    for (const offset of [0, 16]) {
      f.store(to, add(v128.load(to, offset), mul(v128.load(from, offset), v128.load(w, offset))), offset)
    }
  })
  return f
}

/** (real, imag, out, bins): the magnitudes (or their squares) of bins, four at a time; up to three more than asked are written. */
function magnitudesOfParts(squared: boolean): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [real, imag, out, bins] = f.parameters
  f.count(i32.const(0), f.integer(i32.shl(bins, 2)), 16, at => {
    const re = f.vector(v128.load(i32.add(real, at)))
    const im = f.vector(v128.load(i32.add(imag, at)))
    const lengths = [0, 1].map(half => {
      const [x, y] = [re, im].map(four => f64x2.promote(half === 0 ? four : f64x2.pick(four, four, 1, 1)))
      return f.vector(f64x2.demote(f64x2.sqrt(squareOf(f, x, y))))
    })
    const four = f.vector(f64x2.pick(lengths[0], lengths[1], 0, 2))
    f.store(i32.add(out, at), squared ? f32x4.mul(four, four) : four)
  })
  return f
}

/** (spectrum, real, imag, bins): real and imaginary parts in single precision, two bins at a time. */
function split(): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [spectrum, real, imag, bins] = f.parameters
  f.count(i32.const(0), bins, 2, k => {
    const from = f.integer(i32.add(spectrum, i32.shl(k, 4)))
    const pair = builder.loadInterleaved(f, from, from, 16)
    const at = f.integer(i32.shl(k, 2))
    f.storeHalf(i32.add(real, at), f64x2.demote(pair.re), 0)
    f.storeHalf(i32.add(imag, at), f64x2.demote(pair.im), 0)
  })
  return f
}

/** (real, imag, mask, spectrum, bins): complex doubles from single-precision parts times a mask, two bins at a time. */
function merge(): FunctionBuilder {
  const f = new FunctionBuilder(5)
  const [real, imag, mask, spectrum, bins] = f.parameters
  f.count(i32.const(0), bins, 2, k => {
    const at = f.integer(i32.shl(k, 2))
    const load = (base: Code) => f.vector(f64x2.promote(f64x2.loadSplat(i32.add(base, at))))
    const weight = load(mask)
    const pair = { re: f.vector(mul(load(real), weight)), im: f.vector(mul(load(imag), weight)) }
    const to = f.integer(i32.add(spectrum, i32.shl(k, 4)))
    builder.storeInterleaved(f, pair, to, to, 16)
  })
  return f
}

/** (sum, shift, rest): moves `rest` bytes down by `shift` and clears what was behind them, `shift` bytes. */
function shiftDown(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [sum, shift, rest] = f.parameters
  f.copy(sum, i32.add(sum, shift), rest)
  f.zero(i32.add(sum, rest), shift)
  return f
}

/** Functions that others call: their places in the module. */
const CALLED = {
  firstPass4OfSamples: 0,
  pass4: 1,
  pass2: 2,
  pass3: 3,
  pass5: 4,
  pass7: 5,
  lastPass4: 6,
  lastPass4Conjugate: 7,
  closeCircle: 8,
  parts: 9,
  magnitudes: 10,
  powers: 11,
  partsAndMagnitudes: 12,
  passes: 13,
  firstPass4: 14,
  firstPass4OfPairs: 15,
  untangle: 16,
  tangle: 17,
  conjugate: 18,
  untangled: 19,
} as const

/** What functions that are given a transform find there, in this order, as 32-bit integers. */
export const TRANSFORM_FIELDS = [
  ...(['signal', 'spectrum', 'work0', 'work1', 'm', 'twiddles', 'half', 'untangle', 'tangle'] as const),
  // The passes after the first, and where they leave their result.
  ...(['passes', 'passesEnd', 'final', 'backPasses', 'backPassesEnd', 'backFinal', 'conjugates'] as const),
] as const

/** What {@link analyse} finds besides the transform, in this order, as 32-bit integers. */
export const ANALYSIS_FIELDS = [
  ...(['window', 'samples', 'hopBytes', 'count', 'real', 'imag'] as const),
  ...(['partsBytes', 'values', 'valuesBytes', 'outcome'] as const),
] as const

/** What an analysis stores of each frame: the functions that do it. */
export const OUTCOMES = ['parts', 'magnitudes', 'powers', 'partsAndMagnitudes'] as const

type Field = (typeof TRANSFORM_FIELDS)[number]

/** Reads fields of the transform that a function is given. */
function fieldsOf(f: FunctionBuilder, transform: Code, ...names: Field[]): Code[] {
  return names.map(name => f.integer(i32.load(transform, 4 * TRANSFORM_FIELDS.indexOf(name))))
}

/** The imaginary parts of the first and the last bin of a spectrum are zero. */
function realEnds(f: FunctionBuilder, spectrum: Code, half: Code): void {
  const last = f.integer(i32.add(spectrum, i32.shl(half, 4)))
  for (const bin of [spectrum, last]) {
    for (const word of [8, 12]) f.storeInteger(i32.add(bin, i32.const(word)), i32.const(0))
  }
}

/** (transform): the spectrum of what the first pass has left in `work0`. */
function untangledSpectrum(): FunctionBuilder {
  const f = new FunctionBuilder(1)
  const [work0, work1, table, tableEnd, final, half, untangle, spectrum] = fieldsOf(
    f,
    f.parameters[0],
    ...(['work0', 'work1', 'passes', 'passesEnd', 'final', 'half', 'untangle', 'spectrum'] as const),
  )
  f.call(CALLED.passes, work0, work1, table, tableEnd)
  f.call(CALLED.closeCircle, final, half)
  f.call(CALLED.untangle, final, spectrum, half, untangle)
  realEnds(f, spectrum, half)
  return f
}

/** (transform) or (transform, floats, window): the spectrum of the signal, or of floats times a window. */
function forward(source: 'signal' | 'samples'): FunctionBuilder {
  const f = new FunctionBuilder({ signal: 1, samples: 3 }[source])
  const [signal, work0, m, twiddles] = fieldsOf(f, f.parameters[0], 'signal', 'work0', 'm', 'twiddles')
  if (source === 'signal') f.call(CALLED.firstPass4, signal, work0, m, twiddles)
  if (source === 'samples') f.call(CALLED.firstPass4OfSamples, f.parameters[1], work0, m, twiddles, f.parameters[2])
  f.call(CALLED.untangled, f.parameters[0])
  return f
}

/** (transform): the signal of the spectrum. */
function inverse(): FunctionBuilder {
  const f = new FunctionBuilder(1)
  const [spectrum, work0, work1, m, twiddles, half, tangle] = fieldsOf(
    f,
    f.parameters[0],
    ...(['spectrum', 'work0', 'work1', 'm', 'twiddles', 'half', 'tangle'] as const),
  )
  const [table, tableEnd, final, signal, conjugates] = fieldsOf(
    f,
    f.parameters[0],
    ...(['backPasses', 'backPassesEnd', 'backFinal', 'signal', 'conjugates'] as const),
  )
  realEnds(f, spectrum, half)
  f.call(CALLED.tangle, spectrum, work0, half, tangle)
  f.call(CALLED.firstPass4OfPairs, work0, work1, m, twiddles)
  f.call(CALLED.passes, work1, work0, table, tableEnd)
  f.when(conjugates, () => f.call(CALLED.conjugate, final, signal, half))
  return f
}

/** (transform, frames): windows and transforms frames, and stores what is wanted of them; see {@link ANALYSIS_FIELDS}. */
function analyse(): FunctionBuilder {
  const f = new FunctionBuilder(2)
  const field = (name: (typeof ANALYSIS_FIELDS)[number]) =>
    f.integer(i32.load(f.parameters[1], 4 * ANALYSIS_FIELDS.indexOf(name)))
  const [work0, work1, m, twiddles, table, tableEnd, final, half, untangle] = fieldsOf(
    f,
    f.parameters[0],
    ...(['work0', 'work1', 'm', 'twiddles', 'passes', 'passesEnd', 'final', 'half', 'untangle'] as const),
  )
  const [window, hopBytes, partsBytes] = (['window', 'hopBytes', 'partsBytes'] as const).map(field)
  const [valuesBytes, outcome] = (['valuesBytes', 'outcome'] as const).map(field)
  const next = (name: (typeof ANALYSIS_FIELDS)[number]) => f.variable(I32, field(name))
  const [samples, real, imag, values, left] = (['samples', 'real', 'imag', 'values', 'count'] as const).map(next)
  const lastBin = f.integer(i32.shl(half, 2))
  f.repeat(
    () => {
      f.call(CALLED.firstPass4OfSamples, samples.value, work0, m, twiddles, window)
      f.call(CALLED.passes, work0, work1, table, tableEnd)
      f.call(CALLED.closeCircle, final, half)
      OUTCOMES.forEach((name, i) => {
        f.when(i32.equal(outcome, i32.const(i)), () => {
          f.call(CALLED[name], final, half, untangle, real.value, imag.value, values.value)
        })
      })
      f.when(partsBytes, () => {
        // Real by nature; zeros of either sign come out.
        f.storeInteger(imag.value, i32.const(0))
        f.storeInteger(i32.add(imag.value, lastBin), i32.const(0))
      })
      samples.advance(hopBytes)
      real.advance(partsBytes)
      imag.advance(partsBytes)
      values.advance(valuesBytes)
      left.set(i32.sub(left.value, i32.const(1)))
    },
    () => left.value,
  )
  return f
}

/** The functions that transforms are made of; all parameters are addresses in bytes or numbers of elements. */
export const fftKernel = /* @__PURE__ */ new KernelSource(() => ({
  // As in CALLED.
  firstPass4OfSamples: builder.firstPass4(SAMPLES),
  ...builder.laterPasses(),
  closeCircle: builder.closeCircle(),
  parts: untangleTo({ parts: true }),
  magnitudes: untangleTo({ parts: false, values: 'magnitudes' }),
  powers: untangleTo({ parts: false, values: 'powers' }),
  partsAndMagnitudes: untangleTo({ parts: true, values: 'magnitudes' }),
  passes: passes(CALLED),
  firstPass4: builder.firstPass4('interleaved'),
  firstPass4OfPairs: builder.firstPass4('groups'),
  untangle: untangle(),
  tangle: tangle(),
  conjugate: builder.conjugate(),
  untangled: untangledSpectrum(),
  // The rest is called from outside.
  forward: forward('signal'),
  forwardSamples: forward('samples'),
  inverse: inverse(),
  analyse: analyse(),
  magnitudesOfParts: magnitudesOfParts(false),
  powersOfParts: magnitudesOfParts(true),
  accumulate: accumulate(),
  split: split(),
  merge: merge(),
  shiftDown: shiftDown(),
}))
