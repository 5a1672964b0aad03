import { ShapeError } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { EstimatorKind } from './estimator'
import { Estimator } from './estimator'
import type { Label, LabelsLike } from './labels'
import { codesOf } from './labels'
import type { Field, Schema } from './schema'
import type { Matrix, SampleWeight } from './validate'
import { checkMatrix, checkSampleWeight } from './validate'

/** What `fit` takes beside X and y. */
export interface FitOptions {
  /** One weight a row; default all ones. */
  readonly sampleWeight?: SampleWeight
}

/** What `score` takes beside X and y. */
export interface ScoreOptions {
  /** One weight a row; default all ones. */
  readonly sampleWeight?: SampleWeight
}

/** The parts of the state that every classifier has. */
export interface ClassifierSchema extends Schema {
  readonly classes: Field<Label[]>
  readonly nFeaturesIn: Field<number>
}

/**
 * An estimator that names a class for each row.
 *
 * A subclass writes `checkParams`, `fit` and `predictCodes`; `predictProba` and `decisionFunction` where scikit-learn
 * has them.
 *
 * @typeParam L - the kind of label: `new KNeighborsClassifier<string>()` predicts `string[]`
 */
export abstract class Classifier<L extends Label, P extends object, S extends ClassifierSchema> extends Estimator<
  P,
  S
> {
  get kind(): EstimatorKind {
    return 'classifier'
  }

  /** The classes that `fit` saw, sorted: the order of the columns of `predictProba`. */
  get classes(): L[] {
    return [...(this.state.classes as L[])]
  }

  /** How many columns `fit` saw. */
  get nFeaturesIn(): number {
    return this.state.nFeaturesIn as number
  }

  /** Learns from rows X with labels y, and returns this. */
  abstract fit(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): this

  /**
   * A label for each row, of the kind that `fit` was given, in a plain array.
   *
   * @throws NotFittedError before `fit`; ShapeError for another number of columns than `fit` saw; DataError for NaN
   */
  predict(X: MatrixLike): L[] {
    const codes = this.predictCodes(this.checkX(X))
    const classes = this.state.classes as L[]
    return Array.from(codes, code => classes[code])
  }

  /**
   * The share of rows whose label is predicted right (weighted by `sampleWeight`). A label that `fit` did not see
   * counts as wrong.
   *
   * @throws as {@link predict}; ShapeError if there is not one label a row
   */
  score(X: MatrixLike, y: LabelsLike<L>, options: ScoreOptions = {}): number {
    const matrix = this.checkX(X)
    const truth = codesOf(y, this.state.classes as L[])
    const rows = matrix.shape[0]
    if (truth.length !== rows) {
      throw new ShapeError({ array: 'y', received: [truth.length], expected: `${rows} labels, one for each row of X` })
    }
    const weights = checkSampleWeight(options.sampleWeight, rows)
    const predicted = this.predictCodes(matrix)
    let right = 0
    let all = 0
    for (let i = 0; i < rows; i++) {
      all += weights[i]
      if (predicted[i] === truth[i]) right += weights[i]
    }
    return right / all
  }

  /** For each row the position of its predicted class. X is checked already. */
  protected abstract predictCodes(X: Matrix): Int32Array

  /** A matrix of the width that `fit` saw. @throws NotFittedError, ShapeError, DataError */
  protected checkX(X: MatrixLike): Matrix {
    return checkMatrix(X, this.nFeaturesIn)
  }
}

/**
 * For each row of a (rows, columns) matrix the position of its largest value; of equal ones that of the largest prior
 * where priors are given, then the first.
 */
export function argmaxRows(matrix: Matrix, priors: Float64Array | null = null): Int32Array {
  const [rows, columns] = matrix.shape
  const { data } = matrix
  const out = new Int32Array(rows)
  for (let i = 0, k = 0; i < rows; i++) {
    let best = 0
    let value = data[k]
    for (let j = 0; j < columns; j++, k++) {
      if (data[k] > value || (priors && data[k] === value && priors[j] > priors[best])) {
        value = data[k]
        best = j
      }
    }
    out[i] = best
  }
  return out
}
