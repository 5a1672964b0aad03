/**
 * The sample of a mu-law byte (ITU-T G.711) on the scale of 16-bit PCM: 14-bit values times 4, -32124 to 32124.
 */
export function muLawSample(byte: number): number {
  const inverted = ~byte & 0xff
  const exponent = (inverted >> 4) & 7
  const magnitude = ((((inverted & 15) << 3) + 0x84) << exponent) - 0x84
  return inverted & 0x80 ? -magnitude : magnitude
}

/**
 * The sample of an A-law byte (ITU-T G.711) on the scale of 16-bit PCM: 13-bit values times 8, -32256 to 32256.
 */
export function aLawSample(byte: number): number {
  const toggled = byte ^ 0x55
  const exponent = (toggled >> 4) & 7
  const mantissa = ((toggled & 15) << 4) + 8
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
  return toggled & 0x80 ? magnitude : -magnitude
}
