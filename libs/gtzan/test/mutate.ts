import type { RandomState } from '@genre/core'

/** Values that length and count fields of a damaged header are likely to break something with. */
const EXTREMES = [0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff]

/** A damaged copy of a file: cut, overwritten, with parts doubled, left out or exchanged with those of another. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: RandomState): Uint8Array {
  const int = (below: number) => random.nextInteger(0, Math.max(1, below))
  let out = Uint8Array.from(bytes)
  for (let round = 1 + int(3); round > 0 && out.length > 0; round--) {
    // most of what can break a parser lies at the start
    const at = int(2) ? int(Math.min(out.length, 256)) : int(out.length)
    switch (int(8)) {
      case 0:
        out[at] ^= 1 << int(8)
        break
      case 1:
        out[at] = int(256)
        break
      case 2: {
        const view = new DataView(out.buffer)
        const value = EXTREMES[int(EXTREMES.length)]
        const width = [2, 4, 8][int(3)]
        if (at + width > out.length) break
        if (width === 2) view.setUint16(at, value & 0xffff, int(2) === 0)
        else if (width === 4) view.setUint32(at, value, int(2) === 0)
        else view.setBigUint64(at, BigInt(value) << 20n, int(2) === 0)
        break
      }
      case 3:
        out = out.slice(0, int(out.length))
        break
      case 4:
        for (let i = 0; i < 20; i++) out[int(out.length)] = int(256)
        break
      case 5: {
        const length = int(Math.min(200, out.length - at))
        out = Uint8Array.from([...out.subarray(0, at), ...out.subarray(at + length)])
        break
      }
      case 6: {
        const length = int(Math.min(400, out.length - at))
        out = Uint8Array.from([...out.subarray(0, at + length), ...out.subarray(at)])
        break
      }
      default:
        out.set(other.subarray(at, at + int(100)).subarray(0, out.length - at), at)
    }
  }
  return out
}

/** Gives the pages of an Ogg file right checksums again, so that damage within gets as far as the decoder. */
export function resealOgg(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes)
  const view = new DataView(out.buffer)
  for (let at = 0; at + 27 <= out.length; at++) {
    if (view.getUint32(at) !== 0x4f676753) continue
    const count = out[at + 26]
    let length = 27 + count
    for (let i = 0; i < count; i++) length += out[at + 27 + i] ?? 0
    if (at + length > out.length) continue
    view.setUint32(at + 22, 0)
    let crc = 0
    for (let i = at; i < at + length; i++) {
      crc ^= out[i] << 24
      for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1
    }
    view.setInt32(at + 22, crc, true)
  }
  return out
}

/** Gives the headers of a tar archive right checksums again, so that damage within gets past them. */
export function resealTar(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes)
  for (let at = 0; at + 512 <= out.length; at += 512) {
    const magic = String.fromCharCode(...out.subarray(at + 257, at + 262))
    if (magic !== 'ustar') continue
    out.fill(0x20, at + 148, at + 156)
    let sum = 0
    for (let i = at; i < at + 512; i++) sum += out[i]
    const text = `${sum.toString(8).padStart(6, '0')}\0 `
    for (let i = 0; i < 8; i++) out[at + 148 + i] = text.charCodeAt(i)
  }
  return out
}
