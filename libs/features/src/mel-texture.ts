import type { FeatureColumn, FeatureSet } from './feature-set'
import { PATTERNS, PATTERN_ZONES } from './level-patterns'
import { DIRECTIONS, SLOPE_ZONES } from './level-slopes'

function columns(
  descriptor: FeatureColumn['descriptor'],
  zones: number,
  each: number,
  nameOf: (zone: number, k: number) => string,
): FeatureColumn[] {
  return Array.from({ length: zones * each }, (_, row) => ({
    name: nameOf(Math.floor(row / each) + 1, (row % each) + 1),
    descriptor,
    row,
  }))
}

/**
 * What the dB mel spectrogram looks like from near, in 450 columns: how often each local pattern (a value and its eight neighbours)
 * occurs in each of 6 zones of frequency, and how steep it is in each of 12 directions in each of 8 zones. Also for
 * {@link extractFromLogMel}. Onsets, held notes, glides, noise: each leaves its own patterns, whatever the level.
 *
 * @example
 * ```ts
 * import { melTexture } from '@genre/features'
 * melTexture.columns.length // 450
 * ```
 */
export const melTexture: FeatureSet = {
  name: 'mel-texture',
  columns: [
    ...columns('levelPatterns', PATTERN_ZONES, PATTERNS, (zone, k) => `zone${zone}_pattern${k}`),
    ...columns('levelSlopes', SLOPE_ZONES, DIRECTIONS, (zone, k) => `slope${zone}_direction${k}`),
  ],
}
