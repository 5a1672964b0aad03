/** What an epoch came to. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number
  readonly learningRate: number
  /** Mean loss over the examples as they were learnt from: with dropout, and the weights of the moment. */
  readonly loss: number
  /** Share right meanwhile. */
  readonly accuracy: number
  /** Loss on the training examples in evaluation mode after the epoch; absent where that was not asked for. */
  readonly trainLoss?: number
  readonly trainAccuracy?: number
  readonly validationLoss?: number
  readonly validationAccuracy?: number
  /** Seconds that the epoch took. */
  readonly seconds: number
}

/** How a run went. */
export interface TrainingHistory {
  readonly epochs: readonly EpochRecord[]
  /** The best epoch, by what was monitored; null before the first. */
  readonly best: { readonly epoch: number; readonly monitor: string; readonly value: number } | null
  /** Why the run ended. */
  readonly stopped: 'epochs' | 'early-stopping'
  /** Steps of the optimizer in all. */
  readonly steps: number
}
