/** Longest frame of Opus in bytes, longest packet in samples at 48 kHz (120 ms). */
const MAX_FRAME = 1275
const MAX_SAMPLES = 5760

/**
 * Whether a packet of a single Opus stream is well-formed (RFC 6716, section 3.4): frame lengths that fit into it and a
 * duration of at most 120 ms. What is inside the frames can be anything; every such packet decodes.
 */
export function isOpusPacket(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false
  const config = bytes[0] >> 3
  const duration =
    config < 12 ? [480, 960, 1920, 2880][config & 3] : config < 16 ? [480, 960][config & 1] : 120 << (config & 3)
  const rest = bytes.length - 1
  switch (bytes[0] & 3) {
    case 0:
      return rest <= MAX_FRAME
    case 1:
      return rest % 2 === 0 && rest / 2 <= MAX_FRAME
    case 2: {
      const first = frameLength(bytes, 1)
      const second = bytes.length - (first?.next ?? 0) - (first?.length ?? 0)
      return first !== undefined && second >= 0 && second <= MAX_FRAME
    }
    default:
      return isManyFrames(bytes, duration)
  }
}

/** A packet of code 3: any number of frames of equal or different lengths, perhaps padded. */
function isManyFrames(bytes: Uint8Array, duration: number): boolean {
  if (bytes.length < 2) return false
  const count = bytes[1] & 63
  if (count === 0 || count * duration > MAX_SAMPLES) return false
  let at = 2
  let end = bytes.length
  if (bytes[1] & 64) {
    let byte: number
    do {
      if (at >= end) return false
      byte = bytes[at++]
      end -= byte === 255 ? 254 : byte
    } while (byte === 255)
  }
  if (bytes[1] & 128) {
    for (let i = 0, sum = 0; i < count - 1; i++) {
      const frame = frameLength(bytes, at)
      if (!frame || frame.next > end) return false
      at = frame.next
      sum += frame.length
      if (i === count - 2) return at + sum <= end && end - at - sum <= MAX_FRAME
    }
    return at <= end && end - at <= MAX_FRAME
  }
  return at <= end && (end - at) % count === 0 && (end - at) / count <= MAX_FRAME
}

function frameLength(bytes: Uint8Array, at: number): { length: number; next: number } | undefined {
  if (at >= bytes.length) return undefined
  if (bytes[at] < 252) return { length: bytes[at], next: at + 1 }
  if (at + 1 >= bytes.length) return undefined
  return { length: 4 * bytes[at + 1] + bytes[at], next: at + 2 }
}
