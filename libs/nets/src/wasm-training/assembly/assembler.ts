/**
 * A small assembler for WebAssembly with vectors: functions of 32-bit integer parameters over one memory, shared or not, built
 * from expressions. The kernels beside it are written with it, so that neither a compiler nor a binary file is needed, and so
 * that one text yields each variant: tile heights, fused multiply-add where the engine has it.
 */

/** Instructions that leave one value (or none, for statements), as bytes; nested freely. */
export type Code = readonly (number | Code)[]

export const I32 = 0x7f
export const F32 = 0x7d
export const F64 = 0x7c
export const V128 = 0x7b
export type ValueType = typeof I32 | typeof F32 | typeof F64 | typeof V128

const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [a, b, ...opcode]
const unary =
  (...opcode: number[]) =>
  (a: Code): Code => [a, ...opcode]
const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)]
const memoryOperand = (alignment: number, offset: number): number[] => [alignment, ...unsigned(offset)]

/** Addresses, counters and conditions; comparisons are unsigned, since addresses go beyond 2 GB. */
export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value | 0)],
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
  select: (ifTrue: Code, ifFalse: Code, condition: Code): Code => [ifTrue, ifFalse, condition, 0x1b],
  load: (address: Code, offset = 0): Code => [address, 0x28, ...memoryOperand(2, offset)],
}

export const f32 = {
  const: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  load: (address: Code, offset = 0): Code => [address, 0x2a, ...memoryOperand(2, offset)],
  add: binary(0x92),
  sub: binary(0x93),
  mul: binary(0x94),
  div: binary(0x95),
  sqrt: unary(0x91),
  neg: unary(0x8c),
  max: binary(0x97),
  min: binary(0x96),
  greater: binary(0x5e),
  equal: binary(0x5b),
  select: (ifTrue: Code, ifFalse: Code, condition: Code): Code => [ifTrue, ifFalse, condition, 0x1b],
  fromInteger: unary(0xb2),
}

/** Sums that are to lose nothing. */
export const f64 = {
  promote: unary(0xbb),
  demote: unary(0xb6),
  add: binary(0xa0),
}

export const v128 = {
  load: (address: Code, offset = 0): Code => [address, ...vector(0x00), ...memoryOperand(2, offset)],
  /** One float, in all four lanes. */
  loadSplat: (address: Code, offset = 0): Code => [address, ...vector(0x09), ...memoryOperand(2, offset)],
  zero: [...vector(0x0c), ...Array<number>(16).fill(0)] as Code,
  and: binary(...vector(0x4e)),
  /** Bits of `a` where `b` has none. */
  andNot: binary(...vector(0x4f)),
  /** `a` where the mask has ones, otherwise `b`. */
  select: (a: Code, b: Code, mask: Code): Code => [a, b, mask, ...vector(0x52)],
}

export const f32x4 = {
  splat: unary(...vector(0x13)),
  lane: (a: Code, lane: number): Code => [a, ...vector(0x1f), lane],
  add: binary(...vector(0xe4)),
  sub: binary(...vector(0xe5)),
  mul: binary(...vector(0xe6)),
  div: binary(...vector(0xe7)),
  sqrt: unary(...vector(0xe3)),
  neg: unary(...vector(0xe1)),
  max: binary(...vector(0xe9)),
  min: binary(...vector(0xe8)),
  equal: binary(...vector(0x41)),
  greater: binary(...vector(0x44)),
  /** `a * b + c`, rounded once where the hardware has it (relaxed SIMD). */
  fusedMultiplyAdd: (a: Code, b: Code, c: Code): Code => [a, b, c, ...vector(0x105)],
}

/** A local variable. */
export interface Variable {
  readonly value: Code
  set(value: Code): void
  /** Adds to it. */
  advance(by: Code): void
}

/** A function under construction: statements are appended in the order of the calls. */
export class FunctionBuilder {
  readonly parameters: readonly Code[]
  readonly #locals: ValueType[] = []
  readonly #body: number[] = []

  constructor(parameters: number) {
    this.parameters = Array.from({ length: parameters }, (_, i) => [0x20, ...unsigned(i)])
  }

  variable(type: ValueType, initial?: Code): Variable {
    const index = unsigned(this.parameters.length + this.#locals.push(type) - 1)
    const value: Code = [0x20, ...index]
    const set = (to: Code) => this.emit([to, 0x21, ...index])
    if (initial) set(initial)
    return { value, set, advance: by => set(i32.add(value, by)) }
  }

  /** A name for an integer that is computed here, once. */
  let(value: Code): Code {
    return this.variable(I32, value).value
  }

  letVector(value: Code): Code {
    return this.variable(V128, value).value
  }

  store(address: Code, value: Code, offset = 0): void {
    this.emit([address, value, ...vector(0x0b), ...memoryOperand(2, offset)])
  }

  storeFloat(address: Code, value: Code, offset = 0): void {
    this.emit([address, value, 0x38, ...memoryOperand(2, offset)])
  }

  storeInteger(address: Code, value: Code, offset = 0): void {
    this.emit([address, value, 0x36, ...memoryOperand(2, offset)])
  }

  /** Copies `count` bytes; the stretches may overlap. */
  copy(to: Code, from: Code, count: Code): void {
    this.emit([to, from, count, 0xfc, 0x0a, 0, 0])
  }

  /** Writes `count` zero bytes. */
  zero(to: Code, count: Code): void {
    this.emit([to, 0x41, 0, count, 0xfc, 0x0b, 0])
  }

  /** Calls the function that stands at `index` in the module. */
  call(index: number, parameters: readonly Code[]): void {
    this.emit([...parameters, 0x10, ...unsigned(index)])
  }

  when(condition: Code, body: () => void, otherwise?: () => void): void {
    this.emit([condition, 0x04, 0x40])
    body()
    if (otherwise) {
      this.emit([0x05])
      otherwise()
    }
    this.emit([0x0b])
  }

  /** `body` as long as `condition` is true before it. */
  while(condition: () => Code, body: () => void): void {
    this.when(condition(), () => {
      this.emit([0x03, 0x40])
      body()
      this.emit([condition(), 0x0d, 0, 0x0b])
    })
  }

  /** `body` for a counter from `from` in steps of `step` to below `to`. */
  count(from: Code, to: Code, step: Code, body: (counter: Code) => void): void {
    const counter = this.variable(I32, from)
    this.while(
      () => i32.less(counter.value, to),
      () => {
        body(counter.value)
        counter.advance(step)
      },
    )
  }

  /** The function as it stands in the code section. */
  bytes(): number[] {
    const locals = this.#locals.flatMap(type => [1, type])
    const body = [...unsigned(this.#locals.length), ...locals, ...this.#body, 0x0b]
    return [...unsigned(body.length), ...body]
  }

  private emit(code: Code): void {
    flatten(code, this.#body)
  }
}

/** Pages of 64 KiB: what 32-bit addresses reach. */
export const MAXIMUM_PAGES = 65536

/**
 * The bytes of a module that exports the functions, in order, and imports its memory as `env.memory`.
 *
 * @param shared - whether that memory is shared between threads
 */
export function assemble(functions: ReadonlyMap<string, FunctionBuilder>, shared: boolean): Uint8Array<ArrayBuffer> {
  const all = [...functions.values()]
  const lengths = [...new Set(all.map(f => f.parameters.length))]
  const types = lengths.map(length => [0x60, ...unsigned(length), ...Array<number>(length).fill(I32), 0])
  const limits = shared ? [3, 1, ...unsigned(MAXIMUM_PAGES)] : [0, 1]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [...unsigned(types.length), ...types.flat()]),
    ...section(2, [1, ...name('env'), ...name('memory'), 2, ...limits]),
    ...section(3, [...unsigned(all.length), ...all.flatMap(f => unsigned(lengths.indexOf(f.parameters.length)))]),
    ...section(7, [
      ...unsigned(all.length),
      ...[...functions.keys()].flatMap((key, i) => [...name(key), 0, ...unsigned(i)]),
    ]),
    ...section(10, concatenate([unsigned(all.length), ...all.map(f => f.bytes())])),
  ])
}

function section(id: number, content: number[]): number[] {
  return concatenate([[id, ...unsigned(content.length)], content])
}

/** Without spreading, which the stack limits. */
function concatenate(parts: number[][]): number[] {
  const all: number[] = []
  for (const part of parts) for (const byte of part) all.push(byte)
  return all
}

function name(text: string): number[] {
  return [...unsigned(text.length), ...[...text].map(letter => letter.charCodeAt(0))]
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
  let rest = value
  do {
    const low = rest & 127
    rest >>>= 7
    bytes.push(rest ? low | 128 : low)
  } while (rest)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ;) {
    const low = rest & 127
    rest >>= 7
    const sign = low & 64 ? -1 : 0
    if (rest === sign) return [...bytes, low]
    bytes.push(low | 128)
  }
}
