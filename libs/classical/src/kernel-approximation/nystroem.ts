import { DataError, NdArray, RandomState, checkInteger, checkNumber, checkOneOf } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { multiply, multiplyTransposed, transposed } from '../linalg/products'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { takeRows } from '../model-selection/take'
import type { KernelParams } from './pairwise-kernel'
import { KERNELS, pairwiseKernel } from './pairwise-kernel'

/** Parameters of {@link Nystroem}. */
export interface NystroemParams {
  /**
   * `'rbf'` exp(-gamma |x - y|^2) (default), `'laplacian'` with the sum of magnitudes instead, `'linear'` x.y, `'poly'` (or
   * `'polynomial'`) (gamma x.y + coef0)^degree, `'sigmoid'` tanh(gamma x.y + coef0), `'cosine'`; for values of at least 0
   * `'chi2'` exp(-gamma sum (x - y)^2 / (x + y)) and `'additive_chi2'`, minus that sum.
   */
  kernel: KernelParams['kernel']
  /** gamma of the kernel; default `null`: 1 / columns, with `'chi2'` 1. */
  gamma: number | null
  /** Constant of the kernels `'poly'` and `'sigmoid'`; default `null`: 1. */
  coef0: number | null
  /** Degree of the kernel `'poly'`, a whole number; default `null`: 3. */
  degree: number | null
  /** How many training rows are compared with, and so how many output columns; default 100, at most all rows. */
  nComponents: number
  /** Seeds which rows. */
  randomState: Seed
}

const DEFAULTS: NystroemParams = {
  kernel: 'rbf',
  gamma: null,
  coef0: null,
  degree: null,
  nComponents: 100,
  randomState: null,
}

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  components: field.matrix('components', 'columns'),
  componentIndices: field.integers('components', { min: 0 }),
  normalization: field.matrix('components', 'components'),
}

/**
 * Columns whose products approximate a kernel: likenesses to some training rows, decorrelated (Williams and Seeger
 * 2001). scikit-learn 1.9's `Nystroem`, on the same rows from the same seed.
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

  /**
   * `y` is not used.
   *
   * @throws InvalidParameterError for parameters out of range; DataError for negative values with the kernels of chi
   *   squared, and where a kernel's values are not finite
   */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const [rows, columns] = matrix.shape
    const count = Math.min(rows, this.params.nComponents)
    const componentIndices = RandomState.from(this.params.randomState).permutation(rows).slice(0, count)
    const components = takeRows(matrix, componentIndices) as Matrix
    const kernel = this.#kernel(components, components)
    if (!kernel.data.every(Number.isFinite)) {
      throw new DataError({ table: 'X', reason: 'the kernel is not finite; scale the columns first' })
    }
    const { values, vectors } = symmetricEigen(kernel)
    const scaled: Matrix = new NdArray(
      vectors.data.map((x, k) => {
        const value = values[Math.floor(k / count)]
        return (value < -1e-12 ? -x : x) / Math.sqrt(Math.max(1e-12, Math.abs(value)))
      }),
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

  protected checkParams({ kernel, gamma, coef0, degree, nComponents }: Readonly<NystroemParams>): void {
    checkOneOf('kernel', kernel, KERNELS)
    if (coef0 !== null) checkNumber('coef0', coef0)
    if (degree !== null) checkInteger('degree', degree, { min: 1 })
    if (gamma !== null) checkNumber('gamma', gamma, { min: 0 })
    checkInteger('nComponents', nComponents, { min: 1 })
  }

  #kernel(a: Matrix, b: Matrix): Matrix {
    return pairwiseKernel(this.params, a, b)
  }
}
