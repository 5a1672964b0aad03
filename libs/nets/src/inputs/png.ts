import { DecodeError, InvalidParameterError } from '@genre/core'
import { convertIndexedToRgb, decode, encode, hasPngSignature } from 'fast-png'
import type { Picture } from './picture'
import { checkPicture } from './picture'

/** Most pixels that are decoded. */
const MOST_PIXELS = 2 ** 26

/** Options of {@link decodePng}. */
export interface DecodePngOptions {
  /** 1 for grey, 3 for colours (transparency is left out), by default what the file has. Colours become grey as in Pillow. */
  readonly channels?: 1 | 3
  /** The name of the file, for messages. */
  readonly file?: string
}

/**
 * A PNG file as a picture of bytes. Palettes become colours, 16 bits the upper 8, transparency is left out.
 *
 * @throws DecodeError if it is no PNG, damaged, or larger than 67 million pixels
 *
 * @example
 * ```ts
 * import { decodePng, encodePng } from '@genre/nets'
 * const png = encodePng({ data: Uint8Array.of(0, 128, 255, 7), shape: [2, 2, 1] })
 * console.log(decodePng(png).data) // => Uint8Array(4) [ 0, 128, 255, 7 ]
 * ```
 */
export function decodePng(content: Uint8Array, options: DecodePngOptions = {}): Picture<Uint8Array> {
  const { channels, file = 'png' } = options
  if (channels !== undefined && channels !== 1 && channels !== 3) {
    throw new InvalidParameterError({ parameter: 'channels', received: channels, allowed: '1 or 3' })
  }
  const fail = (reason: string, cause?: unknown): never => {
    throw new DecodeError({ file, reason, cause })
  }
  if (!(content instanceof Uint8Array) || content.length < 33 || !hasPngSignature(content)) return fail('it is no PNG')
  const view = new DataView(content.buffer, content.byteOffset)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  if (width * height === 0 || width * height > MOST_PIXELS) return fail(`${width} x ${height} pixels are not decoded`)
  let image: ReturnType<typeof decode>
  try {
    image = decode(content, { checkCrc: true })
  } catch (error) {
    return fail('it is damaged or cut off', error)
  }
  let { data, channels: found } = image
  if (image.palette) {
    data = convertIndexedToRgb(image)
    found = data.length / (width * height)
  } else if (image.depth < 8) data = unpack(data as Uint8Array, width, height, image.depth)
  if (data.length !== width * height * found) return fail('it is damaged or cut off')
  const bytes = image.depth === 16 ? Uint8Array.from(data, value => value >> 8) : Uint8Array.from(data)
  const colours = found >= 3 ? 3 : 1
  const kept = colours === found ? bytes : pick(bytes, found, colours)
  return { data: toChannels(kept, colours, channels ?? colours), shape: [height, width, channels ?? colours] }
}

/**
 * A picture of bytes as a PNG file, grey or colours.
 * @throws ShapeError or InvalidParameterError for anything else
 */
export function encodePng(picture: Picture<Uint8Array>): Uint8Array {
  const { data, shape } = checkPicture(picture)
  const [height, width, channels] = shape
  if (!(data instanceof Uint8Array) || (channels !== 1 && channels !== 3)) {
    const allowed = 'bytes of 1 or 3 channels'
    throw new InvalidParameterError({ parameter: 'picture', received: `${channels} channels`, allowed })
  }
  return encode({ data, width, height, channels, depth: 8 })
}

/** Grey values of 1, 2 or 4 bits, several to a byte, spread over 0..255. */
function unpack(data: Uint8Array, width: number, height: number, depth: number): Uint8Array {
  const out = new Uint8Array(width * height)
  const line = Math.ceil((width * depth) / 8)
  const most = 2 ** depth - 1
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const bit = x * depth
      const value = (data[y * line + (bit >> 3)] >> (8 - depth - (bit & 7))) & most
      out[i] = (value * 255) / most
    }
  }
  return out
}

/** The first `kept` of every `found` values. */
function pick(data: Uint8Array, found: number, kept: number): Uint8Array {
  const out = new Uint8Array((data.length / found) * kept)
  for (let i = 0; i < out.length; i++) out[i] = data[Math.floor(i / kept) * found + (i % kept)]
  return out
}

function toChannels(data: Uint8Array, found: 1 | 3, wanted: 1 | 3): Uint8Array {
  if (found === wanted) return data
  if (found === 1) return Uint8Array.from({ length: data.length * 3 }, (_, i) => data[Math.floor(i / 3)])
  // Pillow's "L": weights of ITU-R 601 in 16 bits.
  return Uint8Array.from({ length: data.length / 3 }, (_, i) => {
    return (19595 * data[3 * i] + 38470 * data[3 * i + 1] + 7471 * data[3 * i + 2] + 0x8000) >> 16
  })
}
