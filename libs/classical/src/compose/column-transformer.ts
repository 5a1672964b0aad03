import { InvalidParameterError, NdArray } from '@genre/core'
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
import { columnsOf } from '../preprocessing/categories'

/** A name, a transformer (or what else becomes of the columns), and the positions of the columns. */
export type ColumnStep = readonly [
  name: string,
  transformer: AnyEstimator | 'passthrough' | 'drop',
  columns: readonly number[],
]

/** Options of {@link ColumnTransformer}. */
export interface ColumnTransformerOptions {
  /** What becomes of columns that no step names; default `'drop'`. */
  remainder: 'drop' | 'passthrough'
}

/** Parameters of {@link ColumnTransformer}. */
export interface ColumnTransformerParams extends ColumnTransformerOptions {
  transformers: readonly ColumnStep[]
}

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  transformers: field.list('steps', field.optional(field.estimator<AnyEstimator>())),
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
    super('ColumnTransformer', { transformers, remainder: 'drop' }, SCHEMA, options)
  }

  /** The transformers by name: fitted ones after `fit`, before it those that were handed in. */
  get namedTransformers(): Record<string, AnyEstimator | 'passthrough' | 'drop'> {
    const fitted = this.isFitted ? this.state.transformers : null
    return Object.fromEntries(this.params.transformers.map(([name, given], i) => [name, fitted?.[i] ?? given]))
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
    this.state = { nFeaturesIn: width, transformers }
    return this
  }

  override transform(X: TableLike): Matrix {
    const table = tableOf(X, this.nFeaturesIn)
    const named = new Set<number>()
    const parts = this.params.transformers.flatMap(([, given, columns], i) => {
      columns.forEach(column => named.add(column))
      if (given === 'drop') return []
      const part = table.take(columns)
      const fitted = this.state.transformers[i] as Model | null
      return [fitted ? withMethod(fitted, 'transform', 'transformers').transform(part) : checkMatrix(part)]
    })
    if (this.params.remainder === 'passthrough') {
      const rest = Array.from({ length: table.width }, (_, j) => j).filter(j => !named.has(j))
      if (rest.length > 0) parts.push(checkMatrix(table.take(rest)))
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
    return out
  }

  protected checkParams({ transformers, remainder }: Readonly<ColumnTransformerParams>): void {
    if (remainder !== 'drop' && remainder !== 'passthrough') {
      throw new InvalidParameterError({
        parameter: 'remainder',
        received: remainder,
        allowed: "'drop' or 'passthrough'",
      })
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
  }
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

function takeColumns(X: Matrix, columns: readonly number[]): Matrix {
  const [rows, width] = X.shape
  const out = new Float64Array(rows * columns.length)
  for (let i = 0, k = 0; i < rows; i++) {
    for (let n = 0; n < columns.length; n++, k++) out[k] = X.data[i * width + columns[n]]
  }
  return new NdArray(out, [rows, columns.length])
}
