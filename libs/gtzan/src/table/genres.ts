/**
 * The ten genres of GTZAN, in the order that every table, model and chart of `@genre` uses (alphabetical).
 *
 * @example
 * ```ts
 * import { GENRES } from '@genre/gtzan'
 * console.log(GENRES.length, GENRES[0]) // => 10 blues
 * ```
 */
export const GENRES = [
  'blues',
  'classical',
  'country',
  'disco',
  'hiphop',
  'jazz',
  'metal',
  'pop',
  'reggae',
  'rock',
] as const

/** One of the ten genres of GTZAN. */
export type Genre = (typeof GENRES)[number]

/**
 * Whether a word is one of {@link GENRES} (spelled so: lower case, `hiphop` without a hyphen).
 *
 * @example
 * ```ts
 * import { isGenre } from '@genre/gtzan'
 * console.log(isGenre('hiphop'), isGenre('Hip-Hop')) // => true false
 * ```
 */
export function isGenre(word: unknown): word is Genre {
  return (GENRES as readonly unknown[]).includes(word)
}
