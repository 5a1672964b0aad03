import { InvalidParameterError, NdArray, checkNumber } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { AnyEstimator } from '../base/estimator'
import type { Label, LabelsLike } from '../base/labels'
import type { Model } from '../base/model'
import { checkModel, withMethod } from '../base/model'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import type { Category, TableLike } from '../preprocessing/categories'
import { takeColumns } from '../model-selection/take-columns'
import { columnsOf } from '../preprocessing/categories'

/** A name, a transformer (or what else becomes of the columns), and the positions of the columns. */
export type ColumnStep = readonly [
  name: string,
  transformer: AnyEstimator | 'passthrough' | 'drop',
  columns: readonly number[],
]

/** Options of {@link ColumnTransformer}. */
export interface ColumnTransformerOptions {
  /** What becomes of columns that no step names: a transformer, `'passthrough'` or `'drop'` (default). */
  remainder: AnyEstimator | 'drop' | 'passthrough'
  /** What the columns that come of a step (or of `'remainder'`) are multiplied by; default `null`: nothing. */
  transformerWeights: Readonly<Record<string, number>> | null
}

/** Parameters of {@link ColumnTransformer}. */
export interface ColumnTransformerParams extends ColumnTransformerOptions {
  transformers: readonly ColumnStep[]
}

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  transformers: field.list('steps', field.optional(field.estimator<AnyEstimator>())),
  remainder: field.added(field.optional(field.estimator<AnyEstimator>()), null),
}

/**
 * Different transformers for different columns, their results side by side in the order of the steps, what no step names
 * last: scikit-learn 1.9's `ColumnTransformer`, with columns by position. A column may go through several steps. The
 * transformers that are handed in stay unfitted. Rows may hold strings and booleans as well, in columns that go through
 * an encoder.
 *
 * @example
 * ```ts
 * import { ColumnTransformer, MinMaxScaler } from '@genre/classical'
 * const columns = new ColumnTransformer([['scale', new MinMaxScaler(), [1]]], { remainder: 'passthrough' })
 * console.log(columns.fitTransform([[7, 10], [8, 30]]).toArray()) // => [ [ 0, 7 ], [ 1, 8 ] ]
 * ```
 */
export class ColumnTransformer extends Transformer<ColumnTransformerParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown option */
  constructor(transformers: readonly ColumnStep[], options: Partial<ColumnTransformerOptions> = {}) {
    super('ColumnTransformer', { transformers, remainder: 'drop', transformerWeights: null }, SCHEMA, options)
  }

  /** The transformers by name: fitted ones after `fit`, before it those that were handed in. */
  get namedTransformers(): Record<string, AnyEstimator | 'passthrough' | 'drop'> {
    const fitted = this.isFitted ? this.state.transformers : null
    const named = this.params.transformers.map(([name, given], i) => [name, fitted?.[i] ?? given])
    const { remainder } = this.params
    const rest = typeof remainder === 'string' ? null : this.isFitted ? this.state.remainder : remainder
    return Object.fromEntries(rest ? [...named, ['remainder', rest]] : named)
  }

  /** @throws InvalidParameterError for steps that are none, and columns that are not there; whatever a step throws */
  override fit(X: TableLike, y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const table = tableOf(X)
    const width = table.width
    const transformers = this.params.transformers.map(([name, given, columns]) => {
      const outside = columns.find(column => column >= width)
      if (outside !== undefined) {
        const allowed = `positions of columns from 0 to ${width - 1}`
        throw new InvalidParameterError({ parameter: `columns of ${name}`, received: outside, allowed })
      }
      if (typeof given === 'string') return null
      return (given.clone() as Model).fit(table.take(columns), y)
    })
    const { remainder } = this.params
    const rest = restOf(this.params.transformers, width)
    const fitted =
      typeof remainder === 'string' || rest.length === 0 ? null : (remainder.clone() as Model).fit(table.take(rest), y)
    this.state = { nFeaturesIn: width, transformers, remainder: fitted }
    return this
  }

  override transform(X: TableLike): Matrix {
    const table = tableOf(X, this.nFeaturesIn)
    const { transformers, remainder } = this.params
    const parts = transformers.flatMap(([name, given, columns], i) => {
      if (given === 'drop') return []
      return [this.#part(name, this.state.transformers[i] as Model | null, table.take(columns))]
    })
    const rest = restOf(transformers, table.width)
    if (remainder !== 'drop' && rest.length > 0) {
      parts.push(this.#part('remainder', this.state.remainder as Model | null, table.take(rest)))
    }
    const rows = table.rows
    const width = parts.reduce((sum, part) => sum + part.shape[1], 0)
    const out = new Float64Array(rows * width)
    let at = 0
    for (const { data, shape } of parts) {
      for (let i = 0; i < rows; i++) out.set(data.subarray(i * shape[1], (i + 1) * shape[1]), i * width + at)
      at += shape[1]
    }
    return new NdArray(out, [rows, width])
  }

  override fitTransform(X: TableLike, y?: LabelsLike<Label>): Matrix {
    return this.fit(X, y).transform(X)
  }

  /** Not called: `transform` takes more than matrices. */
  protected transformMatrix(X: Matrix): Matrix {
    return this.transform(X)
  }

  protected override create({ transformers, ...options }: ColumnTransformerParams): this {
    return new ColumnTransformer(transformers, options) as this
  }

  protected override children(): Map<string, AnyEstimator> {
    const out = new Map<string, AnyEstimator>()
    for (const [name, given] of this.params.transformers) if (typeof given !== 'string') out.set(name, given)
    const { remainder } = this.params
    if (typeof remainder !== 'string') out.set('remainder', remainder)
    return out
  }

  protected checkParams({ transformers, remainder, transformerWeights }: Readonly<ColumnTransformerParams>): void {
    if (remainder !== 'drop' && remainder !== 'passthrough') {
      if (typeof remainder !== 'object') {
        const allowed = "a transformer, 'drop' or 'passthrough'"
        throw new InvalidParameterError({ parameter: 'remainder', received: remainder, allowed })
      }
      withMethod(checkModel('remainder', remainder), 'transform', 'remainder')
    }
    if (!Array.isArray(transformers) || (transformers.length === 0 && remainder === 'drop')) {
      const allowed = 'a list of [name, transformer, columns]'
      throw new InvalidParameterError({ parameter: 'transformers', received: transformers, allowed })
    }
    const seen = new Set<unknown>()
    transformers.forEach((step: unknown, i) => {
      const [name, given, columns] = Array.isArray(step) ? (step as unknown[]) : []
      const parameter = `transformers[${i}]`
      const named = typeof name === 'string' && name !== '' && !name.includes('__') && name !== 'transformers'
      const listed = Array.isArray(columns) && columns.length > 0 && columns.every(j => Number.isInteger(j) && j >= 0)
      if (!named || seen.has(name) || !listed) {
        const allowed = "[name, transformer, columns] with a name of its own, without '__', and positions of columns"
        throw new InvalidParameterError({ parameter, received: step, allowed })
      }
      seen.add(name)
      if (given !== 'passthrough' && given !== 'drop') withMethod(checkModel(parameter, given), 'transform', parameter)
    })
    if (typeof remainder !== 'string' && seen.has('remainder')) {
      const allowed = "'drop' or 'passthrough' where a step is called 'remainder'"
      throw new InvalidParameterError({ parameter: 'remainder', received: remainder, allowed })
    }
    if (transformerWeights === null) return
    if (typeof transformerWeights !== 'object' || Array.isArray(transformerWeights)) {
      const allowed = 'numbers by the names of steps, or null'
      throw new InvalidParameterError({ parameter: 'transformerWeights', received: transformerWeights, allowed })
    }
    for (const [name, weight] of Object.entries(transformerWeights)) {
      checkNumber(`transformerWeights.${name}`, weight)
      if (seen.has(name) || name === 'remainder') continue
      const allowed = `names of steps (${[...seen, 'remainder'].join(', ')})`
      throw new InvalidParameterError({ parameter: 'transformerWeights', received: name, allowed })
    }
  }

  /** What becomes of some columns. */
  #part(name: string, fitted: Model | null, columns: MatrixLike): Matrix {
    const part = fitted ? withMethod(fitted, 'transform', 'transformers').transform(columns) : checkMatrix(columns)
    const { transformerWeights } = this.params
    if (!transformerWeights || !Object.hasOwn(transformerWeights, name)) return part
    return new NdArray(
      part.data.map(value => value * transformerWeights[name]),
      part.shape,
    )
  }

  protected override checkState(state: StateOf<typeof SCHEMA>, at: Decoding): void {
    const { transformers } = this.params
    if (state.transformers.length !== transformers.length) at.fail('the fitted steps are not those of the parameters')
    transformers.forEach(([, given, columns], i) => {
      const fitted = state.transformers[i] as Model | null
      const wrong =
        typeof given === 'string'
          ? fitted !== null
          : !fitted?.isFitted || fitted.type !== given.type || fitted.nFeaturesIn !== columns.length
      if (wrong || columns.some(column => column >= state.nFeaturesIn)) {
        at.fail(`step ${i} is not fitted, or does not fit the parameters`)
      }
    })
    const { remainder } = this.params
    const rest = state.nFeaturesIn - new Set(transformers.flatMap(([, , columns]) => columns)).size
    const fitted = state.remainder as Model | null
    const wrong =
      typeof remainder === 'string' || rest === 0
        ? fitted !== null
        : !fitted?.isFitted || fitted.type !== remainder.type || fitted.nFeaturesIn !== rest
    if (wrong) at.fail('the remainder is not fitted, or does not fit the parameters')
  }
}

/** The columns that no step names. */
function restOf(transformers: readonly ColumnStep[], width: number): number[] {
  const named = new Set(transformers.flatMap(([, , columns]) => columns))
  return Array.from({ length: width }, (_, j) => j).filter(j => !named.has(j))
}

/** Rows from which columns are taken: as a matrix, or as plain rows where some values are no numbers. */
interface Table {
  readonly rows: number
  readonly width: number
  take(columns: readonly number[]): MatrixLike
}

function tableOf(X: TableLike, width?: number): Table {
  const mixed =
    Array.isArray(X) && X.some((row: unknown) => Array.isArray(row) && row.some(value => typeof value !== 'number'))
  if (!mixed) {
    const matrix = checkMatrix(X as MatrixLike, width)
    return { rows: matrix.shape[0], width: matrix.shape[1], take: columns => takeColumns(matrix, columns) }
  }
  const values = columnsOf(X, width)
  return {
    rows: values[0].length,
    width: values.length,
    take: columns => values[0].map((_, i) => columns.map((j): Category => values[j][i])) as unknown as MatrixLike,
  }
}
