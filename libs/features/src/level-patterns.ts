import type { Track } from './statistic'

/** Zones of frequency in which patterns are counted apart. */
export const PATTERN_ZONES = 6

/** Patterns that are told from each other: 58 with at most two changes around the ring, and all others together. */
export const PATTERNS = 59

/** Seconds between a value and its neighbours in time: about one column of Kaggle's mel pictures. */
const APART = 0.09

/** By how many dB a neighbour must be louder. */
const LOUDER = 0.5

/** How many frames {@link APART} is. */
export function framesApart(frameRate: number): number {
  return Math.max(1, Math.round(APART * frameRate))
}

/** What place in the list of patterns each of the 256 codes has. */
const PLACES = placesOfCodes()

/**
 * How often each local binary pattern occurs (Ojala, Pietikainen, Maenpaa 2002): each value of the dB mel spectrogram, but for those
 * at its edges, is compared with its eight neighbours, one band up or down and 0.09 s before or after; which of them
 * are more than 0.5 dB louder is the pattern. Of the 256 patterns the 58 that change at most twice around the ring are counted
 * one by one (flat, peak, edge, corner, ...), the others together. Square root of the share of the values, so that rare
 * patterns count; row `59 * zone + pattern` of 6 zones of equal numbers of mel bands, one frame. All 0 for less than
 * three times 0.09 s.
 */
export function levelPatterns(logMel: Track, frameRate: number): Track {
  const { data, rows, frames } = logMel
  const step = framesApart(frameRate)
  const inner = rows - 2
  const zones = Float64Array.from({ length: PATTERN_ZONES + 1 }, (_, z) => 1 + Math.floor((z * inner) / PATTERN_ZONES))
  const out = new Float64Array(PATTERN_ZONES * PATTERNS)
  const next = step * rows
  for (let t = step; t < frames - step; t++) {
    for (let z = 0; z < PATTERN_ZONES; z++) {
      for (let at = t * rows + zones[z]; at < t * rows + zones[z + 1]; at++) {
        const level = data[at] + LOUDER
        let code = 0
        if (data[at - next - 1] > level) code |= 1
        if (data[at - next] > level) code |= 2
        if (data[at - next + 1] > level) code |= 4
        if (data[at + 1] > level) code |= 8
        if (data[at + next + 1] > level) code |= 16
        if (data[at + next] > level) code |= 32
        if (data[at + next - 1] > level) code |= 64
        if (data[at - 1] > level) code |= 128
        out[z * PATTERNS + PLACES[code]]++
      }
    }
  }
  const times = Math.max(0, frames - 2 * step)
  for (let z = 0; z < PATTERN_ZONES; z++) {
    const values = Math.max(1, times * (zones[z + 1] - zones[z]))
    for (let p = z * PATTERNS; p < (z + 1) * PATTERNS; p++) out[p] = Math.sqrt(out[p] / values)
  }
  return { data: out, rows: out.length, frames: 1 }
}

function placesOfCodes(): Uint8Array {
  let next = 0
  return Uint8Array.from({ length: 256 }, (_, code) => {
    const turned = ((code << 1) | (code >> 7)) & 255
    let changes = 0
    for (let bits = code ^ turned; bits > 0; bits &= bits - 1) changes++
    return changes <= 2 ? next++ : PATTERNS - 1
  })
}
