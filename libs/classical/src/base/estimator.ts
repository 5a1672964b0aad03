import { InvalidParameterError, NotFittedError } from '@genre/core'
import { encodeParam } from './params'
import type { Decoding, Precision, Schema, StateOf } from './schema'
import { decodeState, encodeState } from './schema'

/** What an estimator does, for whoever must know: cross-validation stratifies for classifiers. */
export type EstimatorKind = 'classifier' | 'transformer' | 'clusterer'

/** A fitted or unfitted estimator as JSON. */
export interface EstimatorJson {
  readonly format: 'genre-classical'
  readonly version: 1
  readonly type: string
  readonly params: Readonly<Record<string, unknown>>
  /** `null` before `fit`. */
  readonly state: unknown
}

/** Parameters of an estimator and, as `step__parameter`, of those within it. */
export type ParamsUpdate<P> = Partial<P> & { readonly [nested: `${string}__${string}`]: unknown }

/** An estimator of any kind. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the parameters' type is not known here, and none will do
export type AnyEstimator = Estimator<any, any>

export const FORMAT = 'genre-classical'
export const VERSION = 1

/**
 * What every estimator has: parameters that are only stored until `fit`, a fitted state, `clone`, and JSON.
 *
 * A subclass gives its name, the defaults of its parameters, and the schema of its state; it writes `checkParams` and
 * `fit`. The state is replaced whole at the end of `fit`, so a failed `fit` leaves the estimator as it was.
 *
 * @typeParam P - the parameters, all of them required (the constructor takes `Partial<P>`)
 * @typeParam S - the schema of the fitted state
 */
export abstract class Estimator<P extends object, S extends Schema> {
  /** The class's name, as model files have it. */
  readonly type: string
  readonly #defaults: P
  readonly #schema: S
  #params: P
  #state: StateOf<S> | null = null

  /**
   * @throws InvalidParameterError for a parameter that this estimator does not have. Values are checked by `fit`.
   */
  protected constructor(type: string, defaults: P, schema: S, params: Partial<P>) {
    this.type = type
    this.#defaults = defaults
    this.#schema = schema
    this.#params = this.#merge(defaults, params)
  }

  /** What kind of estimator this is. */
  abstract get kind(): EstimatorKind

  /** The parameters' values, as given or by default. */
  get params(): Readonly<P> {
    return this.#params
  }

  /** Whether `fit` has been called with success. */
  get isFitted(): boolean {
    return this.#state !== null
  }

  /**
   * Whether the columns of X stand for its training rows, as those of a kernel matrix do: whoever takes training rows
   * then takes their columns as well.
   */
  get isPairwise(): boolean {
    return false
  }

  /**
   * Whether this estimator has a method, such as `'predictProba'`. A pipeline has those of its last step.
   */
  supports(method: string): boolean {
    return typeof (this as Record<string, unknown>)[method] === 'function'
  }

  /**
   * A copy of the parameters; those of estimators within as `name__parameter` unless `deep` is false.
   *
   * @example
   * ```ts
   * import { KNeighborsClassifier } from '@genre/classical'
   * console.log(new KNeighborsClassifier({ nNeighbors: 3 }).getParams().nNeighbors) // => 3
   * ```
   */
  getParams(options: { deep?: boolean } = {}): P & Record<string, unknown> {
    const out = { ...this.#params } as Record<string, unknown>
    if (options.deep ?? true) {
      for (const [name, inner] of this.children()) {
        out[name] ??= inner
        for (const [key, value] of Object.entries(inner.getParams())) out[`${name}__${key}`] = value
      }
    }
    return out as P & Record<string, unknown>
  }

  /**
   * Replaces parameters; `name__parameter` reaches into the estimator called `name`. The fitted state stays.
   *
   * @throws InvalidParameterError for a parameter that does not exist
   */
  setParams(params: ParamsUpdate<P>): this {
    const own: Record<string, unknown> = {}
    const nested: [string, string, unknown][] = []
    for (const [key, value] of Object.entries(params)) {
      const at = key.indexOf('__')
      if (at > 0) nested.push([key.slice(0, at), key.slice(at + 2), value])
      else own[key] = value
    }
    this.replaceParams(own)
    for (const [name, key, value] of nested) {
      const inner = this.children().get(name)
      if (!inner) {
        const names = [...this.children().keys()].map(known => `'${known}'`).join(', ')
        throw new InvalidParameterError({
          parameter: `${name}__${key}`,
          received: value,
          allowed: names ? `a parameter of one of ${names}` : `absent: ${this.type} has no estimators within`,
        })
      }
      inner.setParams({ [key]: value })
    }
    return this
  }

  /** A new, unfitted estimator with the same parameters; estimators within are cloned as well. */
  clone(): this {
    return this.create(cloneParam(this.#params) as P)
  }

  /**
   * The estimator as plain JSON data: `JSON.stringify(model)` works. Numbers are kept to the last bit unless
   * `precision: 'float32'` asks for files of half the size.
   *
   * @throws InvalidParameterError for a parameter that JSON cannot hold, such as a function
   */
  toJSON(options?: { precision?: Precision } | string): EstimatorJson {
    const precision = typeof options === 'object' ? (options.precision ?? 'exact') : 'exact'
    const params: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(this.#params)) params[key] = encodeParam(value, precision, key)
    const state = this.#state === null ? null : encodeState(this.#schema, this.#state, precision)
    return { format: FORMAT, version: VERSION, type: this.type, params, state }
  }

  /** @internal Reads a fitted state; called by `fromJSON` on a fresh estimator. */
  restore(json: unknown, at: Decoding): void {
    this.checkParams(this.#params)
    if (json === null) return
    const state = decodeState(this.#schema, json, at)
    this.checkState(state, at)
    this.#state = state
  }

  /** The fitted state. @throws NotFittedError before `fit` */
  protected get state(): StateOf<S> {
    if (this.#state === null) throw new NotFittedError({ estimator: this.type })
    return this.#state
  }

  protected set state(state: StateOf<S>) {
    this.#state = state
  }

  /** Refuses parameters whose values cannot be used, with an InvalidParameterError. Called by `fit` and `fromJSON`. */
  protected abstract checkParams(params: Readonly<P>): void

  /** Refuses a state read from a file for what its schema cannot say, with `at.fail(...)`. */
  protected checkState(_state: StateOf<S>, _at: Decoding): void {}

  /** A new estimator of this class; to be overridden where the constructor does not take one object of parameters. */
  protected create(params: P): this {
    return new (this.constructor as new (params: P) => this)(params)
  }

  /** The estimators within, by name: parameters that are estimators. */
  protected children(): Map<string, AnyEstimator> {
    const out = new Map<string, AnyEstimator>()
    for (const [name, value] of Object.entries(this.#params)) if (value instanceof Estimator) out.set(name, value)
    return out
  }

  /** Replaces own parameters. */
  protected replaceParams(params: Record<string, unknown>): void {
    this.#params = this.#merge(this.#params, params as Partial<P>)
  }

  #merge(base: P, params: Partial<P>): P {
    if (typeof params !== 'object' || params === null || Array.isArray(params)) {
      throw new InvalidParameterError({ parameter: 'params', received: params, allowed: 'an object of parameters' })
    }
    const out = { ...base } as Record<string, unknown>
    for (const [key, value] of Object.entries(params)) {
      if (!Object.hasOwn(this.#defaults, key)) {
        const names = Object.keys(this.#defaults).join(', ')
        throw new InvalidParameterError({
          parameter: key,
          received: value,
          allowed: `one of the parameters of ${this.type}${names ? ` (${names})` : ', which has none'}`,
        })
      }
      out[key] = value === undefined ? (this.#defaults as Record<string, unknown>)[key] : value
    }
    return out as P
  }
}

/** A parameter's value for a clone: estimators are cloned, arrays and plain objects copied, all else shared. */
function cloneParam(value: unknown): unknown {
  if (value instanceof Estimator) return value.clone()
  if (Array.isArray(value)) return value.map(cloneParam)
  if (typeof value === 'object' && value !== null) {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Object.prototype || prototype === null) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cloneParam(item)]))
    }
  }
  return value
}
