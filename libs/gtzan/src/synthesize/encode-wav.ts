import type { Audio } from '@genre/core'

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

/** A mono 16-bit wav file with the 44-byte header that GTZAN's files on Kaggle have. */
export function encodeWav({ samples, sampleRate }: Audio): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const word = (at: number, text: string) => [...text].forEach((c, k) => view.setUint8(at + k, c.charCodeAt(0)))
  word(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  bytes.set(encodePcm16(samples), 44)
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
