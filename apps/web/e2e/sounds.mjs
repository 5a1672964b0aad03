/**
 * Sound files, written byte by byte so that no code of the packages under test is in them.
 */

/**
 * A wav file of 16 bits.
 *
 * @param {Float32Array[]} channels
 * @param {number} sampleRate
 */
export function wavBytes(channels, sampleRate) {
  const data = pcm16(channels, 'LE')
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(channels.length, 22)
  head.writeUInt32LE(sampleRate, 24)
  head.writeUInt32LE(sampleRate * 2 * channels.length, 28)
  head.writeUInt16LE(2 * channels.length, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

/**
 * A Sun au file of 16 bits.
 *
 * @param {Float32Array[]} channels
 * @param {number} sampleRate
 */
export function auBytes(channels, sampleRate) {
  const data = pcm16(channels, 'BE')
  const head = Buffer.alloc(24)
  head.write('.snd', 0)
  ;[24, data.length, 3, sampleRate, channels.length].forEach((value, k) => head.writeUInt32BE(value, 4 + 4 * k))
  return Buffer.concat([head, data])
}

/**
 * An aiff file of 16 bits.
 *
 * @param {Float32Array[]} channels
 * @param {number} sampleRate
 */
export function aiffBytes(channels, sampleRate) {
  const data = pcm16(channels, 'BE')
  const head = Buffer.alloc(54)
  head.write('FORM', 0)
  head.writeUInt32BE(46 + data.length, 4)
  head.write('AIFFCOMM', 8)
  head.writeUInt32BE(18, 16)
  head.writeUInt16BE(channels.length, 20)
  head.writeUInt32BE(channels[0].length, 22)
  head.writeUInt16BE(16, 26)
  // The rate as an 80-bit float: exponent and mantissa with its leading one.
  const exponent = Math.floor(Math.log2(sampleRate))
  head.writeUInt16BE(16383 + exponent, 28)
  head.writeUInt32BE(sampleRate * 2 ** (31 - exponent), 30)
  head.write('SSND', 38)
  head.writeUInt32BE(8 + data.length, 42)
  return Buffer.concat([head, data])
}

/**
 * @param {Float32Array[]} channels
 * @param {'LE' | 'BE'} order
 */
function pcm16(channels, order) {
  const bytes = Buffer.alloc(2 * channels.length * channels[0].length)
  let at = 0
  for (let i = 0; i < channels[0].length; i++) {
    for (const channel of channels) {
      const value = Math.max(-32768, Math.min(32767, Math.round(32768 * channel[i])))
      at = order === 'LE' ? bytes.writeInt16LE(value, at) : bytes.writeInt16BE(value, at)
    }
  }
  return bytes
}

/**
 * The samples of a mono wav file of 16 bits with a plain header.
 *
 * @param {Buffer} bytes
 */
export function readWav(bytes) {
  const samples = Float32Array.from(
    { length: (bytes.length - 44) / 2 },
    (_, i) => bytes.readInt16LE(44 + 2 * i) / 32768,
  )
  return { samples, sampleRate: bytes.readUInt32LE(24), channels: bytes.readUInt16LE(22) }
}

/**
 * White noise, the same every time.
 *
 * @param {number} length
 * @param {number} amplitude
 */
export function noise(length, amplitude) {
  let state = 12345
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return amplitude * (state / 2 ** 31 - 1)
  })
}

/**
 * The sum of two sounds, the second from a given sample on.
 *
 * @param {Float32Array} a
 * @param {Float32Array} b
 * @param {number} from
 */
export function mix(a, b, from) {
  return a.map((value, i) => (i < from || i - from >= b.length ? value : value + b[i - from]))
}
