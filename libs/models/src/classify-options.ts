import type { Cutting } from './chunk-spans'

/** How audio is cut before it is classified. */
export interface ClassifyOptions {
  /**
   * Length of a chunk, seconds, from 0.1 to 3600; default 4, or the length of the model's training segments where that is more. In
   * cross-validation on GTZAN (artists apart, songs as recordings) 4 s that overlap by 2 s name as many tracks right as the 3 s side by
   * side that the shipped models were trained on, and tell more finely what happens when.
   */
  readonly chunk?: number
  /** What a chunk shares with the next, seconds; default 2, or half a chunk where that is less. */
  readonly overlap?: number
}

/** The cutting that options ask for, with the defaults that the page and the command share. */
export function cuttingOf({ chunk: given, overlap }: ClassifyOptions, segment: number): Cutting {
  const chunk = given ?? Math.max(4, segment)
  return { chunk, overlap: overlap ?? Math.min(2, chunk / 2) }
}
