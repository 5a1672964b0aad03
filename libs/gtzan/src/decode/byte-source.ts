/**
 * Bytes that can be read in pieces: a file, a `Blob`, or an array in memory. What decoders read from, so that a long
 * file never has to lie in memory whole, and a part of it can be read without the rest.
 */
export interface ByteSource {
  /** How many bytes there are. */
  readonly size: number
  /** The bytes `offset .. offset + length`, fewer where the source ends before. Callers do not write into them. */
  read(offset: number, length: number): Promise<Uint8Array>
}

/**
 * A {@link ByteSource} over bytes that are in memory already; reading makes no copy.
 *
 * @example
 * ```ts
 * import { memorySource } from '@genre/gtzan'
 * const source = memorySource(new Uint8Array([1, 2, 3]))
 * console.log(source.size) // => 3
 * ```
 */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  }
}

/**
 * A {@link ByteSource} over a `Blob` or a `File` of a browser's file field or a drop; only what is asked for is read.
 *
 * @example
 * ```ts
 * import { blobSource } from '@genre/gtzan'
 * const source = blobSource(new Blob(['abc']))
 * console.log((await source.read(1, 10)).length) // => 2
 * ```
 */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  }
}

/** All bytes of a source in one array, for the decoders that need a whole file. */
export async function readAll(source: ByteSource): Promise<Uint8Array> {
  return source.read(0, source.size)
}
