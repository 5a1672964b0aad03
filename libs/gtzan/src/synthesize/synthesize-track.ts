import { checkInteger, checkNumber, checkOneOf, type Audio } from '@genre/core'
import { GENRES, type Genre } from '../table/genres'
import { arrange } from './arrange'
import { planTrack } from './plan-track'
import { render } from './render'

/** How long most of GTZAN's files are: 661 794 samples at 22 050 Hz, a hair over 30 s, so that ten segments of 3 s fit. */
export const SYNTHESIZED_SECONDS = 661794 / 22050

/** Which track {@link synthesizeTrack} makes. */
export interface SynthesizeTrackOptions {
  /** In whose manner. */
  readonly genre: Genre
  /** Number of the track in its genre, from 0. */
  readonly track: number
  /** Seed of the collection, 0 to 2^32 - 1. */
  readonly seed: number
  /** Length; default 661794 / 22050 = 30.013 s as most of GTZAN's files have it. */
  readonly seconds?: number
  /** Hz; default 22050. */
  readonly sampleRate?: number
}

/**
 * One track of the synthesized collection: music made by rules in the manner of a genre, mono, on the 16-bit grid (every
 * sample is a whole multiple of 1/32768, so a 16-bit file holds it exactly).
 *
 * The same options give the same samples, bit for bit, on any machine and in any engine. Tracks of one genre come from
 * artists (see `describeSynthesizedTrack`) whose tracks resemble each other; some tracks borrow rhythm, harmony, timbre
 * or mix from a neighbouring genre. What the collection is for, and what it cannot tell, stands in SYNTHETIC.md.
 *
 * @throws InvalidParameterError for an unknown genre, a track below 0 or above 99999, a seed that is no 32-bit integer,
 * a length outside 0.1 to 600 s, a rate outside 8000 to 96000 Hz
 *
 * @example
 * ```ts
 * import { synthesizeTrack } from '@genre/gtzan'
 * const audio = synthesizeTrack({ genre: 'reggae', track: 0, seed: 1, seconds: 2 })
 * console.log(audio.samples.length, audio.sampleRate) // => 44100 22050
 * ```
 */
export function synthesizeTrack(options: SynthesizeTrackOptions): Audio {
  const genre = checkOneOf('genre', options.genre, GENRES)
  const track = checkInteger('track', options.track, { min: 0, max: 99999 })
  const seed = checkInteger('seed', options.seed, { min: 0, max: 0xffffffff })
  const seconds = checkNumber('seconds', options.seconds ?? SYNTHESIZED_SECONDS, { min: 0.1, max: 600 })
  const sampleRate = checkInteger('sampleRate', options.sampleRate ?? 22050, { min: 8000, max: 96000 })
  const length = Math.round(seconds * sampleRate)
  const plan = planTrack({ genre, track, seed })
  const sound = render(plan, arrange(plan, seconds), length, sampleRate)
  const samples = new Float32Array(length)
  for (let i = 0; i < length; i++) samples[i] = Math.floor(sound[i] * 32768 + 0.5) / 32768
  return { samples, sampleRate }
}
