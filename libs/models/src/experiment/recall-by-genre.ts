import type { Evaluation } from './evaluate'

/**
 * The share of each genre's tracks that was named right, 0..1; 0 for a genre without tested tracks.
 *
 * @example
 * ```ts
 * import { recallByGenre } from '@genre/models'
 * console.log(recallByGenre({ classes: ['jazz', 'rock'], confusion: [[3, 1], [0, 2]] })) // => { jazz: 0.75, rock: 1 }
 * ```
 */
export function recallByGenre({
  classes,
  confusion,
}: Pick<Evaluation, 'classes' | 'confusion'>): Record<string, number> {
  return Object.fromEntries(
    classes.map((genre, k) => {
      const tested = confusion[k].reduce((sum, n) => sum + n, 0)
      return [genre, confusion[k][k] / Math.max(1, tested)]
    }),
  )
}
