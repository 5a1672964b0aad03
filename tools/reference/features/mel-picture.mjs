// Kaggle's pictures of GTZAN's mel spectrograms (images_original: 432 x 288 pixels, magma) as levels again.
import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'

/** The part of a picture that is spectrogram: 218 rows from 35 on, 336 columns from 54 on, the rest is white. */
const [TOP, LEFT, ROWS, COLUMNS] = [35, 54, 218, 336]
const BANDS = 128
/** Lightness of magma's last colour. */
const LIGHTEST = 98
/** Seconds that a picture spans, all 30 of a track. */
export const FRAME_RATE = COLUMNS / 30

/**
 * The pixels of the spectrogram, as red << 16 | green << 8 | blue, row by row from the top.
 *
 * @param {string} file a PNG of 8-bit RGBA, not interlaced
 */
export function readPicture(file) {
  const bytes = readFileSync(file)
  /** @type {Buffer[]} */
  const parts = []
  let [width, height] = [0, 0]
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') {
      ;[width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
      if (body[8] !== 8 || body[9] !== 6 || body[12] !== 0) throw new Error(`${file}: not 8-bit RGBA without interlace`)
    } else if (type === 'IDAT') parts.push(body)
    at += 12 + length
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = 4 * width
  const image = new Uint8Array(height * stride)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let i = 0; i < stride; i++) {
      const o = y * stride + i
      const left = i >= 4 ? image[o - 4] : 0
      const up = y > 0 ? image[o - stride] : 0
      const corner = i >= 4 && y > 0 ? image[o - stride - 4] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      image[o] = raw[y * (stride + 1) + 1 + i] + guess
    }
  }
  const pixels = new Int32Array(ROWS * COLUMNS)
  for (let r = 0, o = 0; r < ROWS; r++) {
    for (let c = 0; c < COLUMNS; c++, o++) {
      const at = (TOP + r) * stride + 4 * (LEFT + c)
      pixels[o] = (image[at] << 16) | (image[at + 1] << 8) | image[at + 2]
    }
  }
  return pixels
}

/** @param {number} a @param {number} b @param {number} c */
function paeth(a, b, c) {
  const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return da <= db && da <= dc ? a : db <= dc ? b : c
}

/**
 * A colour's place in the map, 0 to 1: magma is made so that its lightness (CIELAB) grows evenly from end to end.
 *
 * @param {number} colour
 */
function placeOf(colour) {
  const linear = (/** @type {number} */ v) => (v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4)
  const light = 0.2126 * linear(colour >> 16) + 0.7152 * linear((colour >> 8) & 255) + 0.0722 * linear(colour & 255)
  return Math.min(1, (light > 0.008856 ? 116 * Math.cbrt(light) - 16 : 903.3 * light) / LIGHTEST)
}

/**
 * Levels in dB, shape (128, 336), stride (1, 128): the map spans 80 dB, and 0 dB is the loudest place of the track.
 *
 * @param {Int32Array} pixels
 */
export function levelsOf(pixels) {
  const data = new Float32Array(BANDS * COLUMNS)
  for (let band = 0; band < BANDS; band++) {
    const row = ROWS - 1 - Math.floor(((band + 0.5) * ROWS) / BANDS)
    for (let t = 0; t < COLUMNS; t++) data[t * BANDS + band] = 80 * placeOf(pixels[row * COLUMNS + t]) - 80
  }
  return { data, shape: [BANDS, COLUMNS], stride: [1, BANDS], offset: 0 }
}
