import { assemble } from './assemble'
import type { FunctionBuilder } from './function-builder'

/** A kernel ready to run: its memory, and its functions, which take addresses and counts. */
export interface Kernel<Name extends string> {
  readonly memory: WebAssembly.Memory
  readonly run: Readonly<Record<Name, (...parameters: number[]) => void>>
}

/**
 * Functions that are compiled when they are first needed, and then kept: a constant, only a late one.
 *
 * @example
 * ```ts
 * import { FunctionBuilder, KernelSource, i32 } from '@genre/core/wasm'
 * const source = new KernelSource(() => {
 *   const answer = new FunctionBuilder(1)
 *   answer.storeInteger(answer.parameters[0], i32.const(42))
 *   return { answer }
 * })
 * const kernel = source.load(100) // undefined where WebAssembly is missing: compute in TypeScript then
 * kernel?.run.answer(8)
 * ```
 */
export class KernelSource<Name extends string> {
  readonly #functions: () => Readonly<Record<Name, FunctionBuilder>>
  #module: WebAssembly.Module | null | undefined

  constructor(functions: () => Readonly<Record<Name, FunctionBuilder>>) {
    this.#functions = functions
  }

  /**
   * The kernel with memory of its own, or `undefined` where WebAssembly with vectors is missing or a security policy forbids
   * it: the caller then computes in TypeScript.
   *
   * @param bytes - how much memory the kernel needs
   */
  load(bytes: number): Kernel<Name> | undefined {
    try {
      this.#module ??= compile(this.#functions)
      if (!this.#module) return undefined
      const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) })
      const { exports } = new WebAssembly.Instance(this.#module, { env: { memory } })
      return { memory, run: exports as Kernel<Name>['run'] }
    } catch {
      // No memory to be had.
      return undefined
    }
  }
}

function compile(functions: () => Readonly<Record<string, FunctionBuilder>>): WebAssembly.Module | null {
  if (typeof WebAssembly !== 'object') return null
  try {
    return new WebAssembly.Module(assemble(functions()))
  } catch {
    return null
  }
}
