import { DataError, InvalidParameterError } from '@genre/core'
import type { EstimatorKind } from '../base/estimator'
import { Estimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import { codesOf, encodeLabels } from '../base/labels'
import { field } from '../base/schema'

const SCHEMA = { classes: field.labels('classes') }

/**
 * Labels as their positions among the sorted classes, and back: scikit-learn 1.9's `LabelEncoder`. The classifiers of
 * this package do this themselves.
 *
 * @example
 * ```ts
 * import { LabelEncoder } from '@genre/classical'
 * const encoder = new LabelEncoder<string>().fit(['rock', 'blues', 'rock'])
 * console.log(encoder.transform(['blues', 'rock'])) // => Int32Array(2) [ 0, 1 ]
 * console.log(encoder.inverseTransform([1, 0])) // => [ 'rock', 'blues' ]
 * ```
 */
export class LabelEncoder<L extends Label = Label> extends Estimator<Record<never, never>, typeof SCHEMA> {
  constructor(params: Record<never, never> = {}) {
    super('LabelEncoder', {}, SCHEMA, params)
  }

  get kind(): EstimatorKind {
    return 'transformer'
  }

  /** The different labels, sorted. */
  get classes(): L[] {
    return [...this.state.classes] as L[]
  }

  /** @throws DataError for labels of different kinds, missing ones, and numbers that are not whole */
  fit(y: LabelsLike<L>): this {
    this.state = { classes: encodeLabels(y).classes }
    return this
  }

  /** Each label's position. @throws DataError for a label that `fit` did not see, with its row; NotFittedError */
  transform(y: LabelsLike<L>): Int32Array {
    const codes = codesOf(y, this.state.classes as L[])
    const row = codes.indexOf(-1)
    if (row < 0) return codes
    throw new DataError({ table: 'y', row, reason: `${JSON.stringify(y[row])} is none of the classes that fit saw` })
  }

  /** `fit(y)`, then the positions. */
  fitTransform(y: LabelsLike<L>): Int32Array {
    return this.fit(y).transform(y)
  }

  /** The label at each position. @throws InvalidParameterError for a position that is not there; NotFittedError */
  inverseTransform(codes: ArrayLike<number>): L[] {
    const classes = this.state.classes as L[]
    return Array.from(codes, (code, k) => {
      if (Number.isInteger(code) && code >= 0 && code < classes.length) return classes[code]
      const allowed = `a position from 0 to ${classes.length - 1}`
      throw new InvalidParameterError({ parameter: `codes[${k}]`, received: code, allowed })
    })
  }

  protected checkParams(): void {}
}
