import type { MatrixLike } from '@genre/core'
import { DataError, InvalidParameterError, NdArray, checkInteger, checkNumber, checkOneOf } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import type { Decoding, StateOf } from '../base/schema'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import type { Category, TableLike } from './categories'
import { categoriesField, columnsOf, isCategory, uniqueCategories } from './categories'

/** Parameters of {@link OneHotEncoder}. */
export interface OneHotEncoderParams {
  /** The categories of each column, in the order of the result; `'auto'` (default): those that `fit` sees, sorted. */
  categories: 'auto' | readonly (readonly Category[])[]
  /**
   * Which category of each column gets no column in the result: `null` (default) for none, the `'first'` one, the first
   * one of columns with two (`'if_binary'`), or one category for each column.
   */
  drop: null | 'first' | 'if_binary' | readonly Category[]
  /**
   * What becomes of a category that `fit` did not see: it is refused (`'error'`, the default), has zeros in all columns
   * (`'ignore'`), or counts as infrequent where the column has infrequent categories (`'infrequent_if_exist'`).
   */
  handleUnknown: 'error' | 'ignore' | 'infrequent_if_exist'
  /** Categories seen less often (a count, or a share of the rows between 0 and 1) become one, the last. Default `null`. */
  minFrequency: number | null
  /** How many columns a column may become at most; the least frequent categories become one. Default `null`. */
  maxCategories: number | null
}

const DEFAULTS: OneHotEncoderParams = {
  categories: 'auto',
  drop: null,
  handleUnknown: 'error',
  minFrequency: null,
  maxCategories: null,
}

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  columns: field.list(
    'columns',
    field.object({
      categories: categoriesField,
      /** Positions of infrequent categories. */
      infrequent: field.integers('infrequent', { min: 0 }),
      /** Which one of the groups is dropped; -1 for none. */
      drop: field.integer({ min: -1 }),
    }),
  ),
}

type Column = StateOf<typeof SCHEMA>['columns'][number]

/** What infrequent categories are called together. */
const INFREQUENT = 'infrequent_sklearn'

/**
 * Categories as columns of zeros and ones: scikit-learn 1.9's `OneHotEncoder`, with the same columns in the same order.
 * Rows may hold strings, numbers and booleans, each column one kind of them. The result is a dense matrix; missing values
 * are refused (scikit-learn makes NaN a category).
 *
 * @example
 * ```ts
 * import { OneHotEncoder } from '@genre/classical'
 * const encoder = new OneHotEncoder({ handleUnknown: 'ignore' }).fit([['jazz'], ['blues'], ['jazz']])
 * console.log(encoder.transform([['blues'], ['jazz'], ['polka']]).toArray()) // => [ [ 1, 0 ], [ 0, 1 ], [ 0, 0 ] ]
 * console.log(encoder.getFeatureNamesOut(['genre'])) // => [ 'genre_blues', 'genre_jazz' ]
 * console.log(encoder.inverseTransform([[0, 1], [0, 0]])) // => [ [ 'jazz' ], [ null ] ]
 * ```
 */
export class OneHotEncoder extends Transformer<OneHotEncoderParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<OneHotEncoderParams> = {}) {
    super('OneHotEncoder', DEFAULTS, SCHEMA, params)
  }

  /** The categories of each column. */
  get categories(): Category[][] {
    return this.state.columns.map(({ categories }) => [...categories])
  }

  /** For each column the position of the category that is dropped (the first of several), or `null`; `null` for all if `drop` is. */
  get dropIdx(): (number | null)[] | null {
    if (this.params.drop === null) return null
    return this.state.columns.map(column => (column.drop < 0 ? null : groupsOf(column).indexOf(column.drop)))
  }

  /** For each column its infrequent categories, or `null`. */
  get infrequentCategories(): (Category[] | null)[] {
    return this.state.columns.map(({ categories, infrequent }) =>
      infrequent.length > 0 ? Array.from(infrequent, code => categories[code]) : null,
    )
  }

  /**
   * @throws InvalidParameterError for parameters that cannot be used, such as a category to be dropped that is not there;
   *   ShapeError, DataError for rows that cannot, with `handleUnknown: 'error'` also for a value that is not among
   *   `categories`
   */
  override fit(X: TableLike, _y?: LabelsLike<Label>): this {
    const { params } = this
    this.checkParams(params)
    const values = columnsOf(X)
    for (const name of ['categories', 'drop'] as const) {
      const given = params[name]
      if (!Array.isArray(given) || given.length === values.length) continue
      const allowed = `${values.length} items, one for each column of X`
      throw new InvalidParameterError({ parameter: name, received: given, allowed })
    }
    const columns = values.map((column, j) => {
      const categories = params.categories === 'auto' ? uniqueCategories(column) : [...params.categories[j]]
      const codes = codesIn(categories, column)
      const unknown = codes.indexOf(-1)
      if (unknown >= 0 && params.handleUnknown === 'error') refuseUnknown(column, unknown, j)
      const infrequent = this.#infrequent(categories.length, codes)
      const grouped = { categories, infrequent, drop: -1 }
      return { ...grouped, drop: this.#dropped(grouped, j) }
    })
    this.state = { nFeaturesIn: values.length, columns }
    return this
  }

  /** @throws NotFittedError, ShapeError; DataError for values that `fit` did not see, unless `handleUnknown` says otherwise */
  override transform(X: TableLike): Matrix {
    const { columns } = this.state
    const values = columnsOf(X, columns.length)
    const rows = values[0].length
    const widths = columns.map(widthOf)
    const width = widths.reduce((sum, n) => sum + n, 0)
    const out = new Float64Array(rows * width)
    let first = 0
    columns.forEach((column, j) => {
      const { categories, infrequent, drop } = column
      const codes = codesIn(categories, values[j])
      const groups = groupsOf(column)
      for (let i = 0; i < rows; i++) {
        let group = groups[codes[i]]
        if (codes[i] < 0) {
          if (this.params.handleUnknown === 'error') refuseUnknown(values[j], i, j)
          if (this.params.handleUnknown === 'ignore' || infrequent.length === 0) continue
          group = groups[infrequent[0]]
        }
        if (group === drop) continue
        out[i * width + first + (drop >= 0 && group > drop ? group - 1 : group)] = 1
      }
      first += widths[j]
    })
    return new NdArray(out, [rows, width])
  }

  override fitTransform(X: TableLike, y?: LabelsLike<Label>): Matrix {
    return this.fit(X, y).transform(X)
  }

  /**
   * Rows of categories: for each column the one whose number is largest. Where all are 0 it is the dropped category, or
   * `null` for an unknown one; infrequent categories come back as `'infrequent_sklearn'`.
   *
   * @throws NotFittedError, ShapeError; DataError for zeros that no category has
   */
  inverseTransform(X: MatrixLike): (Category | null)[][] {
    const { columns } = this.state
    const widths = columns.map(widthOf)
    const width = widths.reduce((sum, n) => sum + n, 0)
    const { data, shape } = checkMatrix(X, width)
    const names = columns.map(namesOf)
    return Array.from({ length: shape[0] }, (_, i) => {
      let at = i * width
      return columns.map((column, j) => {
        const numbers = data.subarray(at, at + widths[j])
        at += widths[j]
        return this.#categoryOf(column, names[j], numbers, i)
      })
    })
  }

  /**
   * The names of the columns of the result: `column_category`.
   *
   * @param inputFeatures - the names of the columns of X; default `x0`, `x1`, ...
   * @throws InvalidParameterError for another number of names
   */
  getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    const { columns } = this.state
    if (inputFeatures && inputFeatures.length !== columns.length) {
      const allowed = `${columns.length} names, one for each column`
      throw new InvalidParameterError({ parameter: 'inputFeatures', received: inputFeatures, allowed })
    }
    return columns.flatMap((column, j) => {
      const name = inputFeatures?.[j] ?? `x${j}`
      return namesOf(column).flatMap((category, group) => (group === column.drop ? [] : [`${name}_${category}`]))
    })
  }

  /** Not called: `transform` takes more than matrices. */
  protected transformMatrix(X: Matrix): Matrix {
    return this.transform(X)
  }

  protected checkParams(params: Readonly<OneHotEncoderParams>): void {
    const { categories, drop, minFrequency, maxCategories } = params
    if (categories !== 'auto') checkCategories(categories)
    if (drop !== null && drop !== 'first' && drop !== 'if_binary') {
      if (!Array.isArray(drop) || !drop.every(isCategory)) {
        const allowed = "null, 'first', 'if_binary' or one category for each column"
        throw new InvalidParameterError({ parameter: 'drop', received: drop, allowed })
      }
    }
    checkOneOf('handleUnknown', params.handleUnknown, ['error', 'ignore', 'infrequent_if_exist'])
    if (minFrequency !== null) {
      if (typeof minFrequency === 'number' && minFrequency < 1)
        checkNumber('minFrequency', minFrequency, { min: 0, exclusive: 'min' })
      else checkInteger('minFrequency', minFrequency, { min: 1 })
    }
    if (maxCategories !== null) checkInteger('maxCategories', maxCategories, { min: 1 })
  }

  protected override checkState({ columns }: StateOf<typeof SCHEMA>, at: Decoding): void {
    columns.forEach((column, j) => {
      const { categories, infrequent, drop } = column
      const ascending = infrequent.every((code, k) => code < categories.length && (k === 0 || code > infrequent[k - 1]))
      if (!ascending) at.fail(`columns[${j}].infrequent must be positions of categories, in order`)
      if (drop >= namesOf(column).length) at.fail(`columns[${j}].drop must be one of the groups`)
    })
  }

  /** Positions of the categories that are too rare. */
  #infrequent(count: number, codes: Int32Array): Int32Array {
    const { minFrequency, maxCategories } = this.params
    const counts = new Float64Array(count)
    for (const code of codes) if (code >= 0) counts[code]++
    const least = minFrequency === null ? 0 : minFrequency < 1 ? minFrequency * codes.length : minFrequency
    const rare = new Set<number>()
    counts.forEach((n, code) => n < least && rare.add(code))
    if (maxCategories !== null && maxCategories < count - rare.size + 1) {
      const order = Array.from(counts.keys()).sort((a, b) => counts[a] - counts[b] || a - b)
      order.slice(0, Math.max(0, count - (maxCategories - 1))).forEach(code => rare.add(code))
    }
    return Int32Array.from(rare).sort()
  }

  /** Which group of a column is dropped. */
  #dropped(column: Column, j: number): number {
    const { drop } = this.params
    if (drop === null) return -1
    if (drop === 'first') return 0
    if (drop === 'if_binary') return namesOf(column).length === 2 ? 0 : -1
    const code = column.categories.indexOf(drop[j])
    if (code < 0 || column.infrequent.includes(code)) {
      const frequent = column.categories.filter((_, c) => !column.infrequent.includes(c))
      const allowed = `a frequent category of column ${j} (${frequent.slice(0, 20).join(', ')})`
      throw new InvalidParameterError({ parameter: `drop[${j}]`, received: drop[j], allowed })
    }
    return groupsOf(column)[code]
  }

  #categoryOf(column: Column, names: readonly Category[], numbers: Float64Array, row: number): Category | null {
    const { drop, infrequent } = column
    const { handleUnknown } = this.params
    if (numbers.length === 0) return names[drop]
    if (numbers.some(value => value !== 0)) {
      const at = numbers.indexOf(Math.max(...numbers))
      return names[drop >= 0 && at >= drop ? at + 1 : at]
    }
    if (drop >= 0) return names[drop]
    if (handleUnknown === 'ignore' || (handleUnknown === 'infrequent_if_exist' && infrequent.length === 0)) return null
    throw new DataError({ table: 'X', row, reason: 'all zeros, which no category has' })
  }
}

/** For each category of a column the group it belongs to: its own, or the last one for all infrequent ones. */
function groupsOf({ categories, infrequent }: Column): number[] {
  const rare = new Set(infrequent)
  let frequent = 0
  return categories.map((_, code) => (rare.has(code) ? categories.length - rare.size : frequent++))
}

/** What the groups of a column are called. */
function namesOf({ categories, infrequent }: Column): Category[] {
  const rare = new Set(infrequent)
  const frequent = categories.filter((_, code) => !rare.has(code))
  return rare.size > 0 ? [...frequent, INFREQUENT] : frequent
}

/** How many columns a column becomes. */
function widthOf(column: Column): number {
  return namesOf(column).length - Number(column.drop >= 0)
}

/** Each value's position among the categories; -1 where it is none. */
function codesIn(categories: readonly Category[], values: readonly Category[]): Int32Array {
  const position = new Map(categories.map((category, code) => [category, code]))
  return Int32Array.from(values, value => position.get(value) ?? -1)
}

function refuseUnknown(values: readonly Category[], row: number, column: number): never {
  const reason = `${JSON.stringify(values[row])} is none of the column's categories`
  throw new DataError({ table: 'X', row, column, reason })
}

function checkCategories(categories: unknown): void {
  const fits = (column: unknown) =>
    Array.isArray(column) &&
    column.length > 0 &&
    column.every((value, c) => {
      if (!isCategory(value) || typeof value !== typeof column[0]) return false
      // As scikit-learn does, for numbers only.
      return typeof value !== 'number' || c === 0 || value > (column[c - 1] as number)
    }) &&
    new Set(column).size === column.length
  if (Array.isArray(categories) && categories.length > 0 && categories.every(fits)) return
  const allowed = "'auto', or for each column a list of different values of one kind, numbers in ascending order"
  throw new InvalidParameterError({ parameter: 'categories', received: categories, allowed })
}
