import { InvalidParameterError } from '@genre/core'
import type { AnyEstimator } from '../base/estimator'
import type { LabelsLike } from '../base/labels'
import type { Model } from '../base/model'
import { checkModel } from '../base/model'
import type { SampleWeight } from '../base/validate'

/** A name and an estimator, or `'drop'` for one that is left out. */
export type NamedEstimator = readonly [name: string, estimator: AnyEstimator | 'drop']

/** What the `fit` of an estimator that cross-validates inside takes beside X and y. */
export interface MetaFitOptions {
  /** One weight a row; handed on to the estimators within. */
  readonly sampleWeight?: SampleWeight
  /** One group a row, for splitters that keep groups whole. */
  readonly groups?: LabelsLike | null
}

/** Refuses what is no list of classifiers with names of their own, at least one of them not dropped. */
export function checkNamed(parameter: string, list: unknown): void {
  if (!Array.isArray(list) || list.every(item => !Array.isArray(item) || item[1] === 'drop')) {
    const allowed = 'a list of [name, estimator], at least one of them not dropped'
    throw new InvalidParameterError({ parameter, received: list, allowed })
  }
  const seen = new Set<string>()
  list.forEach((item: unknown, i) => {
    const [name, estimator] = Array.isArray(item) ? (item as unknown[]) : []
    if (typeof name !== 'string' || name === '' || name.includes('__') || seen.has(name) || name === parameter) {
      const allowed = "[name, estimator] with a name of its own, without '__'"
      throw new InvalidParameterError({ parameter: `${parameter}[${i}]`, received: item, allowed })
    }
    seen.add(name)
    if (estimator === 'drop') return
    const model = checkModel(`${parameter}[${i}]`, estimator)
    if (model.kind !== 'classifier') {
      throw new InvalidParameterError({
        parameter: `${parameter}[${i}]`,
        received: model.type,
        allowed: 'a classifier',
      })
    }
  })
}

/** The estimators by name. */
export function namedChildren(list: readonly NamedEstimator[]): Map<string, AnyEstimator> {
  const out = new Map<string, AnyEstimator>()
  for (const [name, estimator] of list) if (estimator !== 'drop') out.set(name, estimator)
  return out
}

/** The list with estimators replaced by name, and the parameters that are none of its names. */
export function replaceNamed(list: readonly NamedEstimator[], params: Record<string, unknown>) {
  const replaced = list.map(([name, estimator]): NamedEstimator => {
    return [name, Object.hasOwn(params, name) ? (params[name] as AnyEstimator) : estimator]
  })
  const names = new Set(list.map(([name]) => name))
  const rest = Object.fromEntries(Object.entries(params).filter(([name]) => !names.has(name)))
  return { list: replaced, rest }
}

/** Fitted clones, `null` for what is dropped. */
export function fitAll(list: readonly NamedEstimator[], fit: (model: Model) => unknown): (AnyEstimator | null)[] {
  return list.map(([, estimator]) => {
    if (estimator === 'drop') return null
    const model = estimator.clone() as Model
    fit(model)
    return model
  })
}

/** Why fitted estimators read from a file do not belong to the parameters, or `null`. */
export function misfit(fitted: readonly (AnyEstimator | null)[], list: readonly NamedEstimator[]): string | null {
  if (fitted.length !== list.length) return `${fitted.length} fitted estimators, but ${list.length} parameters`
  const wrong = fitted.findIndex((model, i) => {
    const given = list[i][1]
    return given === 'drop' ? model !== null : model?.type !== given.type || !model.isFitted
  })
  return wrong < 0 ? null : `estimator ${wrong} is not fitted, or another one than the parameters say`
}
