/**
 * A small assembler for WebAssembly: functions of 32-bit parameters over one memory, built from expressions. What it makes are
 * the bytes of a module; the kernels beside it are written with it, so that no compiler and no binary file is needed.
 */

/** Instructions that leave one value, as bytes; nested freely. */
export type Code = readonly (number | Code)[]

export const I32 = 0x7f
export const V128 = 0x7b
type ValueType = typeof I32 | typeof V128

/** Arithmetic of addresses and counters. */
export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: (a: Code, b: Code): Code => [a, b, 0x6a],
  sub: (a: Code, b: Code): Code => [a, b, 0x6b],
  mul: (a: Code, b: Code): Code => [a, b, 0x6c],
  shl: (a: Code, bits: number): Code => [a, 0x41, bits, 0x74],
  half: (a: Code): Code => [a, 0x41, 1, 0x76],
  less: (a: Code, b: Code): Code => [a, b, 0x49],
  equal: (a: Code, b: Code): Code => [a, b, 0x46],
  load: (address: Code, offset = 0): Code => [address, 0x28, 0, ...unsigned(offset)],
}

const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)]
const unary =
  (opcode: number) =>
  (a: Code): Code => [a, ...simd(opcode)]
const binary =
  (opcode: number) =>
  (a: Code, b: Code): Code => [a, b, ...simd(opcode)]

/** Vectors of 128 bits. Addresses take a constant offset; memory need not be aligned. */
export const v128 = {
  equal: (a: Code, b: Code): Code => [a, b, 0x46],
  load: (address: Code, offset = 0): Code => [address, ...simd(0x00), 0, ...unsigned(offset)],
  /** One double, in both lanes. */
  loadSplat: (address: Code, offset = 0): Code => [address, ...simd(0x0a), 0, ...unsigned(offset)],
  /** `vector` with one double of it replaced from memory. */
  loadLane: (vector: Code, lane: 0 | 1, address: Code, offset = 0): Code => [
    address,
    vector,
    ...simd(0x57),
    0,
    ...unsigned(offset),
    lane,
  ],
  /** One float, in all lanes. */
  loadSplatFloat: (address: Code, offset = 0): Code => [address, ...simd(0x09), 0, ...unsigned(offset)],
  and: binary(0x4e),
  or: binary(0x50),
  xor: binary(0x51),
  /** Bits of `a` where those of `mask` are set, else those of `b`. */
  select: (a: Code, b: Code, mask: Code): Code => [a, b, mask, ...simd(0x52)],
  /** One 32-bit integer four times, or two of them twice, the lower half of 64 bits first. */
  constant: (low: number, high = low): Code => {
    const words = [low, high, low, high]
    return [...simd(0x0c), ...words.flatMap(word => [0, 8, 16, 24].map(shift => (word >>> shift) & 255))]
  },
  /** One double, in both lanes. */
  double: (value: number): Code => {
    const bytes = [...new Uint8Array(Float64Array.of(value).buffer)]
    return [...simd(0x0c), ...bytes, ...bytes]
  },
  /** Four of the eight floats `a[0..3], b[0..3]`. */
  pickFloats: (a: Code, b: Code, lanes: readonly number[]): Code => [
    a,
    b,
    ...simd(0x0d),
    ...lanes.flatMap(lane => Array.from({ length: 4 }, (_, i) => 4 * lane + i)),
  ],
  /** Two of the four doubles `a[0], a[1], b[0], b[1]`. */
  pick: (a: Code, b: Code, first: number, second: number): Code => [
    a,
    b,
    ...simd(0x0d),
    ...[first, second].flatMap(lane => Array.from({ length: 8 }, (_, i) => 8 * lane + i)),
  ],
}

export const f64x2 = {
  add: binary(0xf0),
  sub: binary(0xf1),
  mul: binary(0xf2),
  less: binary(0x49),
  lessOrEqual: binary(0x4b),
  neg: unary(0xed),
  sqrt: unary(0xef),
  /** The first two floats of four. */
  promote: unary(0x5f),
  /** Two floats and two zeros. */
  demote: unary(0x5e),
}

export const f32x4 = { mul: binary(0xe6) }

export const i64x2 = {
  /** Logical shift to the right. */
  shiftRight: (a: Code, bits: number): Code => [a, 0x41, bits, ...simd(0xcd)],
}

export const i32x4 = {
  lane: (a: Code, lane: number): Code => [a, ...simd(0x1b), lane],
  min: binary(0xb6),
  max: binary(0xb8),
  /** Arithmetic shift to the right. */
  shiftRight: (a: Code, bits: number): Code => [a, 0x41, bits, ...simd(0xac)],
}

/** A function under construction: statements are appended in the order of the calls. */
export class FunctionBuilder {
  readonly parameters: number
  readonly #locals: ValueType[] = []
  readonly #body: number[] = []

  constructor(parameters: number) {
    this.parameters = parameters
  }

  parameter(index: number): Code {
    return [0x20, ...unsigned(index)]
  }

  /** A name for a value that is computed here, once. */
  let(type: ValueType, value: Code): Code {
    return this.variable(type, value).value
  }

  vector(value: Code): Code {
    return this.let(V128, value)
  }

  address(value: Code): Code {
    return this.let(I32, value)
  }

  /** A value that changes. */
  variable(type: ValueType, initial: Code): { value: Code; set(value: Code): void } {
    const index = this.parameters + this.#locals.push(type) - 1
    const set = (value: Code) => this.#emit([value, 0x21, ...unsigned(index)])
    set(initial)
    return { value: [0x20, ...unsigned(index)], set }
  }

  store(address: Code, vector: Code, offset = 0): void {
    this.#emit([address, vector, ...simd(0x0b), 0, ...unsigned(offset)])
  }

  /** Stores one of the two doubles (or pairs of floats) of a vector. */
  storeLane(address: Code, vector: Code, lane: 0 | 1, offset = 0): void {
    this.#emit([address, vector, ...simd(0x5b), 0, ...unsigned(offset), lane])
  }

  /** Stores the first float of a vector. */
  storeFloat(address: Code, vector: Code): void {
    this.#emit([address, vector, ...simd(0x5a), 0, 0, 0])
  }

  /** Copies `count` bytes; the stretches may overlap. */
  copy(to: Code, from: Code, count: Code): void {
    this.#emit([to, from, count, 0xfc, 0x0a, 0, 0])
  }

  zero(to: Code, count: Code): void {
    this.#emit([to, 0x41, 0, count, 0xfc, 0x0b, 0])
  }

  /** `body` once, and again as long as `condition` is true after it. */
  repeat(body: () => void, condition: () => Code): void {
    this.#emit([0x03, 0x40])
    body()
    this.#emit([condition(), 0x0d, 0, 0x0b])
  }

  /** `body` if `condition` is true. */
  when(condition: Code, body: () => void): void {
    this.#emit([condition, 0x04, 0x40])
    body()
    this.#emit([0x0b])
  }

  /** Calls the function that stands at `index` in its module. */
  call(index: number, ...parameters: Code[]): void {
    this.#emit([...parameters, 0x10, ...unsigned(index)])
  }

  /** Stores a 32-bit integer. */
  storeInteger(address: Code, value: Code): void {
    this.#emit([address, value, 0x36, 0, 0])
  }

  /** `body` for a counter from `from` in steps of `step` to below `to`, at least once. */
  count(from: Code, to: Code, step: number, body: (counter: Code) => void): void {
    const counter = this.variable(I32, from)
    this.repeat(
      () => {
        body(counter.value)
        counter.set(i32.add(counter.value, i32.const(step)))
      },
      () => i32.less(counter.value, to),
    )
  }

  /** The function as it stands in the code section. */
  bytes(): number[] {
    const locals = this.#locals.flatMap(type => [1, type])
    const body = [...unsigned(this.#locals.length), ...locals, ...this.#body, 0x0b]
    return [...unsigned(body.length), ...body]
  }

  #emit(code: Code): void {
    flatten(code, this.#body)
  }
}

/** The bytes of a module that exports the functions, and imports its memory as `env.memory`. */
export function assemble(functions: Readonly<Record<string, FunctionBuilder>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(functions)
  const types = entries.map(([, f]) => [0x60, f.parameters, ...Array<number>(f.parameters).fill(I32), 0])
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [...unsigned(types.length), ...types.flat()]),
    ...section(2, [1, ...name('env'), ...name('memory'), 2, 0, 1]),
    ...section(3, [...unsigned(entries.length), ...entries.map((_, i) => i)]),
    ...section(7, [...unsigned(entries.length), ...entries.flatMap(([key], i) => [...name(key), 0, i])]),
    ...section(10, [...unsigned(entries.length), ...entries.flatMap(([, f]) => f.bytes())]),
  ])
}

function section(id: number, content: number[]): number[] {
  return [id, ...unsigned(content.length), ...content]
}

function name(text: string): number[] {
  return [text.length, ...[...text].map(letter => letter.charCodeAt(0))]
}

function flatten(code: Code, out: number[]): void {
  for (const part of code) {
    if (typeof part === 'number') out.push(part)
    else flatten(part, out)
  }
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = []
  do {
    const rest = value >>> 7
    bytes.push((value & 127) | (rest ? 128 : 0))
    value = rest
  } while (value)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  for (;;) {
    const low = value & 127
    value >>= 7
    const done = (value === 0 && !(low & 64)) || (value === -1 && (low & 64) !== 0)
    bytes.push(done ? low : low | 128)
    if (done) return bytes
  }
}
