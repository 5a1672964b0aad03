import { NdArray, checkInteger, checkNumber } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { KMeans } from './k-means'

/** Parameters of {@link KMeansRBF}. */
export interface KMeansRBFParams {
  /** How many centres, and so how many output columns; default 200. */
  nCenters: number
  /** How fast the bumps fall off; default 0.025. */
  gamma: number
  /** Seeds the clustering. */
  randomState: Seed
}

const DEFAULTS: KMeansRBFParams = { nCenters: 200, gamma: 0.025, randomState: null }

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  centers: field.matrix('centers', 'columns'),
}

/**
 * Rows as their nearness to cluster centres, `exp(-gamma |x - c|^2)`: a radial basis function map on the centres of
 * `KMeans`.
 *
 * @example
 * ```ts
 * import { KMeansRBF } from '@genre/classical'
 * const map = new KMeansRBF({ nCenters: 2, gamma: 1, randomState: 0 }).fit([[0], [0], [5], [5]])
 * console.log([...map.transform([[0]]).data].some(nearness => nearness === 1)) // => true
 * ```
 */
export class KMeansRBF extends Transformer<KMeansRBFParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<KMeansRBFParams> = {}) {
    super('KMeansRBF', DEFAULTS, SCHEMA, params)
  }

  /** (centres, columns) centres. */
  get centers(): Matrix {
    return this.state.centers
  }

  /** `y` is not used. @throws InvalidParameterError for parameters out of range and fewer rows than centres */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const { nCenters, randomState } = this.params
    const { clusterCenters } = new KMeans({ nClusters: nCenters, randomState }).fit(matrix)
    this.state = { nFeaturesIn: matrix.shape[1], centers: clusterCenters }
    return this
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { centers } = this.state
    const [rows, columns] = X.shape
    const [count] = centers.shape
    const out = new Float64Array(rows * count)
    for (let i = 0, k = 0; i < rows; i++) {
      for (let c = 0; c < count; c++, k++) {
        let sum = 0
        for (let j = 0; j < columns; j++) {
          const difference = X.data[i * columns + j] - centers.data[c * columns + j]
          sum += difference * difference
        }
        out[k] = Math.exp(-this.params.gamma * sum)
      }
    }
    return new NdArray(out, [rows, count])
  }

  protected checkParams({ nCenters, gamma }: Readonly<KMeansRBFParams>): void {
    checkInteger('nCenters', nCenters, { min: 1 })
    checkNumber('gamma', gamma, { min: 0, exclusive: 'min' })
  }
}
