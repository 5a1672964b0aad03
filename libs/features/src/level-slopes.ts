import { framesApart } from './level-patterns'
import type { Track } from './statistic'

/** Zones of frequency in which slopes are summed apart. */
export const SLOPE_ZONES = 8

/** Directions that are told from each other. */
export const DIRECTIONS = 12

/** What is added to the mean slope before its logarithm, in dB. */
const FLOOR = 0.01

/**
 * How steep the dB mel spectrogram is in each direction: at each value, but for those at the edges, the slope over
 * one band and over 0.09 s (half the difference of the neighbours on both sides) has a steepness in dB and a direction, in 12
 * steps of 30 degrees from "louder with time" over "louder with frequency". `ln(0.01 + mean steepness)` of the values with that direction,
 * divided by the count of all; row `12 * zone + direction` of 8 zones of equal numbers of mel bands, one frame.
 * Histograms of oriented gradients (Dalal, Triggs 2005), one a zone.
 */
export function levelSlopes(logMel: Track, frameRate: number): Track {
  const { data, rows, frames } = logMel
  const step = framesApart(frameRate)
  const next = step * rows
  const out = new Float64Array(SLOPE_ZONES * DIRECTIONS)
  const inner = rows - 2
  const zones = Float64Array.from({ length: SLOPE_ZONES + 1 }, (_, z) => 1 + Math.floor((z * inner) / SLOPE_ZONES))
  for (let t = step; t < frames - step; t++) {
    for (let z = 0; z < SLOPE_ZONES; z++) {
      for (let at = t * rows + zones[z]; at < t * rows + zones[z + 1]; at++) {
        const inTime = (data[at + next] - data[at - next]) / 2
        const inFrequency = (data[at + 1] - data[at - 1]) / 2
        const turn = Math.atan2(inFrequency, inTime) / (2 * Math.PI)
        const direction = Math.floor((turn < 0 ? turn + 1 : turn) * DIRECTIONS) % DIRECTIONS
        out[z * DIRECTIONS + direction] += Math.sqrt(inTime * inTime + inFrequency * inFrequency)
      }
    }
  }
  const times = Math.max(0, frames - 2 * step)
  for (let z = 0; z < SLOPE_ZONES; z++) {
    const values = Math.max(1, times * (zones[z + 1] - zones[z]))
    for (let d = z * DIRECTIONS; d < (z + 1) * DIRECTIONS; d++) out[d] = Math.log(FLOOR + out[d] / values)
  }
  return { data: out, rows: out.length, frames: 1 }
}
