/** Assembles WebAssembly: just what {@link productModule} needs. Opcodes are those of the specification, section 5.4. */

export const I32 = 0x7f
export const F64 = 0x7c
export const V128 = 0x7b

/** A local variable or parameter of the function that is being written. */
export type Local = number & { readonly __local?: never }

/** Writes the body of one function, instruction by instruction. */
export class FunctionCode {
  readonly #parameters: number
  readonly #locals: number[] = []
  readonly #bytes: number[] = []

  constructor(parameters: number) {
    this.#parameters = parameters
  }

  /** A new variable. */
  local(type: number): Local {
    this.#locals.push(type)
    return this.#parameters + this.#locals.length - 1
  }

  get(local: Local): this {
    return this.#emit(0x20, local)
  }

  set(local: Local): this {
    return this.#emit(0x21, local)
  }

  i32(value: number): this {
    return this.#emit(0x41, ...signed(value))
  }

  add(): this {
    return this.#emit(0x6a)
  }

  sub(): this {
    return this.#emit(0x6b)
  }

  mul(): this {
    return this.#emit(0x6c)
  }

  and(): this {
    return this.#emit(0x71)
  }

  shiftLeft(): this {
    return this.#emit(0x74)
  }

  /** Unsigned: addresses are. */
  lessThan(): this {
    return this.#emit(0x49)
  }

  atLeast(): this {
    return this.#emit(0x4f)
  }

  /** Adds `times * local` to what is on the stack. */
  addTimes(local: Local, times: number): this {
    if (times === 0) return this
    return times === 1 ? this.get(local).add() : this.get(local).i32(times).mul().add()
  }

  /** `local += amount`. */
  increase(local: Local, amount: number): this {
    return this.get(local).i32(amount).add().set(local)
  }

  /** Runs the body for as long as the condition, tested first, holds. */
  while(condition: () => void, body: () => void): this {
    this.#emit(0x02, 0x40, 0x03, 0x40)
    condition()
    this.#emit(0x45, 0x0d, 1)
    body()
    return this.#emit(0x0c, 0, 0x0b, 0x0b)
  }

  if(condition: () => void, body: () => void): this {
    condition()
    this.#emit(0x04, 0x40)
    body()
    return this.#emit(0x0b)
  }

  loadI32(): this {
    return this.#emit(0x28, 2, 0)
  }

  loadF64(offset = 0): this {
    return this.#emit(0x2b, 3, ...unsigned(offset))
  }

  storeF64(offset = 0): this {
    return this.#emit(0x39, 3, ...unsigned(offset))
  }

  addF64(): this {
    return this.#emit(0xa0)
  }

  mulF64(): this {
    return this.#emit(0xa2)
  }

  /** Two float64 at once; they need not be aligned. */
  load2(offset = 0): this {
    return this.#simd(0x00, 3, ...unsigned(offset))
  }

  /** One float64, twice. */
  loadSplat(offset = 0): this {
    return this.#simd(0x0a, 3, ...unsigned(offset))
  }

  store2(offset = 0): this {
    return this.#simd(0x0b, 3, ...unsigned(offset))
  }

  /** One float64, and 0; stores the first of two float64. */
  loadFirst(): this {
    return this.#simd(0x5d, 3, 0)
  }

  storeFirst(): this {
    return this.#simd(0x5b, 3, 0, 0)
  }

  /** A number, twice. */
  constant2(value: number): this {
    const bytes = new DataView(new ArrayBuffer(8))
    bytes.setFloat64(0, value, true)
    const once = Array.from({ length: 8 }, (_, k) => bytes.getUint8(k))
    return this.#simd(0x0c, ...once, ...once)
  }

  lane(lane: 0 | 1): this {
    return this.#simd(0x21, lane)
  }

  replaceLane(lane: 0 | 1): this {
    return this.#simd(0x22, lane)
  }

  add2(): this {
    return this.#simd(0xf0)
  }

  sub2(): this {
    return this.#simd(0xf1)
  }

  min2(): this {
    return this.#simd(0xf4)
  }

  max2(): this {
    return this.#simd(0xf5)
  }

  div2(): this {
    return this.#simd(0xf3)
  }

  /** Two float32 from memory as float64. */
  load2Single(): this {
    return this.#simd(0x5d, 3, 0).#simd(0x5f)
  }

  /** All bits of a number where the comparison holds, none where not. */
  greater2(): this {
    return this.#simd(0x4a)
  }

  atLeast2(): this {
    return this.#simd(0x4c)
  }

  and2(): this {
    return this.#simd(0x4e)
  }

  /** Of the first two of three numbers the first where the third has bits, the second elsewhere. */
  choose2(): this {
    return this.#simd(0x52)
  }

  /** On the bits as integers of 64 bits. */
  shiftLeftBits(): this {
    return this.#simd(0xcb)
  }

  addBits(): this {
    return this.#simd(0xce)
  }

  mul2(): this {
    return this.#simd(0xf2)
  }

  /** One float32, four times. */
  loadSplat4(offset = 0): this {
    return this.#simd(0x09, 2, ...unsigned(offset))
  }

  /** Sums of four float32 each, and products. */
  add4(): this {
    return this.#simd(0xe4)
  }

  mul4(): this {
    return this.#simd(0xe6)
  }

  /** The smaller ones of two times four float32, the first where they are equal. */
  smaller4(): this {
    return this.#simd(0xea)
  }

  /** The larger ones, the first where they are equal. */
  larger4(): this {
    return this.#simd(0xeb)
  }

  /** All bits of a float32 where the comparison holds, none where not. */
  less4(): this {
    return this.#simd(0x43)
  }

  atMost4(): this {
    return this.#simd(0x45)
  }

  /** One bit for each of four float32: its sign. */
  signs4(): this {
    return this.#simd(0xa4)
  }

  /** An i32, four times. */
  splatI32(): this {
    return this.#simd(0x11)
  }

  shiftRight(): this {
    return this.#emit(0x76)
  }

  storeI32(offset = 0): this {
    return this.#emit(0x36, 2, ...unsigned(offset))
  }

  /** The entry of the code section. */
  encode(): number[] {
    const runs: [count: number, type: number][] = []
    for (const type of this.#locals) {
      const last = runs.at(-1)
      if (last?.[1] === type) last[0]++
      else runs.push([1, type])
    }
    const body = [unsigned(runs.length), ...runs, this.#bytes, [0x0b]].flat()
    return [unsigned(body.length), body].flat()
  }

  #simd(opcode: number, ...rest: number[]): this {
    return this.#emit(0xfd, ...unsigned(opcode), ...rest)
  }

  #emit(...bytes: number[]): this {
    for (const byte of bytes) this.#bytes.push(byte)
    return this
  }
}

/** A module with functions that take i32 and return nothing, on an imported memory `env.memory`. */
export function assembleModule(
  functions: readonly { name: string; parameters: number; code: FunctionCode }[],
): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [
    0x60,
    ...unsigned(parameters),
    ...new Array<number>(parameters).fill(I32),
    0,
  ])
  const memory = [...text('env'), ...text('memory'), 0x02, 0x00, 0]
  const exported = functions.map(({ name }, i) => [...text(name), 0x00, ...unsigned(i)])
  const declared = functions.map((_, i) => unsigned(i))
  const bodies = functions.map(({ code }) => code.encode())
  const sections = [
    section(1, types),
    section(2, [memory]),
    section(3, declared),
    section(7, exported),
    section(10, bodies),
  ]
  return Uint8Array.from([[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], ...sections].flat())
}

function section(id: number, entries: number[][]): number[] {
  const content = [unsigned(entries.length), ...entries].flat()
  return [[id], unsigned(content.length), content].flat()
}

function text(name: string): number[] {
  return [name.length, ...Array.from(name, letter => letter.charCodeAt(0))]
}

/** LEB128, unsigned. */
function unsigned(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest]
    bytes.push((rest & 0x7f) | 0x80)
  }
}

/** LEB128, signed. */
function signed(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 0x7f
    if ((rest >> 7 === 0 && (byte & 0x40) === 0) || (rest >> 7 === -1 && (byte & 0x40) !== 0)) return [...bytes, byte]
    bytes.push(byte | 0x80)
  }
}
