import type { Audio } from '@genre/core'
import { InvalidParameterError } from '@genre/core'

/** The samples as little-endian 16-bit numbers. */
export function encodePcm16(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2)
  for (let i = 0; i < samples.length; i++) {
    const value = Math.max(-32768, Math.min(32767, Math.floor(samples[i] * 32768 + 0.5)))
    bytes[2 * i] = value & 0xff
    bytes[2 * i + 1] = (value >> 8) & 0xff
  }
  return bytes
}

/** How {@link encodeWav} stores samples. */
export interface EncodeWavOptions {
  /** 16 bits (values beyond -1..1 are cut off) or 32-bit floats, which keep every sample. Default 16. */
  readonly bits?: 16 | 32
}

/**
 * A mono wav file. With 16 bits it has the 44-byte header that GTZAN's files on Kaggle have, and a sample is
 * `floor(32768 x + 0.5)`, so that what was read from 16 bits is written as it was.
 *
 * @throws InvalidParameterError for other `bits`
 *
 * @example
 * ```ts
 * import { decodeAudio, encodeWav } from '@genre/gtzan'
 * const bytes = encodeWav({ samples: Float32Array.of(0.5, -0.25), sampleRate: 22050 })
 * console.log(bytes.length, (await decodeAudio(bytes)).channels[0]) // => 48 Float32Array(2) [ 0.5, -0.25 ]
 * ```
 */
export function encodeWav({ samples, sampleRate }: Audio, options: EncodeWavOptions = {}): Uint8Array {
  const { bits = 16 } = options
  if (bits !== 16 && bits !== 32) {
    throw new InvalidParameterError({ parameter: 'bits', received: bits, allowed: '16 or 32' })
  }
  const width = bits / 8
  const bytes = new Uint8Array(44 + samples.length * width)
  const view = new DataView(bytes.buffer)
  const word = (at: number, text: string) => [...text].forEach((c, k) => view.setUint8(at + k, c.charCodeAt(0)))
  word(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * width, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, bits === 16 ? 1 : 3, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * width, true)
  view.setUint16(32, width, true)
  view.setUint16(34, bits, true)
  word(36, 'data')
  view.setUint32(40, samples.length * width, true)
  if (bits === 16) bytes.set(encodePcm16(samples), 44)
  else for (let i = 0; i < samples.length; i++) view.setFloat32(44 + 4 * i, samples[i], true)
  return bytes
}

/**
 * What Kaggle's `jazz.00054.wav` is: the last nine tenths of a recording's samples, without any header. It begins on a
 * loud sample, so that its first bytes are not taken for a format's mark.
 */
export function encodeHeaderless({ samples }: Audio): Uint8Array {
  let start = Math.floor(samples.length / 10)
  while (start < samples.length / 2 && Math.abs(samples[start]) < 0.02) start++
  return encodePcm16(samples.subarray(start))
}
