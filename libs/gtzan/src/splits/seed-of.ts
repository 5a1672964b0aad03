import type { Seed } from '@genre/core'

/** The seed as a split records it: a number, or `null` for what cannot be written down as one. */
export function seedOf(randomState: Seed): number | null {
  return typeof randomState === 'number' ? randomState : null
}
