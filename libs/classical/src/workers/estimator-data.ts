import { InvalidParameterError, RandomState } from '@genre/core'
import type { AnyEstimator, EstimatorJson } from '../base/estimator'
import { Estimator } from '../base/estimator'
import { decodeParam, encodeParam } from '../base/params'
import { Decoding } from '../base/schema'

/** Reads an estimator from its JSON. */
export type ReadEstimator = (json: unknown) => AnyEstimator

/**
 * An unfitted estimator as data that a worker thread can rebuild by its name.
 *
 * @param read - how the worker will read it
 * @throws InvalidParameterError, naming `workers`, for what cannot travel: a class that is not this package's, a parameter
 *   that is a function, a `RandomState` (its stream belongs to this thread)
 */
export function estimatorToData(estimator: AnyEstimator, read: ReadEstimator): EstimatorJson {
  for (const [name, value] of Object.entries(estimator.getParams())) {
    if (value instanceof RandomState) refuse(estimator, `${name} is a RandomState, whose stream belongs to this thread`)
  }
  let json: EstimatorJson
  let rebuilt: AnyEstimator
  try {
    json = estimator.clone().toJSON()
    rebuilt = read(json)
  } catch (cause) {
    refuse(estimator, cause instanceof Error ? cause.message : String(cause))
  }
  const stranger = differentClass(estimator, rebuilt)
  if (stranger) refuse(estimator, `${stranger.constructor.name} is a class of its own`)
  return json
}

/**
 * Parameters as data. They are not checked: that is for the fit that uses them.
 *
 * @throws InvalidParameterError, naming `workers`, for what cannot travel
 */
export function paramsToData(params: Readonly<Record<string, unknown>>, read: ReadEstimator): Record<string, unknown> {
  const entries = Object.entries(params).map(([name, value]): [string, unknown] => {
    if (value instanceof Estimator) return [name, estimatorToData(value as AnyEstimator, read)]
    if (value instanceof RandomState) refuseToTravel(name, 'it is a RandomState, whose stream belongs to this thread')
    try {
      return [name, encodeParam(value, 'exact', name)]
    } catch (cause) {
      return refuseToTravel(name, (cause as Error).message)
    }
  })
  return Object.fromEntries(entries)
}

/** Reads what {@link paramsToData} wrote. */
export function paramsFromData(data: Readonly<Record<string, unknown>>, read: ReadEstimator): Record<string, unknown> {
  const at = new Decoding({ file: 'task', path: 'params', estimator: read })
  const entries = Object.entries(data).map(([name, value]) => [name, decodeParam(value, at.child(name))])
  return Object.fromEntries(entries) as Record<string, unknown>
}

/** Refuses what cannot be posted to a worker. */
export function refuseToTravel(what: string, reason: string): never {
  const allowed = `absent (work is then done on this thread): ${what} cannot be sent to a worker thread, because ${reason}`
  throw new InvalidParameterError({ parameter: 'workers', received: 'a worker pool', allowed })
}

function refuse(estimator: AnyEstimator, reason: string): never {
  return refuseToTravel(estimator.type, reason)
}

/** The first estimator, from the outside inwards, that was rebuilt as something else. */
function differentClass(given: AnyEstimator, rebuilt: AnyEstimator): AnyEstimator | null {
  if (given.constructor !== rebuilt.constructor) return given
  const inner = (estimator: AnyEstimator) =>
    Object.entries(estimator.getParams()).filter(
      (entry): entry is [string, AnyEstimator] => entry[1] instanceof Estimator,
    )
  const others = new Map(inner(rebuilt))
  for (const [name, one] of inner(given)) if (one.constructor !== others.get(name)?.constructor) return one
  return null
}
