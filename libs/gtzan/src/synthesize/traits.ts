import { RandomState } from '@genre/core'

/**
 * Draws that an artist's tracks share in part. Each draw takes one number from the artist's stream and one from the
 * track's: the artist's is the habit, the track's moves it by up to `spread` of the whole range. Two tracks of one
 * artist that ask for the same things in the same order therefore come out similar, two artists do not.
 */
export class Traits {
  readonly #artist: RandomState
  readonly #track: RandomState

  constructor(artistSeed: readonly number[], trackSeed: readonly number[]) {
    this.#artist = new RandomState(artistSeed)
    this.#track = new RandomState(trackSeed)
  }

  /** A number in [low, high], more often near the middle. `spread` 0: the artist's habit alone; 1: the track's choice alone decides nearly all. */
  number(low: number, high: number, spread = 0.2): number {
    const habit = (this.#artist.next() + this.#artist.next() + this.#artist.next()) / 3
    const own = this.#track.next()
    let u = habit + spread * (2 * own - 1)
    if (u < 0) u = -u
    if (u > 1) u = 2 - u
    return low + (high - low) * Math.min(1, Math.max(0, u))
  }

  /**
   * One of several, the first (the most typical) most often: of four with probabilities 0.50, 0.21, 0.16 and 0.13. The track
   * leaves the artist's habit with probability `change`.
   */
  choose<T>(items: readonly T[], change = 0.3): T {
    const habit = this.#artist.next()
    const leaves = this.#track.next() < change
    const own = this.#track.next()
    const u = leaves ? own : habit
    return items[Math.floor(u * u * items.length)]
  }

  /** Whether something with this probability is so; mostly an artist's habit. */
  chance(probability: number, change = 0.15): boolean {
    const habit = this.#artist.next()
    const leaves = this.#track.next() < change
    const own = this.#track.next()
    return (leaves ? own : habit) < probability
  }

  /** A number of the track alone in [0, 1). */
  own(): number {
    return this.#track.next()
  }

  /** An integer of the track alone in [0, n). */
  ownInteger(n: number): number {
    return Math.floor(this.#track.next() * n)
  }

  /** A seed for a noise generator that belongs to this track. */
  noiseSeed(): number {
    return this.#track.nextUint32()
  }
}
