import { unsigned } from './code'
import type { FunctionBuilder } from './function-builder'
import { I32 } from './value-types'

/** Pages of 64 KiB: what 32-bit addresses reach. */
export const MAXIMUM_PAGES = 65536

/** Options of {@link assemble}. */
export interface AssembleOptions {
  /** Whether the memory is shared between threads; default `false`. */
  shared?: boolean
}

/**
 * The bytes of a WebAssembly module that exports the functions under their names, in that order, and imports its memory as
 * `env.memory`. So that packages ship kernels as their source alone, without a compiler or a binary file, and one text can
 * yield variants.
 *
 * @example
 * ```ts
 * import { FunctionBuilder, assemble, i32 } from '@genre/core/wasm'
 * const answer = new FunctionBuilder(1)
 * answer.storeInteger(answer.parameters[0], i32.const(42))
 * const memory = new WebAssembly.Memory({ initial: 1 })
 * const { instance } = await WebAssembly.instantiate(assemble({ answer }), { env: { memory } })
 * ;(instance.exports.answer as (address: number) => void)(8)
 * new Int32Array(memory.buffer)[2] // 42
 * ```
 */
export function assemble(
  functions: Readonly<Record<string, FunctionBuilder>>,
  { shared = false }: AssembleOptions = {},
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(functions)
  const all = Object.values(functions)
  const counts = [...new Set(all.map(f => f.parameters.length))]
  const types = counts.map(count => [0x60, ...unsigned(count), ...Array<number>(count).fill(I32), 0])
  const limits = shared ? [3, 1, ...unsigned(MAXIMUM_PAGES)] : [0, 1]
  const sections = [
    section(1, types),
    section(2, [[...text('env'), ...text('memory'), 2, ...limits]]),
    section(
      3,
      all.map(f => unsigned(counts.indexOf(f.parameters.length))),
    ),
    section(
      7,
      names.map((name, i) => [...text(name), 0, ...unsigned(i)]),
    ),
    section(
      10,
      all.map(f => f.bytes()),
    ),
  ]
  return Uint8Array.from([[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], ...sections].flat())
}

function section(id: number, entries: number[][]): number[] {
  const content = [unsigned(entries.length), ...entries].flat()
  return [[id], unsigned(content.length), content].flat()
}

function text(name: string): number[] {
  return [...unsigned(name.length), ...Array.from(name, letter => letter.charCodeAt(0))]
}
