import type { Learner } from '@genre/models'
import type { ProbabilisticClassifier } from '@genre/models'

/** A model that `genre train` and `genre evaluate` know by name. */
export interface Trainable {
  readonly name: string
  /** What it is, with its parameters, in words. */
  readonly description: string
  /** A new model that has learned nothing. */
  create(params: Record<string, unknown>, randomState: number): Learner & ProbabilisticClassifier
}
