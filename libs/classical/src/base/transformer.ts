import type { MatrixLike } from '@genre/core'
import type { EstimatorKind } from './estimator'
import { Estimator } from './estimator'
import type { Label, LabelsLike } from './labels'
import type { Field, Schema } from './schema'
import type { Matrix } from './validate'
import { checkMatrix } from './validate'

/** The parts of the state that every transformer has. */
export interface TransformerSchema extends Schema {
  readonly nFeaturesIn: Field<number>
}

/** An estimator that turns rows into other rows. */
export abstract class Transformer<P extends object, S extends TransformerSchema> extends Estimator<P, S> {
  get kind(): EstimatorKind {
    return 'transformer'
  }

  /** How many columns `fit` saw. */
  get nFeaturesIn(): number {
    return this.state.nFeaturesIn as number
  }

  /** Learns from rows X (and, where it says so, labels y), and returns this. */
  abstract fit(X: MatrixLike, y?: LabelsLike<Label>): this

  /**
   * The rows transformed, in memory of their own.
   *
   * @throws NotFittedError before `fit`; ShapeError for another number of columns than `fit` saw; DataError for NaN
   */
  transform(X: MatrixLike): Matrix {
    return this.transformMatrix(checkMatrix(X, this.nFeaturesIn))
  }

  /** `fit(X, y)`, then the transformed X. */
  fitTransform(X: MatrixLike, y?: LabelsLike<Label>): Matrix {
    return this.fit(X, y).transform(X)
  }

  /** The rows transformed. X is checked already and must not be written to. */
  protected abstract transformMatrix(X: Matrix): Matrix
}
