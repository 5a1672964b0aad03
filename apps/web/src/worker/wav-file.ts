import type { Audio } from '@genre/core'

/** A mono wav file of 16 bits. */
export function wavFile({ samples, sampleRate }: Audio): Uint8Array<ArrayBuffer> {
  const buffer = new ArrayBuffer(44 + 2 * samples.length)
  const view = new DataView(buffer)
  const word = (at: number, text: string) => [...text].forEach((c, k) => view.setUint8(at + k, c.charCodeAt(0)))
  word(0, 'RIFF')
  view.setUint32(4, 36 + 2 * samples.length, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, 2 * sampleRate, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, 2 * samples.length, true)
  for (let i = 0; i < samples.length; i++) {
    view.setInt16(44 + 2 * i, Math.max(-32768, Math.min(32767, Math.round(32768 * samples[i]))), true)
  }
  return new Uint8Array(buffer)
}
