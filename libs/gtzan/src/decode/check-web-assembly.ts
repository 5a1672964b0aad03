import { AudioFileError } from './audio-file-error'

/** An empty module, the smallest there is. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)

/**
 * Refuses a format whose decoder is WebAssembly where that does not run: the decoders themselves would wait for ever for a
 * module that the page's content security policy forbids.
 *
 * @param format as the message names it, e.g. `'mp3'`
 * @throws {AudioFileError} `'unsupported'`
 */
export function checkWebAssembly(file: string, format: string): void {
  try {
    new WebAssembly.Module(EMPTY)
  } catch (cause) {
    const how = "forbidden by the page's content security policy ('wasm-unsafe-eval' allows it) or not there"
    const reason = `reading ${format} needs WebAssembly, which is ${how}`
    throw new AudioFileError({ file, problem: 'unsupported', reason, cause })
  }
}
