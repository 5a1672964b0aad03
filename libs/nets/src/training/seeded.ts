import { RandomState } from '@genre/core'

/** What random numbers are for; each purpose has its own stream, so that none depends on whether another was drawn. */
export type Purpose = 'order' | 'augment'

const PURPOSES: Readonly<Record<Purpose, number>> = { order: 1, augment: 2 }

/**
 * The random numbers of one purpose at one place of a run. They follow from the seed and the place alone, so a run that is
 * taken up again draws what it would have drawn, and nothing of a generator need be kept.
 */
export function randomAt(seed: number, purpose: Purpose, ...place: number[]): RandomState {
  return new RandomState([seed, PURPOSES[purpose], ...place])
}
