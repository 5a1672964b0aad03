import { FunctionBuilder, I32, KernelSource, f32x4, f64x2, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'

/*
 * The passes of a Stockham transform (see ../fft.ts) on two numbers at a time. Two complex numbers stand together as
 * re0 re1 im0 im1, 32 bytes, so a pair is found at 16 times its first index.
 */

interface Complex {
  re: Code
  im: Code
}

const { add, sub, mul } = f64x2

function times(f: FunctionBuilder, a: Complex, b: Complex): Complex {
  return {
    re: f.vector(sub(mul(a.re, b.re), mul(a.im, b.im))),
    im: f.vector(add(mul(a.re, b.im), mul(a.im, b.re))),
  }
}

/** The four sums of a radix-4 butterfly, before its twiddle factors. */
function butterfly(f: FunctionBuilder, [a, b, c, d]: Complex[]): Complex[] {
  const plus = (x: Complex, y: Complex) => ({ re: f.vector(add(x.re, y.re)), im: f.vector(add(x.im, y.im)) })
  const minus = (x: Complex, y: Complex) => ({ re: f.vector(sub(x.re, y.re)), im: f.vector(sub(x.im, y.im)) })
  const ac = plus(a, c)
  const bd = plus(b, d)
  const am = minus(a, c)
  const bm = minus(b, d)
  // -j (b - d)
  const turned = { re: bm.im, im: f.vector(f64x2.neg(bm.re)) }
  return [plus(ac, bd), plus(am, turned), minus(ac, bd), minus(am, turned)]
}

function loadPair(f: FunctionBuilder, address: Code, offset = 0): Complex {
  return { re: f.vector(v128.load(address, offset)), im: f.vector(v128.load(address, offset + 16)) }
}

function storePair(f: FunctionBuilder, address: Code, { re, im }: Complex, offset = 0): void {
  f.store(address, re, offset)
  f.store(address, im, offset + 16)
}

/** Two complex numbers that stand one after the other, re0 im0 re1 im1. */
function loadInterleaved(f: FunctionBuilder, first: Code, second: Code, secondOffset = 0): Complex {
  const a = f.vector(v128.load(first))
  const b = f.vector(v128.load(second, secondOffset))
  return { re: f.vector(f64x2.pick(a, b, 0, 2)), im: f.vector(f64x2.pick(a, b, 1, 3)) }
}

function storeInterleaved(f: FunctionBuilder, { re, im }: Complex, first: Code, second: Code, secondOffset = 0): void {
  f.store(first, f64x2.pick(re, im, 0, 2))
  f.store(second, f64x2.pick(re, im, 1, 3), secondOffset)
}

/** Two complex numbers out of four neighbouring floats. */
function loadFloats(f: FunctionBuilder, samples: Code): Complex {
  const four = f.vector(v128.load(samples))
  // re0 re1 im0 im1
  const sorted = f.vector(f32x4.pick(four, four, [0, 2, 1, 3]))
  return { re: f.vector(f64x2.promote(sorted)), im: f.vector(f64x2.promote(f64x2.pick(sorted, sorted, 1, 1))) }
}

/** Two complex numbers out of four neighbouring floats, times two complex numbers' worth of window (pairs). */
function loadWindowed(f: FunctionBuilder, samples: Code, window: Code): Complex {
  const { re, im } = loadFloats(f, samples)
  return { re: f.vector(mul(re, v128.load(window))), im: f.vector(mul(im, v128.load(window, 16))) }
}

/**
 * (x, y, m, w): the first radix-4 pass, stride 1, two butterflies at a time. `x` is pairs, or interleaved doubles or floats; `w`
 * holds six rows of m doubles. Of samples: (x, y, m, w, window), where `x` is floats that are multiplied by the window (pairs).
 */
function firstPass4(source: 'interleaved' | 'pairs' | 'floats' | 'samples'): FunctionBuilder {
  const f = new FunctionBuilder(source === 'samples' ? 5 : 4)
  const [x, y, m, w] = f.parameters
  const quarter = f.integer(i32.shl(m, 4))
  const row = f.integer(i32.shl(m, 3))
  const samplesOfQuarter = f.integer(i32.shl(m, 3))
  f.count(i32.const(0), m, 2, p => {
    const inputs: Complex[] = []
    const at = f.integer(i32.shl(p, 4))
    if (source === 'samples') {
      const samples = f.variable(I32, i32.add(x, i32.shl(p, 3)))
      const window = f.variable(I32, i32.add(f.parameters[4], at))
      for (let j = 0; j < 4; j++) {
        inputs.push(loadWindowed(f, samples.value, window.value))
        if (j === 3) break
        samples.set(i32.add(samples.value, samplesOfQuarter))
        window.set(i32.add(window.value, quarter))
      }
    } else if (source === 'floats') {
      const samples = f.variable(I32, i32.add(x, i32.shl(p, 3)))
      for (let j = 0; j < 4; j++) {
        if (j > 0) samples.set(i32.add(samples.value, samplesOfQuarter))
        inputs.push(loadFloats(f, samples.value))
      }
    } else {
      const address = f.variable(I32, i32.add(x, at))
      for (let j = 0; j < 4; j++) {
        if (j > 0) address.set(i32.add(address.value, quarter))
        const pairs = source === 'pairs'
        inputs.push(pairs ? loadPair(f, address.value) : loadInterleaved(f, address.value, address.value, 16))
      }
    }
    const out = butterfly(f, inputs)
    const table = f.variable(I32, i32.add(w, i32.shl(p, 3)))
    for (let j = 1; j < 4; j++) {
      const re = f.vector(v128.load(table.value))
      table.set(i32.add(table.value, row))
      const im = f.vector(v128.load(table.value))
      table.set(i32.add(table.value, row))
      out[j] = times(f, out[j], { re, im })
    }
    const to = f.integer(i32.add(y, i32.shl(p, 6)))
    for (const lane of [0, 1]) {
      for (const half of [0, 2]) {
        const [a, b] = [out[half], out[half + 1]]
        const pair = {
          re: f64x2.pick(a.re, b.re, lane, 2 + lane),
          im: f64x2.pick(a.im, b.im, lane, 2 + lane),
        }
        storePair(f, to, pair, 64 * lane + 16 * half)
      }
    }
  })
  return f
}

/** (x, y, m, s, w): a radix-4 pass of m twiddle triples (six doubles each), each for s neighbours. */
function pass4(): FunctionBuilder {
  const f = new FunctionBuilder(5)
  const [x, y, m, s, w] = f.parameters
  const stride = f.integer(i32.shl(s, 4))
  const quarter = f.integer(i32.mul(stride, m))
  const from = f.variable(I32, x)
  const to = f.variable(I32, y)
  const table = f.variable(I32, w)
  const end = f.integer(i32.add(x, quarter))
  f.repeat(
    () => {
      const factors = [0, 1, 2].map(j => ({
        re: f.vector(f64x2.loadSplat(table.value, 16 * j)),
        im: f.vector(f64x2.loadSplat(table.value, 16 * j + 8)),
      }))
      const stop = f.integer(i32.add(from.value, stride))
      f.repeat(
        () => {
          const b = f.integer(i32.add(from.value, quarter))
          const c = f.integer(i32.add(b, quarter))
          const d = f.integer(i32.add(c, quarter))
          const out = butterfly(
            f,
            [from.value, b, c, d].map(address => loadPair(f, address)),
          )
          const to1 = f.integer(i32.add(to.value, stride))
          const to2 = f.integer(i32.add(to1, stride))
          const to3 = f.integer(i32.add(to2, stride))
          storePair(f, to.value, out[0])
          storePair(f, to1, times(f, out[1], factors[0]))
          storePair(f, to2, times(f, out[2], factors[1]))
          storePair(f, to3, times(f, out[3], factors[2]))
          from.set(i32.add(from.value, i32.const(32)))
          to.set(i32.add(to.value, i32.const(32)))
        },
        () => i32.less(from.value, stop),
      )
      to.set(i32.add(to.value, i32.mul(stride, i32.const(3))))
      table.set(i32.add(table.value, i32.const(48)))
    },
    () => i32.less(from.value, end),
  )
  return f
}

/** The sums of a butterfly of any radix: 2, or an odd one by folding inputs `j` and `radix - j` (see passAny in ../fft.ts). */
function anyButterfly(f: FunctionBuilder, [a, ...rest]: Complex[], cos: Code[], sin: Code[]): Complex[] {
  const sum = (x: Complex, y: Complex) => ({ re: f.vector(add(x.re, y.re)), im: f.vector(add(x.im, y.im)) })
  const difference = (x: Complex, y: Complex) => ({ re: f.vector(sub(x.re, y.re)), im: f.vector(sub(x.im, y.im)) })
  const radix = rest.length + 1
  if (radix === 2) return [sum(a, rest[0]), difference(a, rest[0])]
  const half = rest.length / 2
  const plus = Array.from({ length: half }, (_, j) => sum(rest[j], rest[radix - 2 - j]))
  const minus = Array.from({ length: half }, (_, j) => difference(rest[j], rest[radix - 2 - j]))
  const out: Complex[] = [plus.reduce(sum, a)]
  for (let k = 1; k <= half; k++) {
    let even = a
    let odd: Complex | undefined
    for (let j = 1; j <= half; j++) {
      const turn = (k * j) % radix
      const c = cos[Math.min(turn, radix - turn) - 1]
      const s = sin[Math.min(turn, radix - turn) - 1]
      const [p, m] = [plus[j - 1], minus[j - 1]]
      even = { re: f.vector(add(even.re, mul(c, p.re))), im: f.vector(add(even.im, mul(c, p.im))) }
      const part = { re: mul(s, m.re), im: mul(s, m.im) }
      const join = 2 * turn < radix ? add : sub
      odd = odd ? { re: f.vector(join(odd.re, part.re)), im: f.vector(join(odd.im, part.im)) } : part
    }
    const { re, im } = { re: f.vector(odd!.re), im: f.vector(odd!.im) }
    out[k] = { re: f.vector(add(even.re, im)), im: f.vector(sub(even.im, re)) }
    out[radix - k] = { re: f.vector(sub(even.re, im)), im: f.vector(add(even.im, re)) }
  }
  return out
}

/** (x, y, m, s, w): a pass of radix 2, 3, 5 or 7; `w` holds radix - 1 factors for each of m roots. */
function passAny(radix: number): FunctionBuilder {
  const f = new FunctionBuilder(5)
  const [x, y, m, s, w] = f.parameters
  const stride = f.integer(i32.shl(s, 4))
  const part = f.integer(i32.mul(stride, m))
  const from = f.variable(I32, x)
  const to = f.variable(I32, y)
  const table = f.variable(I32, w)
  const end = f.integer(i32.add(x, part))
  const turns = radix === 2 ? [] : Array.from({ length: (radix - 1) / 2 }, (_, j) => j + 1)
  const cos = turns.map(turn => f.vector(f64x2.const(radix === 3 ? -0.5 : Math.cos((2 * Math.PI * turn) / radix))))
  const sin = turns.map(turn => {
    return f.vector(f64x2.const(radix === 3 ? Math.sqrt(3) / 2 : Math.sin((2 * Math.PI * turn) / radix)))
  })
  f.repeat(
    () => {
      const factors = Array.from({ length: radix - 1 }, (_, j) => ({
        re: f.vector(f64x2.loadSplat(table.value, 16 * j)),
        im: f.vector(f64x2.loadSplat(table.value, 16 * j + 8)),
      }))
      const stop = f.integer(i32.add(from.value, stride))
      f.repeat(
        () => {
          const address = f.variable(I32, from.value)
          const inputs: Complex[] = []
          for (let j = 0; j < radix; j++) {
            inputs.push(loadPair(f, address.value))
            address.set(i32.add(address.value, part))
          }
          const out = anyButterfly(f, inputs, cos, sin)
          address.set(to.value)
          out.forEach((value, j) => {
            storePair(f, address.value, j === 0 ? value : times(f, value, factors[j - 1]))
            address.set(i32.add(address.value, stride))
          })
          from.set(i32.add(from.value, i32.const(32)))
          to.set(i32.add(to.value, i32.const(32)))
        },
        () => i32.less(from.value, stop),
      )
      to.set(i32.add(to.value, i32.mul(stride, i32.const(radix - 1))))
      table.set(i32.add(table.value, i32.const(16 * (radix - 1))))
    },
    () => i32.less(from.value, end),
  )
  return f
}

/** (z, signal, h): h complex numbers (pairs) conjugated and interleaved. */
function conjugate(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [z, signal, h] = f.parameters
  f.count(i32.const(0), h, 2, k => {
    const at = f.integer(i32.shl(k, 4))
    const { re, im } = loadPair(f, f.integer(i32.add(z, at)))
    const to = f.integer(i32.add(signal, at))
    storeInterleaved(f, { re, im: f.vector(f64x2.neg(im)) }, to, to, 16)
  })
  return f
}

/** (x, y, s): the last radix-4 pass, whose twiddle factors are 1; to pairs, or conjugated and interleaved. */
function lastPass4(conjugate: boolean): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [x, y, s] = f.parameters
  const stride = f.integer(i32.shl(s, 4))
  const distance = f.integer(i32.sub(y, x))
  const from = f.variable(I32, x)
  const end = f.integer(i32.add(x, stride))
  f.repeat(
    () => {
      const addresses = [from.value]
      for (let j = 1; j < 4; j++) addresses.push(f.integer(i32.add(addresses[j - 1], stride)))
      const out = butterfly(
        f,
        addresses.map(address => loadPair(f, address)),
      )
      out.forEach((value, j) => {
        const to = f.integer(i32.add(addresses[j], distance))
        if (conjugate) storeInterleaved(f, { re: value.re, im: f.vector(f64x2.neg(value.im)) }, to, to, 16)
        else storePair(f, to, value)
      })
      from.set(i32.add(from.value, i32.const(32)))
    },
    () => i32.less(from.value, end),
  )
  return f
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
  const a = loadPair(f, f.integer(i32.add(z, i32.shl(k, 4))))
  // Numbers h - k and h - k - 1: the first of one pair and the second of the pair before.
  const from = f.integer(mirrored(zEnd, k))
  const before = f.integer(i32.sub(from, i32.const(32)))
  const b = {
    re: f.vector(f64x2.loadLane(f64x2.loadSplat(from), 1, before, 8)),
    im: f.vector(f64x2.loadLane(f64x2.loadSplat(from, 16), 1, before, 24)),
  }
  const even = { re: f.vector(add(a.re, b.re)), im: f.vector(sub(a.im, b.im)) }
  const odd = { re: f.vector(add(a.im, b.im)), im: f.vector(sub(b.re, a.re)) }
  const t = times(f, odd, loadPair(f, f.integer(i32.add(w, i32.shl(k, 4)))))
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
    storeInterleaved(f, pair, to, to, 16)
    const back = f.integer(mirrored(spectrumEnd, k))
    storeInterleaved(f, mirror, back, f.integer(i32.sub(back, i32.const(16))))
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
    const a = loadInterleaved(f, from, from, 16)
    const back = f.integer(mirrored(spectrumEnd, k))
    const b = loadInterleaved(f, back, f.integer(i32.sub(back, i32.const(16))))
    const even = { re: f.vector(add(a.re, b.re)), im: f.vector(sub(a.im, b.im)) }
    const odd = { re: f.vector(sub(a.re, b.re)), im: f.vector(add(a.im, b.im)) }
    const factor = loadPair(f, f.integer(i32.add(w, i32.shl(k, 4))))
    const t = times(f, odd, { re: factor.re, im: f.vector(f64x2.neg(factor.im)) })
    const e = { re: f.vector(mul(even.re, scale)), im: f.vector(mul(even.im, scale)) }
    storePair(f, f.integer(i32.add(z, i32.shl(k, 4))), {
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
function magnitudes(squared: boolean): FunctionBuilder {
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
    const pair = loadInterleaved(f, from, from, 16)
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
    storeInterleaved(f, pair, to, to, 16)
  })
  return f
}

/** (source, target, response, count): complex doubles times the real doubles of a response. */
function respond(): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [source, target, response, count] = f.parameters
  f.count(i32.const(0), f.integer(i32.shl(count, 3)), 8, k => {
    const at = f.integer(i32.shl(k, 1))
    const factor = f64x2.loadSplat(i32.add(response, k))
    f.store(i32.add(target, at), mul(v128.load(i32.add(source, at)), factor))
  })
  return f
}

/** (values, out, bytes): doubles to floats, four at a time; `bytes` is the size of the floats. */
function toFloats(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [values, out, bytes] = f.parameters
  f.count(i32.const(0), bytes, 16, at => {
    const from = f.integer(i32.add(values, i32.shl(at, 1)))
    const low = f.vector(f64x2.demote(v128.load(from)))
    const high = f.vector(f64x2.demote(v128.load(from, 16)))
    f.store(i32.add(out, at), f64x2.pick(low, high, 0, 2))
  })
  return f
}

/** (z, h): repeats the first pair behind the last. */
function closeCircle(): FunctionBuilder {
  const f = new FunctionBuilder(2)
  const [z, h] = f.parameters
  storePair(f, f.integer(i32.add(z, i32.shl(h, 4))), loadPair(f, z))
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
  untangleParts: 9,
  untangleMagnitudes: 10,
  untanglePowers: 11,
  untanglePartsAndMagnitudes: 12,
  passes: 13,
  firstPass4: 14,
  firstPass4OfPairs: 15,
  firstPass4OfFloats: 16,
  untangle: 17,
  tangle: 18,
  conjugate: 19,
  untangled: 20,
} as const

/** What stands in an entry of the table of passes, in this order, as 32-bit integers. */
export const PASS_FIELDS = ['kind', 'm', 's', 'twiddles'] as const
/** The kind of a last pass of radix 4, and of one that conjugates and goes to where `twiddles` says; that of other passes is their radix. */
export const [LAST_PASS_4, LAST_PASS_4_CONJUGATE] = [1, 8]

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

/** What an analysis stores of each frame. */
export const OUTCOMES = ['parts', 'magnitudes', 'powers', 'partsAndMagnitudes'] as const

/** (x, y, table, tableEnd): passes from `x` to `y`, back to `x`, and so on. */
function passes(): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [x, y, pass] = f.parameters.slice(0, 3).map(value => f.variable(I32, value))
  const z = f.variable(I32, f.parameters[0])
  f.repeat(
    () => {
      const [kind, roots, stride, table] = PASS_FIELDS.map((_, i) => f.integer(i32.load(pass.value, 4 * i)))
      const when = (value: number, body: () => void) => f.when(i32.equal(kind, i32.const(value)), body)
      for (const radix of [4, 2, 3, 5, 7] as const) {
        when(radix, () => f.call(CALLED[`pass${radix}`], x.value, y.value, roots, stride, table))
      }
      when(LAST_PASS_4, () => f.call(CALLED.lastPass4, x.value, y.value, stride))
      when(LAST_PASS_4_CONJUGATE, () => f.call(CALLED.lastPass4Conjugate, x.value, table, stride))
      z.set(y.value)
      y.set(x.value)
      x.set(z.value)
      pass.set(i32.add(pass.value, i32.const(4 * PASS_FIELDS.length)))
    },
    () => i32.less(pass.value, f.parameters[3]),
  )
  return f
}

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

/** (transform), (transform, floats) or (transform, floats, window): the spectrum of the signal, or of floats. */
function forward(source: 'signal' | 'floats' | 'samples'): FunctionBuilder {
  const f = new FunctionBuilder({ signal: 1, floats: 2, samples: 3 }[source])
  const [signal, work0, m, twiddles] = fieldsOf(f, f.parameters[0], 'signal', 'work0', 'm', 'twiddles')
  if (source === 'signal') f.call(CALLED.firstPass4, signal, work0, m, twiddles)
  if (source === 'floats') f.call(CALLED.firstPass4OfFloats, f.parameters[1], work0, m, twiddles)
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
          const { [`untangle${name[0].toUpperCase()}${name.slice(1)}` as `untangle${Capitalize<typeof name>}`]: to } =
            CALLED
          f.call(to, final, half, untangle, real.value, imag.value, values.value)
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
  firstPass4OfSamples: firstPass4('samples'),
  pass4: pass4(),
  pass2: passAny(2),
  pass3: passAny(3),
  pass5: passAny(5),
  pass7: passAny(7),
  lastPass4: lastPass4(false),
  lastPass4Conjugate: lastPass4(true),
  closeCircle: closeCircle(),
  untangleParts: untangleTo({ parts: true }),
  untangleMagnitudes: untangleTo({ parts: false, values: 'magnitudes' }),
  untanglePowers: untangleTo({ parts: false, values: 'powers' }),
  untanglePartsAndMagnitudes: untangleTo({ parts: true, values: 'magnitudes' }),
  passes: passes(),
  firstPass4: firstPass4('interleaved'),
  firstPass4OfPairs: firstPass4('pairs'),
  firstPass4OfFloats: firstPass4('floats'),
  untangle: untangle(),
  tangle: tangle(),
  conjugate: conjugate(),
  untangled: untangledSpectrum(),
  // The rest is called from outside.
  forward: forward('signal'),
  forwardFloats: forward('floats'),
  forwardSamples: forward('samples'),
  inverse: inverse(),
  analyse: analyse(),
  magnitudes: magnitudes(false),
  powers: magnitudes(true),
  accumulate: accumulate(),
  split: split(),
  merge: merge(),
  shiftDown: shiftDown(),
  respond: respond(),
  toFloats: toFloats(),
}))
