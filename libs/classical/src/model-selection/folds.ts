import { NdArray, ShapeError } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import type { AnyEstimator } from '../base/estimator'
import type { LabelsLike } from '../base/labels'
import { checkLabels } from '../base/labels'
import type { Model } from '../base/model'
import type { Matrix, SampleWeight } from '../base/validate'
import { checkMatrix, checkSampleWeight } from '../base/validate'
import type { CrossValidator } from './check-cv'
import { checkCv } from './check-cv'
import type { Scorer } from './scorer'
import type { Split } from './splitter'
import { takeRows } from './take'
import { takeColumns } from './take-columns'

/** Options of what cross-validates. */
export interface CrossValidationOptions {
  /** How to split; default 5 folds, stratified for classifiers. */
  readonly cv?: CrossValidator
  /** One group a row, for splitters that keep groups whole. */
  readonly groups?: LabelsLike | null
  /** One weight a row for `fit`. */
  readonly sampleWeight?: SampleWeight
}

/** What one fit gave. */
export interface FoldResult {
  readonly model: Model
  readonly test: Record<string, number>
  readonly train: Record<string, number> | null
  readonly fitTime: number
  readonly scoreTime: number
}

/** What {@link Folds} are made of, as plain data: what a worker thread is sent. */
export interface FoldsData {
  readonly X: Float64Array
  readonly shape: readonly number[]
  readonly y: LabelsLike
  readonly splits: readonly Split[]
  readonly weights: Float64Array | null
}

/** A table with its splits; each fold's rows are taken when they are asked for. */
export class Folds {
  readonly splits: readonly Split[]
  readonly X: Matrix
  readonly y: LabelsLike
  readonly weights: Float64Array | null

  private constructor(X: Matrix, y: LabelsLike, splits: readonly Split[], weights: Float64Array | null) {
    this.X = X
    this.y = y
    this.splits = splits
    this.weights = weights
  }

  /** @throws ShapeError, DataError for a table that cannot be used; whatever the splitter refuses */
  static of(estimator: AnyEstimator, X: MatrixLike, y: LabelsLike, options: CrossValidationOptions): Folds {
    // Checked here as well as in fit, so that an error names the row in the caller's table and not in a fold.
    const matrix = checkMatrix(X)
    const [rows] = matrix.shape
    const { length } = checkLabels(y)
    if (length !== rows) {
      throw new ShapeError({ array: 'y', received: [length], expected: `${rows} labels, one for each row of X` })
    }
    const splits = checkCv(options.cv, estimator).split(matrix, y, options.groups)
    const weights = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows)
    return new Folds(matrix, y, splits, weights)
  }

  /** Folds that were checked where they were made. */
  static from({ X, shape, y, splits, weights }: FoldsData): Folds {
    return new Folds(new NdArray(X, shape), y, splits, weights)
  }

  /** This as plain data; the table in shared memory where there is such a thing. */
  toData(): FoldsData {
    const { X, y, splits, weights } = this
    return { X: shared(X.data), shape: X.shape, y, splits, weights }
  }

  /** The rows of one side; for a model that learns from a kernel matrix, with the columns of the rows to learn from. */
  part(model: AnyEstimator, k: number, which: 'train' | 'test'): { X: Matrix; y: LabelsLike } {
    const rows = this.splits[k][which]
    const X: Matrix = takeRows(this.X, rows)
    const y = takeRows(this.y as readonly string[], rows)
    return { X: model.isPairwise ? takeColumns(X, this.splits[k].train) : X, y }
  }

  fit(model: Model, k: number): Model {
    const { X, y } = this.part(model, k, 'train')
    model.fit(X, y, this.weights ? { sampleWeight: takeRows(this.weights, this.splits[k].train) } : undefined)
    return model
  }

  /** The model fitted on all rows, in the order of the table. */
  fitAll(model: Model): Model {
    return model.fit(this.X, this.y, this.weights ? { sampleWeight: this.weights } : undefined)
  }

  fitAndScore(model: Model, k: number, scorers: Record<string, Scorer>, withTrain: boolean): FoldResult {
    const start = performance.now()
    this.fit(model, k)
    const fitted = performance.now()
    const score = (which: 'train' | 'test') => {
      const { X, y } = this.part(model, k, which)
      return Object.fromEntries(Object.entries(scorers).map(([name, scorer]) => [name, scorer(model, X, y)]))
    }
    const test = score('test')
    const scored = performance.now()
    const train = withTrain ? score('train') : null
    return { model, test, train, fitTime: (fitted - start) / 1000, scoreTime: (scored - fitted) / 1000 }
  }
}

function shared(data: Float64Array): Float64Array {
  if (typeof SharedArrayBuffer === 'undefined') return data
  if (data.buffer instanceof SharedArrayBuffer) return data
  const copy = new Float64Array(new SharedArrayBuffer(data.byteLength))
  copy.set(data)
  return copy
}
