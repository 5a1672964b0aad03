import { InvalidParameterError } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { FitOptions } from './classifier'
import type { AnyEstimator } from './estimator'
import { Estimator } from './estimator'
import type { Label, LabelsLike } from './labels'
import type { Matrix } from './validate'

/** An estimator whose kind is not known: every method that one may have. */
export type Model = AnyEstimator & {
  fit(X: MatrixLike, y?: LabelsLike | null, options?: FitOptions): Model
  transform?(X: MatrixLike): Matrix
  inverseTransform?(X: MatrixLike): Matrix
  predict?(X: MatrixLike): ArrayLike<Label>
  predictProba?(X: MatrixLike): Matrix
  decisionFunction?(X: MatrixLike): Matrix
  score?(X: MatrixLike, y?: LabelsLike | null, options?: FitOptions): number
  readonly classes?: Label[]
  readonly nFeaturesIn?: number
}

/** The methods that not every estimator has. */
export type Method = 'transform' | 'inverseTransform' | 'predict' | 'predictProba' | 'decisionFunction' | 'score'

/** Whether an estimator has a method. */
export function has<M extends Method>(model: Model, method: M): model is Model & Required<Pick<Model, M>> {
  return model.supports(method)
}

/** The estimator, which must have a method. @throws InvalidParameterError that names the parameter it came in by */
export function withMethod<M extends Method>(
  model: Model,
  method: M,
  parameter: string,
): Model & Required<Pick<Model, M>> {
  if (has(model, method)) return model
  throw new InvalidParameterError({ parameter, received: model.type, allowed: `an estimator with ${method}` })
}

/** A parameter that must be an estimator. */
export function checkModel(parameter: string, value: unknown): Model {
  if (value instanceof Estimator && typeof (value as unknown as Partial<Model>).fit === 'function')
    return value as unknown as Model
  throw new InvalidParameterError({ parameter, received: value, allowed: 'an estimator' })
}
