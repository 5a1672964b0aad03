const MEMORY_SECTION = 5
const HEADER_BYTES = 8
/** Limits of a memory: only a minimum, a maximum as well, and such a memory shared between threads. */
const WITH_MAXIMUM = 1
const SHARED_WITH_MAXIMUM = 3

/**
 * The same WebAssembly program with its memory shared between threads: one byte differs. Its own code stays on one thread, but
 * other programs on the same memory may then run on others.
 *
 * @returns `undefined` where the program's memory is not its own or has no maximum
 */
export function shareMemory(program: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  for (let at = HEADER_BYTES; at < program.length;) {
    const section = program[at]
    const length = readUnsigned(program, at + 1)
    if (section === MEMORY_SECTION) {
      const count = readUnsigned(program, length.next)
      if (count.value !== 1 || program[count.next] !== WITH_MAXIMUM) return undefined
      const shared = new Uint8Array(program)
      shared[count.next] = SHARED_WITH_MAXIMUM
      return shared
    }
    at = length.next + length.value
  }
  return undefined
}

/** LEB128. */
function readUnsigned(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]
    value += (byte & 127) * 2 ** shift
    if (!(byte & 128)) return { value, next: at }
    if (shift > 28 || at >= bytes.length) return { value: Infinity, next: bytes.length }
  }
}
