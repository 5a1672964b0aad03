/**
 * Gives back the memory of a WebAssembly decoder. Damaged input can leave its heap in a state in which even that fails;
 * then the garbage collector takes it as a whole.
 */
export function freeDecoder(decoder: { free(): void }): void {
  try {
    decoder.free()
  } catch {
    // nothing of it is used any more
  }
}
