import type { MatrixLike, Seed } from '@genre/core'
import { NdArray, RandomState, checkInteger } from '@genre/core'
import type { Matrix, SampleWeight } from '../base/validate'
import { checkMatrix } from '../base/validate'

/** What {@link permutationImportance} gives. */
export interface PermutationImportance {
  /** For each feature the mean over the repeats. */
  readonly mean: Float64Array
  /** For each feature the (population) standard deviation over the repeats. */
  readonly standardDeviation: Float64Array
  /** (features, repeats): by how much the score fell. */
  readonly importances: Matrix
}

/** Options of {@link permutationImportance}. */
export interface PermutationImportanceOptions<M, Y> {
  /** How often each column is shuffled; default 5. */
  nRepeats?: number
  /** Seeds the shuffling. Default: unpredictable. */
  randomState?: Seed
  /** Weights of rows, handed to `model.score`. */
  sampleWeight?: SampleWeight
  /** Scores the model instead of `model.score`: the higher the better. */
  scoring?: (model: M, X: Matrix, y: Y) => number
}

/**
 * How much a fitted model's score falls when one column after the other is shuffled: scikit-learn 1.9's
 * `permutation_importance`, with the same shuffles for the same `randomState`.
 *
 * As there, a column's repeats shuffle what the repeat before left, and every column is shuffled alike.
 *
 * @param model - a fitted model with a `score`
 * @param X - rows; not changed
 * @param y - what `score` compares with
 * @throws InvalidParameterError for `nRepeats` below 1; whatever `score` throws
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier, permutationImportance } from '@genre/classical'
 * const X = [[0, 9], [1, 9], [2, 9], [3, 9]]
 * const y = ['blues', 'blues', 'rock', 'rock']
 * const tree = new DecisionTreeClassifier<string>({ randomState: 0 }).fit(X, y)
 * console.log(permutationImportance(tree, X, y, { randomState: 0 }).mean[1]) // => 0
 * ```
 */
export function permutationImportance<
  Y,
  M extends { score(X: Matrix, y: Y, options?: { sampleWeight?: SampleWeight }): number },
>(model: M, X: MatrixLike, y: Y, options: PermutationImportanceOptions<M, Y> = {}): PermutationImportance {
  const nRepeats = checkInteger('nRepeats', options.nRepeats ?? 5, { min: 1 })
  const { sampleWeight } = options
  const scoring =
    options.scoring ?? ((m: M, rows: Matrix, labels: Y) => m.score(rows, labels, sampleWeight ? { sampleWeight } : {}))
  const matrix = checkMatrix(X)
  const [rows, columns] = matrix.shape
  const seed = RandomState.from(options.randomState).nextInteger(0, 0x80000000)
  const baseline = scoring(model, matrix, y)
  const shuffled = new NdArray(matrix.data.slice(), matrix.shape)
  const before = new Float64Array(rows)
  const importances = new Float64Array(columns * nRepeats)
  for (let j = 0; j < columns; j++) {
    const random = new RandomState(seed)
    const order = Int32Array.from(before, (_, i) => i)
    for (let repeat = 0; repeat < nRepeats; repeat++) {
      random.shuffle(order)
      for (let i = 0; i < rows; i++) before[i] = shuffled.data[i * columns + j]
      for (let i = 0; i < rows; i++) shuffled.data[i * columns + j] = before[order[i]]
      importances[j * nRepeats + repeat] = baseline - scoring(model, shuffled, y)
    }
    for (let i = 0; i < rows; i++) shuffled.data[i * columns + j] = matrix.data[i * columns + j]
  }
  const mean = new Float64Array(columns)
  const standardDeviation = new Float64Array(columns)
  for (let j = 0; j < columns; j++) {
    const own = importances.subarray(j * nRepeats, (j + 1) * nRepeats)
    mean[j] = own.reduce((a, b) => a + b, 0) / nRepeats
    standardDeviation[j] = Math.sqrt(own.reduce((sum, value) => sum + (value - mean[j]) ** 2, 0) / nRepeats)
  }
  return { mean, standardDeviation, importances: new NdArray(importances, [columns, nRepeats]) }
}
