/**
 * How the rows were divided, which says what a score means:
 *
 * - `row`: at random by row, as most published GTZAN results; segments of one track stand on both sides
 * - `track`: whole tracks; artists and repeated recordings may still stand on both sides
 * - `fault-filtered`: the published split of 930 tracks without the known faults, artists kept apart
 * - `artist`: by artist, in three folds, without the known repeats
 */
export type Protocol = 'row' | 'track' | 'fault-filtered' | 'artist'

/** A division of the rows of a table. The three parts share no row; rows that are in none were left out. */
export interface Split {
  readonly protocol: Protocol
  /** The seed that it was drawn with; `null` if nothing was drawn or the seed was not a number. */
  readonly seed: number | null
  /** Row numbers to fit on. */
  readonly train: Int32Array
  /** Row numbers to choose parameters by; may be empty. */
  readonly validation: Int32Array
  /** Row numbers to score on. */
  readonly test: Int32Array
  /** Which fold of several this is, from 1. */
  readonly fold?: number
  /** What a reader of the score has to know; to be shown with every result. */
  readonly warning?: string
  /** Tracks that the published split has and the table has not. */
  readonly missing?: readonly string[]
}

/** The parts of a split by name. */
export const PARTS = ['train', 'validation', 'test'] as const
