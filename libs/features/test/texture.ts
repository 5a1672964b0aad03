/** Levels in dB from a generator that the reference script has too: smooth in both directions, with some noise, in halves of a dB. */
export function synthetic(rows: number, frames: number) {
  let state = 7
  const data = Float32Array.from({ length: rows * frames }, (_, i) => {
    state = (state * 16807) % 2147483647
    const [band, frame] = [i % rows, Math.floor(i / rows)]
    const wave = ((band * band + 3 * frame * band + 5 * frame * frame) % 97) / 8
    return Math.round(2 * (wave + (8 * state) / 2147483647)) / 2 - 60
  })
  return { data, rows, frames }
}

/** Numbers of a golden file: little-endian doubles in base 64. */
export function decode(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}
