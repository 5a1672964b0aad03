import { checkInteger, checkNumber, checkOneOf } from '@genre/core'

/** How the learning rate changes from epoch to epoch. */
export type ScheduleOptions =
  | { readonly name: 'constant' }
  /** Times `factor` (0.1) every `every` epochs: `StepLR`. */
  | { readonly name: 'step'; readonly every: number; readonly factor?: number }
  /** Times `factor` once, at half time (the epoch `floor(epochs / 2)`): GenreGuessr's, which divides by 4 (0.25). */
  | { readonly name: 'halving'; readonly factor?: number }
  /** Half a cosine from the learning rate down to `minimum` (0) over all epochs: `CosineAnnealingLR`. */
  | { readonly name: 'cosine'; readonly minimum?: number }
  /**
   * Times `factor` (0.1) once the monitored value has not improved for more than `patience` (10) epochs, never below
   * `minimum` (0): `ReduceLROnPlateau` with its relative threshold of 1e-4 and no cooldown.
   */
  | {
      readonly name: 'plateau'
      readonly monitor?: Monitor
      readonly factor?: number
      readonly patience?: number
      readonly threshold?: number
      readonly minimum?: number
    }

/** A value of an epoch's record that can be watched. */
export type Monitor = 'validationLoss' | 'validationAccuracy' | 'trainLoss' | 'trainAccuracy' | 'loss'

export const MONITORS = ['validationLoss', 'validationAccuracy', 'trainLoss', 'trainAccuracy', 'loss'] as const

/** Whether more of a monitored value is better. */
export function growsBetter(monitor: Monitor): boolean {
  return monitor.endsWith('Accuracy')
}

/** The learning rate of a run; its state is plain data, for checkpoints. */
export class Schedule {
  readonly #options: ScheduleOptions
  readonly #initial: number
  readonly #epochs: number
  #state: ScheduleState

  /** @throws InvalidParameterError for a wrong option */
  constructor(options: ScheduleOptions, learningRate: number, epochs: number) {
    const names = ['constant', 'step', 'halving', 'cosine', 'plateau'] as const
    checkOneOf('schedule.name', options.name, names)
    const given = options as {
      every?: number
      factor?: number
      minimum?: number
      patience?: number
      threshold?: number
    }
    if (options.name === 'step') checkInteger('schedule.every', given.every, { min: 1 })
    if (given.factor !== undefined) checkNumber('schedule.factor', given.factor, { min: 0, max: 1, exclusive: 'min' })
    if (given.minimum !== undefined) checkNumber('schedule.minimum', given.minimum, { min: 0 })
    if (given.patience !== undefined) checkInteger('schedule.patience', given.patience, { min: 0 })
    if (given.threshold !== undefined) checkNumber('schedule.threshold', given.threshold, { min: 0, max: 1 })
    if (options.name === 'plateau' && options.monitor) checkOneOf('schedule.monitor', options.monitor, MONITORS)
    this.#options = options
    this.#initial = learningRate
    this.#epochs = epochs
    this.#state = { rate: learningRate, best: null, bad: 0 }
  }

  /** What a plateau schedule watches, if it is one. */
  get monitor(): Monitor | undefined {
    return this.#options.name === 'plateau' ? (this.#options.monitor ?? 'validationLoss') : undefined
  }

  /** The rate of an epoch, counted from 0. */
  rateFor(epoch: number): number {
    const options = this.#options
    switch (options.name) {
      case 'step':
        return this.#initial * (options.factor ?? 0.1) ** Math.floor(epoch / options.every)
      case 'halving':
        return epoch >= Math.floor(this.#epochs / 2) && this.#epochs > 1
          ? this.#initial * (options.factor ?? 0.25)
          : this.#initial
      case 'cosine': {
        const minimum = options.minimum ?? 0
        return minimum + ((this.#initial - minimum) * (1 + Math.cos((Math.PI * epoch) / this.#epochs))) / 2
      }
      case 'plateau':
        return this.#state.rate
      default:
        return this.#initial
    }
  }

  /** Tells a plateau schedule the monitored value of the epoch that ended. */
  observe(value: number): void {
    const options = this.#options
    if (options.name !== 'plateau') return
    const { factor = 0.1, patience = 10, threshold = 1e-4, minimum = 0 } = options
    const { best } = this.#state
    const grows = growsBetter(this.monitor!)
    const better = best === null || (grows ? value > best * (1 + threshold) : value < best * (1 - threshold))
    const bad = better ? 0 : this.#state.bad + 1
    const rate = this.#state.rate
    if (bad <= patience) {
      this.#state = { rate, best: better ? value : best, bad }
      return
    }
    const lower = Math.max(rate * factor, minimum)
    // PyTorch leaves the rate where the change would be below 1e-8.
    this.#state = { rate: rate - lower > 1e-8 ? lower : rate, best, bad: 0 }
  }

  get state(): ScheduleState {
    return this.#state
  }

  restore(state: ScheduleState): void {
    this.#state = state
  }
}

/** What a plateau schedule remembers. */
export interface ScheduleState {
  readonly rate: number
  readonly best: number | null
  readonly bad: number
}
