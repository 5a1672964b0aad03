import { DataError, InvalidParameterError, NdArray } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'

const FUNCTIONS = {
  identity: (x: number) => x,
  log1p: Math.log1p,
  expm1: Math.expm1,
  sqrt: Math.sqrt,
  square: (x: number) => x * x,
  abs: Math.abs,
  signedLog1p: (x: number) => Math.sign(x) * Math.log1p(Math.abs(x)),
} satisfies Record<string, (x: number) => number>

/** The functions that can be given by name, and so be saved. */
export type FunctionName = keyof typeof FUNCTIONS

/** Parameters of {@link FunctionTransformer}. */
export interface FunctionTransformerParams {
  /** What is taken of every value: a name, or a function of the value and its column. Default `'identity'`. */
  func: FunctionName | ((value: number, column: number) => number)
  /** What undoes it; default `'identity'`. */
  inverseFunc: FunctionName | ((value: number, column: number) => number)
}

const DEFAULTS: FunctionTransformerParams = { func: 'identity', inverseFunc: 'identity' }

const SCHEMA = { nFeaturesIn: field.size('columns') }

/**
 * A function of every single value as a transformer: scikit-learn 1.9's `FunctionTransformer`, value by value. A function
 * given by name can be saved as JSON, any other cannot.
 *
 * @example
 * ```ts
 * import { FunctionTransformer } from '@genre/classical'
 * const root = new FunctionTransformer({ func: 'sqrt', inverseFunc: 'square' })
 * console.log(root.fitTransform([[4, 9]]).toArray()) // => [ [ 2, 3 ] ]
 * ```
 */
export class FunctionTransformer extends Transformer<FunctionTransformerParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<FunctionTransformerParams> = {}) {
    super('FunctionTransformer', DEFAULTS, SCHEMA, params)
  }

  /** Only remembers the number of columns. @throws InvalidParameterError for an unknown function */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    this.state = { nFeaturesIn: checkMatrix(X).shape[1] }
    return this
  }

  /** The inverse function of every value. @throws as `transform` */
  inverseTransform(X: MatrixLike): Matrix {
    return this.#map(checkMatrix(X, this.nFeaturesIn), this.params.inverseFunc)
  }

  protected transformMatrix(X: Matrix): Matrix {
    return this.#map(X, this.params.func)
  }

  protected checkParams({ func, inverseFunc }: Readonly<FunctionTransformerParams>): void {
    for (const [parameter, value] of Object.entries({ func, inverseFunc })) {
      if (typeof value === 'function' || (typeof value === 'string' && Object.hasOwn(FUNCTIONS, value))) continue
      const allowed = `a function or one of ${Object.keys(FUNCTIONS).join(', ')}`
      throw new InvalidParameterError({ parameter, received: value, allowed })
    }
  }

  #map(X: Matrix, func: FunctionTransformerParams['func']): Matrix {
    this.checkParams(this.params)
    const apply: (value: number, column: number) => number = typeof func === 'string' ? FUNCTIONS[func] : func
    const columns = X.shape[1]
    const out = X.data.map((x, k) => apply(x, k % columns))
    const bad = out.findIndex(x => !Number.isFinite(x))
    if (bad >= 0) {
      const place = { row: Math.floor(bad / columns), column: bad % columns }
      throw new DataError({ table: 'X', ...place, reason: `the function of ${X.data[bad]} is no finite number` })
    }
    return new NdArray(out, X.shape)
  }
}
