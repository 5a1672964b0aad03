import { i32 } from '@genre/core/wasm'
import type { Code, FunctionBuilder } from '@genre/core/wasm'

/** The parameters of a kernel, in the order in which they lie in memory, one 32-bit word each. */
export type Words<Name extends string> = readonly Name[]

/** Loads each word of the block at `address` into a local variable. */
export function loadWords<Name extends string>(
  f: FunctionBuilder,
  address: Code,
  words: Words<Name>,
): Record<Name, Code> {
  return Object.fromEntries(words.map((word, i) => [word, f.integer(i32.load(address, 4 * i))])) as Record<Name, Code>
}
