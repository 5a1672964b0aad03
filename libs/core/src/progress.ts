/** How far long work has come. */
export interface Progress {
  /** What is being done, in a word or two: `'extract'`, `'fit'`. */
  readonly label: string
  readonly done: number
  readonly total: number
  /** Seconds since the start. */
  readonly elapsed: number
  /** Items a second so far; 0 before the first. */
  readonly rate: number
  /** Seconds left at that rate; `Infinity` while unknown. */
  readonly remaining: number
}

/** Called now and then during long work, and once at its end with `done === total`. */
export type OnProgress = (progress: Progress) => void

/**
 * Counts items of long work and calls `onProgress` at most every `interval` milliseconds, and at the end.
 *
 * @example
 * ```ts
 * import { ProgressMeter } from '@genre/core'
 * const meter = new ProgressMeter({ label: 'count', total: 3, onProgress: p => console.log(p.done, p.total), interval: 0 })
 * for (let i = 0; i < 3; i++) meter.advance() // 1 3, then 2 3, then 3 3
 * ```
 */
export class ProgressMeter {
  readonly #label: string
  readonly #total: number
  readonly #onProgress: OnProgress | undefined
  readonly #interval: number
  readonly #start = performance.now()
  #last = -Infinity
  #done = 0

  constructor(options: { label: string; total: number; onProgress?: OnProgress; interval?: number }) {
    this.#label = options.label
    this.#total = options.total
    this.#onProgress = options.onProgress
    this.#interval = options.interval ?? 100
  }

  /** Marks `count` more items as done. */
  advance(count = 1): void {
    this.#done += count
    if (!this.#onProgress) return
    const now = performance.now()
    if (this.#done < this.#total && now - this.#last < this.#interval) return
    this.#last = now
    const elapsed = (now - this.#start) / 1000
    const rate = elapsed > 0 ? this.#done / elapsed : 0
    const remaining = rate > 0 ? (this.#total - this.#done) / rate : Infinity
    this.#onProgress({ label: this.#label, done: this.#done, total: this.#total, elapsed, rate, remaining })
  }
}
