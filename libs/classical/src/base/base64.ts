const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes as base64 with padding (RFC 4648). */
export function toBase64(bytes: Uint8Array): string {
  const chunks: string[] = []
  const units = new Uint8Array(4 * 2048)
  for (let start = 0; start < bytes.length; start += 3 * 2048) {
    const end = Math.min(start + 3 * 2048, bytes.length)
    let out = 0
    for (let i = start; i < end; i += 3) {
      const rest = end - i
      const word = (bytes[i] << 16) | (rest > 1 ? bytes[i + 1] << 8 : 0) | (rest > 2 ? bytes[i + 2] : 0)
      units[out++] = ALPHABET.charCodeAt(word >> 18)
      units[out++] = ALPHABET.charCodeAt((word >> 12) & 63)
      units[out++] = rest > 1 ? ALPHABET.charCodeAt((word >> 6) & 63) : 61
      units[out++] = rest > 2 ? ALPHABET.charCodeAt(word & 63) : 61
    }
    chunks.push(String.fromCharCode(...units.subarray(0, out)))
  }
  return chunks.join('')
}

/** The bytes of canonical base64 (padding present, no spaces, unused bits zero), or `null` for any other text. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const digits = text.length - padding
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const value = new Int8Array(128).fill(-1)
  for (let i = 0; i < 64; i++) value[ALPHABET.charCodeAt(i)] = i
  let out = 0
  for (let i = 0; i < text.length; i += 4) {
    let word = 0
    for (let k = 0; k < 4; k++) {
      const unit = i + k < digits ? text.charCodeAt(i + k) : 65
      const digit = unit < 128 ? value[unit] : -1
      if (digit < 0) return null
      word = (word << 6) | digit
    }
    const present = Math.min(3, bytes.length - out)
    if ((word & ((1 << (8 * (3 - present))) - 1)) !== 0) return null
    for (let k = 0; k < present; k++) bytes[out++] = (word >> (16 - 8 * k)) & 255
  }
  return bytes
}
