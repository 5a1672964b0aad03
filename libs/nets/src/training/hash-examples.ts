import { sha256 } from '../files/sha256'
import type { Examples } from './examples'

/**
 * The SHA-256 of examples: shapes, values (as float32) and labels. For the card of a model, and to see whether a run that is
 * taken up again has the data that it had.
 *
 * @example
 * ```ts
 * import { hashExamples } from '@genre/nets'
 * const hash = await hashExamples({ inputs: { data: [1, 2], shape: [2, 1] }, labels: [0, 1] })
 * console.log(hash.length) // => 64
 * ```
 */
export async function hashExamples(examples: Examples): Promise<string> {
  const inputs = Array.isArray(examples.inputs) ? examples.inputs : [examples.inputs]
  const parts: string[] = []
  for (const { data, shape } of inputs) parts.push(shape.join(), await sha256(bytesOf(Float32Array.from(data))))
  parts.push(await sha256(bytesOf(Int32Array.from(examples.labels))))
  return sha256(new TextEncoder().encode(parts.join(' ')))
}

function bytesOf(values: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
