/** What the header of one frame of MPEG audio (layers 1 to 3) or of AAC in ADTS says. */
export interface MpegFrame {
  /** 1, 2 or 3; 0 for ADTS. */
  readonly layer: number
  readonly sampleRate: number
  readonly channels: number
  /** Length of the frame with its header, in bytes. */
  readonly bytes: number
  /** Samples per channel. */
  readonly samples: number
  /** Length of the header and, in layer 3, of the side information: where a Xing header may be. */
  readonly sideEnd: number
}

const BIT_RATES = {
  1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  low1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  low23: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const MPEG_RATES = [44100, 48000, 32000]

/** Sample rates by the index that MPEG-4 audio uses. */
export const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]

/** Parses the frame header at `at`, or `undefined` where there is none (or one of a free bit rate, which nobody uses). */
export function mpegFrameAt(bytes: Uint8Array, at: number): MpegFrame | undefined {
  if (at + 7 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return undefined
  const [, b1, b2, b3, b4, b5] = bytes.subarray(at, at + 6)
  const layerBits = (b1 >> 1) & 3
  if (layerBits === 0) {
    if ((b1 & 0xf6) !== 0xf0) return undefined
    const sampleRate = AAC_RATES[(b2 >> 2) & 15]
    const channels = ((b2 & 1) << 2) | (b3 >> 6)
    const length = ((b3 & 3) << 11) | (b4 << 3) | (b5 >> 5)
    if (sampleRate === undefined || length < 7) return undefined
    const blocks = (bytes[at + 6] & 3) + 1
    return { layer: 0, sampleRate, channels, bytes: length, samples: 1024 * blocks, sideEnd: 7 }
  }
  const version = (b1 >> 3) & 3 // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
  const rateIndex = (b2 >> 2) & 3
  const bitRateIndex = b2 >> 4
  if (version === 1 || rateIndex === 3 || bitRateIndex === 0 || bitRateIndex === 15) return undefined
  const layer = (4 - layerBits) as 1 | 2 | 3
  const sampleRate = MPEG_RATES[rateIndex] / (version === 3 ? 1 : version === 2 ? 2 : 4)
  const bitRate = 1000 * BIT_RATES[version === 3 ? layer : layer === 1 ? 'low1' : 'low23'][bitRateIndex - 1]
  const padding = (b2 >> 1) & 1
  const samples = layer === 1 ? 384 : layer === 2 || version === 3 ? 1152 : 576
  const length =
    layer === 1
      ? 4 * (Math.floor((12 * bitRate) / sampleRate) + padding)
      : Math.floor((samples * bitRate) / 8 / sampleRate) + padding
  const channels = b3 >> 6 === 3 ? 1 : 2
  const side = layer !== 3 ? 0 : version === 3 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17
  return { layer, sampleRate, channels, bytes: length, samples, sideEnd: 4 + side }
}

/** Frames that must follow one another before a sync word is believed. */
const CHAIN = 4

/**
 * Where MPEG audio begins within the first bytes of a file: the first place from which several frames of one kind follow
 * one another without a gap, or a shorter run that reaches the end of the file, if it begins at the first byte.
 */
export function findMpegAudio(bytes: Uint8Array, isWhole: boolean): { at: number; frame: MpegFrame } | undefined {
  for (let at = 0; at + 7 <= bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const frame = mpegFrameAt(bytes, at)
    if (!frame) continue
    let count = 1
    let next = at + frame.bytes
    while (count < CHAIN) {
      const follower = mpegFrameAt(bytes, next)
      if (!follower || follower.layer !== frame.layer || follower.sampleRate !== frame.sampleRate) break
      count++
      next += follower.bytes
    }
    const endsHere = isWhole && at === 0 && next + 7 > bytes.length
    if (count === CHAIN || endsHere) return { at, frame }
  }
  return undefined
}

/** Length of the ID3v2 tags at the start of a file, which lie before the sound; 0 where there is none. */
export function id3Length(bytes: Uint8Array, at = 0): number {
  if (at + 10 > bytes.length || bytes[at] !== 0x49 || bytes[at + 1] !== 0x44 || bytes[at + 2] !== 0x33) return 0
  const [a, b, c, d] = bytes.subarray(at + 6, at + 10)
  if ((a | b | c | d) & 0x80) return 0
  const footer = bytes[at + 5] & 0x10 ? 10 : 0
  return 10 + (a << 21) + (b << 14) + (c << 7) + d + footer
}
