import { DataError, InvalidParameterError, NdArray, checkInteger } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import { checkBoolean } from '../base/check-boolean'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'

/** Parameters of {@link PolynomialFeatures}. */
export interface PolynomialFeaturesParams {
  /** The highest degree, or the lowest and the highest; default 2. */
  degree: number | readonly [min: number, max: number]
  /** Only products of different columns, no powers; default false. */
  interactionOnly: boolean
  /** Whether there is a column of ones; default true. */
  includeBias: boolean
}

const DEFAULTS: PolynomialFeaturesParams = { degree: 2, interactionOnly: false, includeBias: true }

const SCHEMA = { nFeaturesIn: field.size('columns') }

/** More columns than this would not fit an array with more than a few rows. */
const MOST = 1 << 24

/**
 * Products of columns up to a degree: `[a, b]` becomes `[1, a, b, a^2, a b, b^2]`. scikit-learn 1.9's
 * `PolynomialFeatures`, to the last bit and in its order.
 *
 * @example
 * ```ts
 * import { PolynomialFeatures } from '@genre/classical'
 * console.log(new PolynomialFeatures().fitTransform([[2, 3]]).toArray()) // => [ [ 1, 2, 3, 4, 6, 9 ] ]
 * ```
 */
export class PolynomialFeatures extends Transformer<PolynomialFeaturesParams, typeof SCHEMA> {
  #plan: { key: string; terms: Terms } | null = null

  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<PolynomialFeaturesParams> = {}) {
    super('PolynomialFeatures', DEFAULTS, SCHEMA, params)
  }

  /** How many columns `transform` gives. */
  get nOutputFeatures(): number {
    return countTerms(this.nFeaturesIn, this.params)
  }

  /** For each output column the power of each input column: (outputs, columns). */
  get powers(): NdArray<Int32Array> {
    const columns = this.nFeaturesIn
    const { factor, rest, from, count } = this.#terms()
    const out = new Int32Array((factor.length - from) * columns)
    for (let k = from; k < factor.length; k++) {
      for (let term = k; factor[term] >= 0; term = rest[term]) out[(k - from) * columns + factor[term]]++
    }
    return new NdArray(out, [count, columns])
  }

  /** `y` is not used. @throws InvalidParameterError for parameters out of range, and for too many output columns */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const columns = checkMatrix(X).shape[1]
    const count = countTerms(columns, this.params)
    if (count > MOST) {
      const allowed = `low enough for at most ${MOST} output columns; ${columns} columns give ${count}`
      throw new InvalidParameterError({ parameter: 'degree', received: this.params.degree, allowed })
    }
    if (count === 0) {
      const allowed = 'such that there are output columns'
      throw new InvalidParameterError({ parameter: 'degree', received: this.params.degree, allowed })
    }
    this.state = { nFeaturesIn: columns }
    return this
  }

  protected transformMatrix(X: Matrix): Matrix {
    this.checkParams(this.params)
    const [rows, columns] = X.shape
    const { factor, rest, from, count } = this.#terms()
    const out = new Float64Array(rows * count)
    const values = new Float64Array(factor.length)
    const terms = factor.length
    // x - x is 0 for finite x and NaN otherwise.
    let finite = 0
    for (let i = 0; i < rows; i++) {
      const at = i * columns
      for (let k = 0; k < terms; k++) {
        const column = factor[k]
        const value = column < 0 ? 1 : values[rest[k]] * X.data[at + column]
        values[k] = value
        finite += value - value
      }
      out.set(from === 0 ? values : values.subarray(from), i * count)
    }
    if (finite !== 0) {
      throw new DataError({ table: 'X', reason: 'products of the values overflow; scale the columns first' })
    }
    return new NdArray(out, [rows, count])
  }

  protected checkParams({ degree, interactionOnly, includeBias }: Readonly<PolynomialFeaturesParams>): void {
    if (Array.isArray(degree)) {
      const [min, max] = degree as readonly number[]
      const fits = degree.length === 2 && Number.isInteger(min) && Number.isInteger(max) && 0 <= min && min <= max
      if (!fits || max > 100) {
        const allowed = 'two whole numbers from 0 to 100, the smaller one first'
        throw new InvalidParameterError({ parameter: 'degree', received: degree, allowed })
      }
    } else checkInteger('degree', degree, { min: 0, max: 100 })
    checkBoolean('interactionOnly', interactionOnly)
    checkBoolean('includeBias', includeBias)
  }

  /** The products to make; made once for as long as the parameters stay. */
  #terms(): Terms {
    const columns = this.nFeaturesIn
    const { degree, interactionOnly, includeBias } = this.params
    const key = JSON.stringify([columns, degree, interactionOnly, includeBias])
    if (countTerms(columns, this.params) > MOST) {
      const allowed = `low enough for at most ${MOST} output columns`
      throw new InvalidParameterError({ parameter: 'degree', received: degree, allowed })
    }
    if (this.#plan?.key !== key) this.#plan = { key, terms: makeTerms(columns, this.params) }
    return this.#plan.terms
  }
}

/** Each term is a column times an earlier term; term 0 is 1. Those from `from` on are given out. */
interface Terms {
  readonly factor: Int32Array
  readonly rest: Int32Array
  readonly from: number
  readonly count: number
}

function degrees({ degree }: Readonly<PolynomialFeaturesParams>): readonly [number, number] {
  return typeof degree === 'number' ? [0, degree] : degree
}

/** Terms of each degree in lexicographic order: column i times the terms one degree lower that start at i or later. */
function makeTerms(columns: number, params: Readonly<PolynomialFeaturesParams>): Terms {
  const [min, max] = degrees(params)
  const factor: number[] = [-1]
  const rest: number[] = [0]
  let level = { start: 0, end: 1 }
  let from = 1
  for (let degree = 1; degree <= max; degree++) {
    const start = factor.length
    if (degree === Math.max(1, min)) from = start
    let first = level.start
    for (let i = 0; i < columns; i++) {
      while (first < level.end && degree > 1 && factor[first] < i + Number(params.interactionOnly)) first++
      for (let term = first; term < level.end; term++) {
        factor.push(i)
        rest.push(term)
      }
    }
    level = { start, end: factor.length }
  }
  if (max === 0 || from === 1) from = params.includeBias ? 0 : 1
  else if (params.includeBias) return withBias(factor, rest, from)
  return { factor: Int32Array.from(factor), rest: Int32Array.from(rest), from, count: factor.length - from }
}

/** The column of ones before terms that start at a higher degree: it stands just before them. */
function withBias(factor: number[], rest: number[], from: number): Terms {
  const shift = (term: number) => (term >= from ? term + 1 : term)
  const factors = [...factor.slice(0, from), -1, ...factor.slice(from)]
  const rests = [...rest.slice(0, from), 0, ...rest.slice(from).map(shift)]
  return { factor: Int32Array.from(factors), rest: Int32Array.from(rests), from, count: factors.length - from }
}

function countTerms(columns: number, params: Readonly<PolynomialFeaturesParams>): number {
  const [min, max] = degrees(params)
  let count = params.includeBias ? 1 : 0
  for (let degree = Math.max(1, min); degree <= max; degree++) {
    const of = params.interactionOnly ? columns : columns + degree - 1
    let choose = 1
    for (let k = 1; k <= degree; k++) choose = (choose * (of - degree + k)) / k
    count += degree > of ? 0 : Math.round(choose)
  }
  return count
}
