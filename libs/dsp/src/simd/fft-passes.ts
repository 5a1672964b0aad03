import { FunctionBuilder, I32, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import type { Lanes } from './lanes'

/*
 * The passes of a Stockham transform (see ../fft.ts) on as many numbers at a time as a vector has lanes. So many complex numbers
 * stand together as a group of 32 bytes, real parts before imaginary ones: re0 re1 im0 im1 in double precision.
 */

/** As many complex numbers as a vector has lanes. */
export interface Complex {
  re: Code
  im: Code
}

/** What the first pass reads: groups, complex numbers one after the other, or something of the caller's. */
export type Source = 'groups' | 'interleaved' | Reader

/** Functions of more parameters than (x, y, m, w), and how they load the numbers from `p` on of quarter `j`. */
export interface Reader {
  readonly parameters: number
  load(f: FunctionBuilder, p: Code, j: number, quarter: Code): Complex
}

/** Makes the functions for numbers of one precision. */
export class PassBuilder {
  readonly lanes: Lanes

  constructor(lanes: Lanes) {
    this.lanes = lanes
  }

  plus(f: FunctionBuilder, a: Complex, b: Complex): Complex {
    const { add } = this.lanes
    return { re: f.vector(add(a.re, b.re)), im: f.vector(add(a.im, b.im)) }
  }

  minus(f: FunctionBuilder, a: Complex, b: Complex): Complex {
    const { sub } = this.lanes
    return { re: f.vector(sub(a.re, b.re)), im: f.vector(sub(a.im, b.im)) }
  }

  times(f: FunctionBuilder, a: Complex, b: Complex): Complex {
    const { add, sub, mul } = this.lanes
    return {
      re: f.vector(sub(mul(a.re, b.re), mul(a.im, b.im))),
      im: f.vector(add(mul(a.re, b.im), mul(a.im, b.re))),
    }
  }

  loadGroup(f: FunctionBuilder, address: Code, offset = 0): Complex {
    return { re: f.vector(v128.load(address, offset)), im: f.vector(v128.load(address, offset + 16)) }
  }

  storeGroup(f: FunctionBuilder, address: Code, { re, im }: Complex, offset = 0): void {
    f.store(address, re, offset)
    f.store(address, im, offset + 16)
  }

  /** Complex numbers that stand one after the other, re0 im0 re1 im1 ...; the second vector of them is elsewhere. */
  loadInterleaved(f: FunctionBuilder, first: Code, second: Code, secondOffset = 0): Complex {
    const a = f.vector(v128.load(first))
    const b = f.vector(v128.load(second, secondOffset))
    const [re, im] = this.lanes.unzip(a, b).map(part => f.vector(part))
    return { re, im }
  }

  storeInterleaved(f: FunctionBuilder, { re, im }: Complex, first: Code, second: Code, secondOffset = 0): void {
    const [a, b] = this.lanes.zip(re, im)
    f.store(first, a)
    f.store(second, b, secondOffset)
  }

  conjugateOf(f: FunctionBuilder, { re, im }: Complex): Complex {
    return { re, im: f.vector(this.lanes.neg(im)) }
  }

  /** The four sums of a radix-4 butterfly, before its twiddle factors. */
  butterfly(f: FunctionBuilder, [a, b, c, d]: Complex[]): Complex[] {
    const ac = this.plus(f, a, c)
    const bd = this.plus(f, b, d)
    const am = this.minus(f, a, c)
    const bm = this.minus(f, b, d)
    // -j (b - d)
    const turned = { re: bm.im, im: f.vector(this.lanes.neg(bm.re)) }
    return [this.plus(f, ac, bd), this.plus(f, am, turned), this.minus(f, ac, bd), this.minus(f, am, turned)]
  }

  /**
   * (x, y, m, w): the first radix-4 pass, stride 1, as many butterflies at a time as there are lanes; `w` holds six rows of m
   * numbers.
   */
  firstPass4(source: Source): FunctionBuilder {
    const { count, shift, size, transpose } = this.lanes
    const reader = typeof source === 'string' ? this.#reader(source) : source
    const f = new FunctionBuilder(reader.parameters)
    const [, y, m, w] = f.parameters
    const quarter = f.integer(i32.shl(m, shift))
    const row = f.integer(i32.mul(m, i32.const(size)))
    // Where m is no multiple of the lanes, the last butterflies are done together with some that are done already.
    const last = count > 2 ? f.integer(i32.sub(m, i32.const(count))) : undefined
    f.count(i32.const(0), m, count, counter => {
      const p = last ? f.integer(i32.select(counter, last, i32.less(counter, last))) : counter
      const out = this.butterfly(
        f,
        [0, 1, 2, 3].map(j => reader.load(f, p, j, quarter)),
      )
      const table = f.variable(I32, i32.add(w, i32.mul(p, i32.const(size))))
      for (let j = 1; j < 4; j++) {
        const re = f.vector(v128.load(table.value))
        table.advance(row)
        const im = f.vector(v128.load(table.value))
        table.advance(row)
        out[j] = this.times(f, out[j], { re, im })
      }
      const to = f.integer(i32.add(y, i32.shl(p, shift + 2)))
      const [re, im] = (['re', 'im'] as const).map(part => {
        const [a, b, c, d] = out.map(value => value[part])
        return transpose(a, b, c, d)
      })
      re.forEach((part, i) => this.storeGroup(f, to, { re: part, im: im[i] }, 32 * i))
    })
    return f
  }

  /** The passes after the first, in the order in which modules have them. */
  laterPasses(): LaterPasses<FunctionBuilder> {
    return {
      pass4: this.pass4(),
      pass2: this.passAny(2),
      pass3: this.passAny(3),
      pass5: this.passAny(5),
      pass7: this.passAny(7),
      lastPass4: this.lastPass4(false),
      lastPass4Conjugate: this.lastPass4(true),
    }
  }

  /** (x, y, m, s, w): a radix-4 pass of m twiddle triples, each for s neighbours. */
  pass4(): FunctionBuilder {
    const { loadSplat, shift, size } = this.lanes
    const f = new FunctionBuilder(5)
    const [x, y, m, s, w] = f.parameters
    const stride = f.integer(i32.shl(s, shift))
    const quarter = f.integer(i32.mul(stride, m))
    const from = f.variable(I32, x)
    const to = f.variable(I32, y)
    const table = f.variable(I32, w)
    const end = f.integer(i32.add(x, quarter))
    f.repeat(
      () => {
        const factors = [0, 1, 2].map(j => ({
          re: f.vector(loadSplat(table.value, 2 * size * j)),
          im: f.vector(loadSplat(table.value, 2 * size * j + size)),
        }))
        const stop = f.integer(i32.add(from.value, stride))
        f.repeat(
          () => {
            const b = f.integer(i32.add(from.value, quarter))
            const c = f.integer(i32.add(b, quarter))
            const d = f.integer(i32.add(c, quarter))
            const out = this.butterfly(
              f,
              [from.value, b, c, d].map(address => this.loadGroup(f, address)),
            )
            const to1 = f.integer(i32.add(to.value, stride))
            const to2 = f.integer(i32.add(to1, stride))
            const to3 = f.integer(i32.add(to2, stride))
            this.storeGroup(f, to.value, out[0])
            this.storeGroup(f, to1, this.times(f, out[1], factors[0]))
            this.storeGroup(f, to2, this.times(f, out[2], factors[1]))
            this.storeGroup(f, to3, this.times(f, out[3], factors[2]))
            from.advance(i32.const(32))
            to.advance(i32.const(32))
          },
          () => i32.less(from.value, stop),
        )
        to.advance(i32.mul(stride, i32.const(3)))
        table.advance(i32.const(6 * size))
      },
      () => i32.less(from.value, end),
    )
    return f
  }

  /** (x, y, m, s, w): a pass of radix 2, 3, 5 or 7; `w` holds radix - 1 factors for each of m roots. */
  passAny(radix: number): FunctionBuilder {
    const { const: number, loadSplat, shift, size } = this.lanes
    const f = new FunctionBuilder(5)
    const [x, y, m, s, w] = f.parameters
    const stride = f.integer(i32.shl(s, shift))
    const part = f.integer(i32.mul(stride, m))
    const from = f.variable(I32, x)
    const to = f.variable(I32, y)
    const table = f.variable(I32, w)
    const end = f.integer(i32.add(x, part))
    const turns = radix === 2 ? [] : Array.from({ length: (radix - 1) / 2 }, (_, j) => j + 1)
    const cos = turns.map(turn => f.vector(number(radix === 3 ? -0.5 : Math.cos((2 * Math.PI * turn) / radix))))
    const sin = turns.map(turn => {
      return f.vector(number(radix === 3 ? Math.sqrt(3) / 2 : Math.sin((2 * Math.PI * turn) / radix)))
    })
    f.repeat(
      () => {
        const factors = Array.from({ length: radix - 1 }, (_, j) => ({
          re: f.vector(loadSplat(table.value, 2 * size * j)),
          im: f.vector(loadSplat(table.value, 2 * size * j + size)),
        }))
        const stop = f.integer(i32.add(from.value, stride))
        f.repeat(
          () => {
            const address = f.variable(I32, from.value)
            const inputs: Complex[] = []
            for (let j = 0; j < radix; j++) {
              inputs.push(this.loadGroup(f, address.value))
              address.advance(part)
            }
            const out = this.#anyButterfly(f, inputs, cos, sin)
            address.set(to.value)
            out.forEach((value, j) => {
              this.storeGroup(f, address.value, j === 0 ? value : this.times(f, value, factors[j - 1]))
              address.advance(stride)
            })
            from.advance(i32.const(32))
            to.advance(i32.const(32))
          },
          () => i32.less(from.value, stop),
        )
        to.advance(i32.mul(stride, i32.const(radix - 1)))
        table.advance(i32.const(2 * size * (radix - 1)))
      },
      () => i32.less(from.value, end),
    )
    return f
  }

  /** (x, y, s): the last radix-4 pass, whose twiddle factors are 1; to groups, or conjugated and interleaved. */
  lastPass4(conjugate: boolean): FunctionBuilder {
    const f = new FunctionBuilder(3)
    const [x, y, s] = f.parameters
    const stride = f.integer(i32.shl(s, this.lanes.shift))
    const distance = f.integer(i32.sub(y, x))
    const from = f.variable(I32, x)
    const end = f.integer(i32.add(x, stride))
    f.repeat(
      () => {
        const addresses = [from.value]
        for (let j = 1; j < 4; j++) addresses.push(f.integer(i32.add(addresses[j - 1], stride)))
        const out = this.butterfly(
          f,
          addresses.map(address => this.loadGroup(f, address)),
        )
        out.forEach((value, j) => {
          const to = f.integer(i32.add(addresses[j], distance))
          if (conjugate) this.storeInterleaved(f, this.conjugateOf(f, value), to, to, 16)
          else this.storeGroup(f, to, value)
        })
        from.advance(i32.const(32))
      },
      () => i32.less(from.value, end),
    )
    return f
  }

  /** (z, signal, h): h complex numbers (groups) conjugated and interleaved. */
  conjugate(): FunctionBuilder {
    const f = new FunctionBuilder(3)
    const [z, signal, h] = f.parameters
    f.count(i32.const(0), f.integer(i32.shl(h, this.lanes.shift)), 32, at => {
      const to = f.integer(i32.add(signal, at))
      const value = this.loadGroup(f, f.integer(i32.add(z, at)))
      this.storeInterleaved(f, this.conjugateOf(f, value), to, to, 16)
    })
    return f
  }

  /** (z, h): repeats the first group behind the last. */
  closeCircle(): FunctionBuilder {
    const f = new FunctionBuilder(2)
    const [z, h] = f.parameters
    this.storeGroup(f, f.integer(i32.add(z, i32.shl(h, this.lanes.shift))), this.loadGroup(f, z))
    return f
  }

  #reader(source: 'groups' | 'interleaved'): Reader {
    const load = (f: FunctionBuilder, p: Code, j: number, quarter: Code) => {
      const address = f.integer(
        i32.add(i32.add(f.parameters[0], i32.shl(p, this.lanes.shift)), i32.mul(quarter, i32.const(j))),
      )
      return source === 'groups' ? this.loadGroup(f, address) : this.loadInterleaved(f, address, address, 16)
    }
    return { parameters: 4, load }
  }

  /** The sums of a butterfly of any radix: 2, or an odd one by folding inputs `j` and `radix - j` (see passAny in ../fft.ts). */
  #anyButterfly(f: FunctionBuilder, [a, ...rest]: Complex[], cos: Code[], sin: Code[]): Complex[] {
    const { add, sub, mul } = this.lanes
    const radix = rest.length + 1
    if (radix === 2) return [this.plus(f, a, rest[0]), this.minus(f, a, rest[0])]
    const half = rest.length / 2
    const plus = Array.from({ length: half }, (_, j) => this.plus(f, rest[j], rest[radix - 2 - j]))
    const minus = Array.from({ length: half }, (_, j) => this.minus(f, rest[j], rest[radix - 2 - j]))
    const out: Complex[] = [plus.reduce((sum, value) => this.plus(f, sum, value), a)]
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
}

/** What stands in an entry of the table of passes, in this order, as 32-bit integers. */
export const PASS_FIELDS = ['kind', 'm', 's', 'twiddles'] as const
/** The kind of a last pass of radix 4, and of one that conjugates and goes to where `twiddles` says; that of other passes is their radix. */
export const [LAST_PASS_4, LAST_PASS_4_CONJUGATE] = [1, 8]

/** What {@link passes} calls: of each pass its place in the module, or the function itself. */
export type LaterPasses<T> = Readonly<Record<`pass${2 | 3 | 4 | 5 | 7}` | 'lastPass4' | 'lastPass4Conjugate', T>>

/** (x, y, table, tableEnd): passes from `x` to `y`, back to `x`, and so on. */
export function passes(places: LaterPasses<number>): FunctionBuilder {
  const f = new FunctionBuilder(4)
  const [x, y, pass] = f.parameters.slice(0, 3).map(value => f.variable(I32, value))
  const z = f.variable(I32, f.parameters[0])
  f.repeat(
    () => {
      const [kind, roots, stride, table] = PASS_FIELDS.map((_, i) => f.integer(i32.load(pass.value, 4 * i)))
      const when = (value: number, body: () => void) => f.when(i32.equal(kind, i32.const(value)), body)
      for (const radix of [4, 2, 3, 5, 7] as const) {
        when(radix, () => f.call(places[`pass${radix}`], x.value, y.value, roots, stride, table))
      }
      when(LAST_PASS_4, () => f.call(places.lastPass4, x.value, y.value, stride))
      when(LAST_PASS_4_CONJUGATE, () => f.call(places.lastPass4Conjugate, x.value, table, stride))
      z.set(y.value)
      y.set(x.value)
      x.set(z.value)
      pass.set(i32.add(pass.value, i32.const(4 * PASS_FIELDS.length)))
    },
    () => i32.less(pass.value, f.parameters[3]),
  )
  return f
}
