import { InvalidParameterError, NdArray, RandomState, checkInteger, checkNumber } from '@genre/core'
import type { MatrixLike, Seed } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import { field } from '../base/schema'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'
import { checkMatrix } from '../base/validate'
import { multiply } from '../linalg/products'

/** Parameters of {@link RBFSampler}. */
export interface RBFSamplerParams {
  /** The kernel's width, `exp(-gamma |x - y|^2)`; `'scale'` for 1 / (columns * variance of all values). Default 1. */
  gamma: number | 'scale'
  /** How many output columns; default 100. */
  nComponents: number
  /** Seeds the draws. */
  randomState: Seed
}

const DEFAULTS: RBFSamplerParams = { gamma: 1, nComponents: 100, randomState: null }

const SCHEMA = {
  nFeaturesIn: field.size('columns'),
  randomWeights: field.matrix('columns', 'components'),
  randomOffset: field.floats('components'),
}

/**
 * Random Fourier features (Rahimi and Recht 2007): columns whose products approximate an RBF kernel,
 * `sqrt(2 / n) cos(x W + b)`. scikit-learn 1.9's `RBFSampler`, with the same draws from the same seed.
 *
 * @example
 * ```ts
 * import { RBFSampler } from '@genre/classical'
 * console.log(new RBFSampler({ nComponents: 50, randomState: 0 }).fitTransform([[1, 2], [3, 4]]).shape) // => [ 2, 50 ]
 * ```
 */
export class RBFSampler extends Transformer<RBFSamplerParams, typeof SCHEMA> {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params: Partial<RBFSamplerParams> = {}) {
    super('RBFSampler', DEFAULTS, SCHEMA, params)
  }

  /** (columns, components) directions. */
  get randomWeights(): Matrix {
    return this.state.randomWeights
  }

  /** Phases. */
  get randomOffset(): Float64Array {
    return this.state.randomOffset
  }

  /** `y` is not used. @throws InvalidParameterError for parameters out of range */
  fit(X: MatrixLike, _y?: LabelsLike<Label>): this {
    this.checkParams(this.params)
    const matrix = checkMatrix(X)
    const columns = matrix.shape[1]
    const { nComponents, randomState } = this.params
    const gamma = this.params.gamma === 'scale' ? scaleGamma(matrix) : this.params.gamma
    const random = RandomState.from(randomState)
    const factor = Math.sqrt(2 * gamma)
    const weights = random.standardNormal(columns * nComponents).map(x => factor * x)
    this.state = {
      nFeaturesIn: columns,
      randomWeights: new NdArray(weights, [columns, nComponents]),
      randomOffset: random.uniform(0, 2 * Math.PI, nComponents),
    }
    return this
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { randomWeights, randomOffset } = this.state
    const out = multiply(X, randomWeights)
    const count = randomOffset.length
    const factor = Math.sqrt(2 / count)
    for (let k = 0; k < out.data.length; k++) {
      const angle = out.data[k] + randomOffset[k % count]
      // So far out that the angle overflows, any phase is as good.
      out.data[k] = Number.isFinite(angle) ? factor * Math.cos(angle) : 0
    }
    return out
  }

  protected checkParams({ gamma, nComponents }: Readonly<RBFSamplerParams>): void {
    if (typeof gamma === 'string' && gamma !== 'scale') {
      throw new InvalidParameterError({
        parameter: 'gamma',
        received: gamma,
        allowed: "a number of at least 0 or 'scale'",
      })
    }
    if (gamma !== 'scale') checkNumber('gamma', gamma, { min: 0 })
    checkInteger('nComponents', nComponents, { min: 1, max: 1e6 })
  }
}

/** `1 / (columns * variance of all values)`; 1 where they are all equal. */
function scaleGamma({ data, shape: [, columns] }: Matrix): number {
  let mean = 0
  for (const x of data) mean += x / data.length
  let variance = 0
  for (const x of data) variance += ((x - mean) * (x - mean)) / data.length
  return variance > 0 && variance < Infinity ? 1 / (columns * variance) : 1
}
