/**
 * Mono audio: samples in -1..1 (not enforced; louder samples are kept) and their rate in Hz, in Web Audio's words.
 *
 * @example
 * ```ts
 * import type { Audio } from '@genre/core'
 * const silence: Audio = { samples: new Float32Array(22050), sampleRate: 22050 }
 * ```
 */
export interface Audio {
  readonly samples: Float32Array
  readonly sampleRate: number
}
