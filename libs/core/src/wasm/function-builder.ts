import { flatten, unsigned } from './code'
import type { Code } from './code'
import { i32 } from './instructions'
import { I32, V128 } from './value-types'
import type { ValueType } from './value-types'

/** A local variable. */
export interface Variable {
  readonly value: Code
  set(value: Code): void
  /** Adds to an integer. */
  advance(by: Code): void
}

/**
 * A WebAssembly function under construction, of 32-bit integer parameters: statements are appended in the order of the calls.
 *
 * @example
 * ```ts
 * import { FunctionBuilder, assemble, f32x4, i32, v128 } from '@genre/core/wasm'
 * const double = new FunctionBuilder(2)
 * const [from, bytes] = double.parameters
 * double.count(i32.const(0), bytes, 16, at => {
 *   const address = double.integer(i32.add(from, at))
 *   const four = double.vector(v128.load(address))
 *   double.store(address, f32x4.add(four, four))
 * })
 * WebAssembly.validate(assemble({ double })) // true
 * ```
 */
export class FunctionBuilder {
  readonly parameters: readonly Code[]
  readonly #locals: ValueType[] = []
  readonly #body: number[] = []

  /** @param parameters - how many there are */
  constructor(parameters: number) {
    this.parameters = Array.from({ length: parameters }, (_, i) => [0x20, ...unsigned(i)])
  }

  /** A value that changes; before the first `set` it is zero. */
  variable(type: ValueType, initial?: Code): Variable {
    const index = unsigned(this.parameters.length + this.#locals.push(type) - 1)
    const value: Code = [0x20, ...index]
    const set = (to: Code) => this.#emit([to, 0x21, ...index])
    if (initial) set(initial)
    return { value, set, advance: by => set(i32.add(value, by)) }
  }

  /** A name for a value that is computed here, once. */
  let(type: ValueType, value: Code): Code {
    return this.variable(type, value).value
  }

  /** A name for an integer (an address, a count) that is computed here, once. */
  integer(value: Code): Code {
    return this.let(I32, value)
  }

  /** A name for a vector that is computed here, once. */
  vector(value: Code): Code {
    return this.let(V128, value)
  }

  /** Stores a vector. */
  store(address: Code, vector: Code, offset = 0): void {
    this.#emit([address, vector, 0xfd, 0x0b, 0, ...unsigned(offset)])
  }

  /** Stores one of the two halves of a vector: a double or two floats. */
  storeHalf(address: Code, vector: Code, half: 0 | 1, offset = 0): void {
    this.#emit([address, vector, 0xfd, 0x5b, 0, ...unsigned(offset), half])
  }

  storeFloat(address: Code, value: Code, offset = 0): void {
    this.#emit([address, value, 0x38, 0, ...unsigned(offset)])
  }

  storeDouble(address: Code, value: Code, offset = 0): void {
    this.#emit([address, value, 0x39, 0, ...unsigned(offset)])
  }

  storeInteger(address: Code, value: Code, offset = 0): void {
    this.#emit([address, value, 0x36, 0, ...unsigned(offset)])
  }

  /** Copies `count` bytes; the stretches may overlap. */
  copy(to: Code, from: Code, count: Code): void {
    this.#emit([to, from, count, 0xfc, 0x0a, 0, 0])
  }

  /** Writes `count` zero bytes. */
  zero(to: Code, count: Code): void {
    this.#emit([to, 0x41, 0, count, 0xfc, 0x0b, 0])
  }

  /** Calls the function that stands at `index` in its module. */
  call(index: number, ...parameters: Code[]): void {
    this.#emit([...parameters, 0x10, ...unsigned(index)])
  }

  when(condition: Code, body: () => void, otherwise?: () => void): void {
    this.#emit([condition, 0x04, 0x40])
    body()
    if (otherwise) {
      this.#emit([0x05])
      otherwise()
    }
    this.#emit([0x0b])
  }

  /** `body` once, and again as long as `condition` is true after it. */
  repeat(body: () => void, condition: () => Code): void {
    this.#emit([0x03, 0x40])
    body()
    this.#emit([condition(), 0x0d, 0, 0x0b])
  }

  /** `body` as long as `condition` is true before it. */
  while(condition: () => Code, body: () => void): void {
    this.when(condition(), () => this.repeat(body, condition))
  }

  /** `body` for a counter from `from` in steps of `step` to below `to`. */
  count(from: Code, to: Code, step: number | Code, body: (counter: Code) => void): void {
    const counter = this.variable(I32, from)
    this.while(
      () => i32.less(counter.value, to),
      () => {
        body(counter.value)
        counter.advance(typeof step === 'number' ? i32.const(step) : step)
      },
    )
  }

  /** The function as it stands in the code section. */
  bytes(): number[] {
    const runs: [count: number, type: ValueType][] = []
    for (const type of this.#locals) {
      const last = runs.at(-1)
      if (last?.[1] === type) last[0]++
      else runs.push([1, type])
    }
    const locals = [...unsigned(runs.length), ...runs.flatMap(([count, type]) => [...unsigned(count), type])]
    return [unsigned(locals.length + this.#body.length + 1), locals, this.#body, [0x0b]].flat()
  }

  #emit(code: Code): void {
    flatten(code, this.#body)
  }
}
