import { NdArray, RandomState, checkInteger, checkNumber } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { multiply, multiplyTransposed, transposed } from '../linalg/products'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { takeRows } from '../model-selection/take'

/** Parameters of {@link Nystroem}. */
export interface NystroemParams {
  /** The kernel's width, `exp(-gamma |x - y|^2)`; default `null`: 1 / columns. */
  gamma: number | null
  /** How many training rows are compared with, and so how many output columns; default 100, at most all rows. */
  nComponents: number
  /** Seeds which rows. */
  randomState: Seed
}

const DEFAULTS: NystroemParams = { gamma: null, nComponents: 100, randomState: null }

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  components: field.matrix('components', 'columns'),
  componentIndices: field.integers('components', { min: 0 }),
  normalization: field.matrix('components', 'components'),
}

/**
 * Columns whose products approximate an RBF kernel: likenesses to some training rows, decorrelated (Williams and Seeger
 * 2001). scikit-learn 1.9's `Nystroem` with `kernel='rbf'`, on the same rows from the same seed.
 *
 * @example
 * ```ts
 * import { Nystroem } from '@genre/classical'
 * const X = [[0], [1], [2], [3]]
 * console.log(new Nystroem({ nComponents: 2, randomState: 0 }).fitTransform(X).shape) // => [ 4, 2 ]
 * ```
 */
export class Nystroem extends Transformer<NystroemParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<NystroemParams> = {}) {
    super('Nystroem', DEFAULTS, SCHEMA, params)
  }

  /** (components, columns) training rows that are compared with. */
  get components(): Matrix {
    return this.state.components
  }

  /** The positions of those rows. */
  get componentIndices(): Int32Array {
    return this.state.componentIndices
  }

  /** (components, components): the inverse root of the rows' own kernel matrix. */
  get normalization(): Matrix {
    return this.state.normalization
  }

  /** `y` is not used. @throws InvalidParameterError for parameters out of range */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const [rows, columns] = matrix.shape
    const count = Math.min(rows, this.params.nComponents)
    const componentIndices = RandomState.from(this.params.randomState).permutation(rows).slice(0, count)
    const components = takeRows(matrix, componentIndices) as Matrix
    const { values, vectors } = symmetricEigen(this.#kernel(components, components))
    const scaled: Matrix = new NdArray(
      vectors.data.map((x, k) => x / Math.sqrt(Math.max(1e-12, values[Math.floor(k / count)]))),
      vectors.shape,
    )
    const normalization = multiply(transposed(vectors), scaled)
    this.state = { nFeaturesIn: columns, components, componentIndices, normalization }
    return this
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { components, normalization } = this.state
    return multiplyTransposed(this.#kernel(X, components), normalization)
  }

  protected checkParams({ gamma, nComponents }: Readonly<NystroemParams>): void {
    if (gamma !== null) checkNumber('gamma', gamma, { min: 0 })
    checkInteger('nComponents', nComponents, { min: 1 })
  }

  #kernel(a: Matrix, b: Matrix): Matrix {
    const [rows, columns] = a.shape
    const count = b.shape[0]
    const gamma = this.params.gamma ?? 1 / columns
    const out = new Float64Array(rows * count)
    for (let i = 0, k = 0; i < rows; i++) {
      for (let c = 0; c < count; c++, k++) {
        let sum = 0
        for (let j = 0; j < columns; j++) {
          const difference = a.data[i * columns + j] - b.data[c * columns + j]
          sum += difference * difference
        }
        out[k] = gamma === 0 ? 1 : Math.exp(-gamma * sum)
      }
    }
    return new NdArray(out, [rows, count])
  }
}
