import { aLawSample, muLawSample } from './g711'

/**
 * How one sample is stored in wav, au and aiff files.
 *
 * `u8` is 8-bit with 128 as zero (wav), `s8` signed 8-bit (au, aiff); `s16`, `s24`, `s32` are two's complement,
 * `f32` and `f64` IEEE floating point.
 */
export type PcmEncoding = 'u8' | 's8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'mu-law' | 'a-law'

/** Bytes of one sample. */
export const PCM_BYTES: Readonly<Record<PcmEncoding, number>> = {
  u8: 1,
  s8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
  'mu-law': 1,
  'a-law': 1,
}

/** The encoding in words, as reports show it. */
export const PCM_NAMES: Readonly<Record<PcmEncoding, string>> = {
  u8: '8-bit unsigned PCM',
  s8: '8-bit PCM',
  s16: '16-bit PCM',
  s24: '24-bit PCM',
  s32: '32-bit PCM',
  f32: '32-bit float',
  f64: '64-bit float',
  'mu-law': 'mu-law',
  'a-law': 'A-law',
}

/** Turns bytes into samples of one channel. See {@link pcmDecoder}. */
export type PcmDecoder = (
  bytes: Uint8Array,
  layout: { channels: number; channel: number; bigEndian: boolean },
  out: Float32Array,
) => void

/**
 * The decoder of an encoding: it fills `out` with one channel of interleaved samples.
 *
 * Integers are divided by 2^(bits - 1), so 16-bit PCM is `sample / 32768` exactly; 24 and 32 bits are rounded once to
 * float32, and 64-bit floats likewise. That is the scale of libsndfile (`soundfile.read(dtype='float32')`), to the bit.
 * Floating point samples are passed on as they are, NaN and infinity too.
 */
export function pcmDecoder(encoding: PcmEncoding): PcmDecoder {
  switch (encoding) {
    case 'u8':
      return fromTable(byte => (byte - 128) / 128)
    case 's8':
      return fromTable(byte => ((byte << 24) >> 24) / 128)
    case 'mu-law':
      return fromTable(byte => muLawSample(byte) / 32768)
    case 'a-law':
      return fromTable(byte => aLawSample(byte) / 32768)
    case 's16':
      return decodeInt16
    case 's24':
      return decodeInt24
    case 's32':
      return decodeWith(4, (view, at, littleEndian) => view.getInt32(at, littleEndian) / 2147483648)
    case 'f32':
      return decodeWith(4, (view, at, littleEndian) => view.getFloat32(at, littleEndian))
    case 'f64':
      return decodeWith(8, (view, at, littleEndian) => view.getFloat64(at, littleEndian))
  }
}

function fromTable(sample: (byte: number) => number): PcmDecoder {
  const table = Float32Array.from({ length: 256 }, (_, byte) => sample(byte))
  return (bytes, { channels, channel }, out) => {
    for (let i = 0, at = channel; i < out.length; i++, at += channels) out[i] = table[bytes[at]]
  }
}

const decodeInt16: PcmDecoder = (bytes, { channels, channel, bigEndian }, out) => {
  const step = 2 * channels
  const high = bigEndian ? 0 : 1
  const low = 1 - high
  for (let i = 0, at = 2 * channel; i < out.length; i++, at += step)
    out[i] = (((bytes[at + high] << 24) >> 16) | bytes[at + low]) / 32768
}

const decodeInt24: PcmDecoder = (bytes, { channels, channel, bigEndian }, out) => {
  const step = 3 * channels
  const high = bigEndian ? 0 : 2
  const low = 2 - high
  for (let i = 0, at = 3 * channel; i < out.length; i++, at += step)
    out[i] = (((bytes[at + high] << 24) >> 8) | (bytes[at + 1] << 8) | bytes[at + low]) / 8388608
}

function decodeWith(width: number, sample: (view: DataView, at: number, littleEndian: boolean) => number): PcmDecoder {
  return (bytes, { channels, channel, bigEndian }, out) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const step = width * channels
    for (let i = 0, at = width * channel; i < out.length; i++, at += step) out[i] = sample(view, at, !bigEndian)
  }
}
