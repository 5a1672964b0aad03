import type { MatrixLike } from '@genre/core'
import { NdArray } from '@genre/core'
import type { ClassifierSchema } from '../base/classifier'
import { Classifier, argmaxRows } from '../base/classifier'
import type { Label } from '../base/labels'
import type { Decoding, Field, StateOf } from '../base/schema'
import { field } from '../base/schema'
import type { Matrix } from '../base/validate'
import { Products } from './products/products'

/** The parts of the state that every linear classifier has. */
export interface LinearSchema extends ClassifierSchema {
  readonly coef: Field<Matrix>
  readonly intercept: Field<Float64Array>
}

/** The fields of {@link LinearSchema}; another part of the state may refer to the sizes `features` and `outputs`. */
export const LINEAR_SCHEMA = {
  classes: field.labels('classes'),
  nFeaturesIn: field.size('features'),
  coef: field.matrix('outputs', 'features'),
  intercept: field.floats('outputs'),
}

/**
 * A classifier that scores classes by weighted sums of the columns: with two classes one score, positive for the second
 * class, with more one for each class.
 */
export abstract class LinearClassifier<L extends Label, P extends object, S extends LinearSchema> extends Classifier<
  L,
  P,
  S
> {
  /** (1 or classes, columns) weights of the columns. */
  get coef(): Matrix {
    return this.state.coef as Matrix
  }

  /** One constant a row of {@link coef}. */
  get intercept(): Float64Array {
    return this.state.intercept as Float64Array
  }

  /**
   * The scores: (rows, classes), or (rows, 1) with two classes, where positive values are for the second.
   *
   * @throws as `predict`
   */
  decisionFunction(X: MatrixLike): Matrix {
    return this.scores(this.checkX(X))
  }

  protected predictCodes(X: Matrix): Int32Array {
    const scores = this.scores(X)
    return scores.shape[1] === 1 ? Int32Array.from(scores.data, score => Number(score > 0)) : argmaxRows(scores)
  }

  /** The scores of checked rows. */
  protected scores(X: Matrix): Matrix {
    const { coef, intercept } = this
    const [rows, columns] = X.shape
    const outputs = intercept.length
    const unit = Products.create(8 * (X.data.length + coef.data.length + rows * outputs) + 48)
    const x = unit.float64(X.data.length)
    x.set(X.data)
    const weights = unit.float64(coef.data.length)
    weights.set(coef.data)
    const products = unit.float64(rows * outputs)
    unit.products(x, rows, weights, outputs, columns, products)
    const scores = products.slice()
    for (let k = 0; k < scores.length; k++) scores[k] += intercept[k % outputs]
    return new NdArray(scores, [rows, outputs])
  }

  protected override checkState(state: StateOf<S>, at: Decoding): void {
    const classes = (state.classes as Label[]).length
    const outputs = classes === 2 ? 1 : classes
    if ((state.intercept as Float64Array).length !== outputs) {
      at.fail(`intercept must have ${outputs} values for ${classes} classes`)
    }
  }
}

/** The fields of an {@link IterativeLinearClassifier}. */
export const ITERATIVE_SCHEMA = { ...LINEAR_SCHEMA, nIter: field.integer({ min: 0 }), converged: field.boolean() }

/** A linear classifier that is solved step by step, and may run out of steps. */
export abstract class IterativeLinearClassifier<L extends Label, P extends object> extends LinearClassifier<
  L,
  P,
  typeof ITERATIVE_SCHEMA
> {
  /** How many iterations were made; of several problems the most. */
  get nIter(): number {
    return this.state.nIter
  }

  /** Whether the tolerance was reached before the iterations ran out. */
  get converged(): boolean {
    return this.state.converged
  }
}
