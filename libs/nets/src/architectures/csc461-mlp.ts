import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions } from './options'
import { checkClasses, checkFeatures, checkRate, checkWidths } from './options'

/** Options of {@link csc461Mlp}. */
export interface Csc461MlpOptions extends NetOptions {
  /** Columns of a row. Default [146]. */
  readonly input?: readonly [number]
  /**
   * Units of the hidden layers, by default [146, 146, 146]. Each is batch norm of its *input*, so in the source every width
   * has to equal the one before; here the norm takes the width of its input.
   */
  readonly widths?: readonly number[]
  /** Default 0.3. */
  readonly dropout?: number
}

/** The description of {@link csc461Mlp}. */
export function csc461MlpSpec(options: Csc461MlpOptions = {}): NetSpec {
  const { input = [146], widths = [146, 146, 146] } = options
  const dropout = checkRate('dropout', options.dropout ?? 0.3)
  checkWidths('input', input, 1)
  const net = new NetSketch()
  net.input('features', [checkFeatures(input[0])])
  net.batchNorm('network.0')
  checkWidths('widths', widths).forEach((width, i) => {
    net.batchNorm(`network.${4 * i + 1}`)
    net.dense(`network.${4 * i + 2}`, width, { activation: 'relu' })
    net.dropout(dropout)
  })
  net.dense(`network.${4 * widths.length + 1}`, checkClasses(options.classes))
  return net.spec('csc461-mlp')
}

/**
 * The MLP of the CSC 461 project (67 024 parameters at 146 columns): batch norm of the input, then three times batch norm,
 * linear, ReLU, dropout, and a linear layer. Its columns are standardised.
 *
 * @throws InvalidParameterError for a wrong option
 *
 * @example
 * ```ts
 * import { csc461Mlp } from '@genre/nets'
 * console.log(csc461Mlp({ input: [8], widths: [8, 8], randomState: 1 }).outputShape) // => [ null, 10 ]
 * ```
 */
export function csc461Mlp(options: Csc461MlpOptions = {}): tf.LayersModel {
  return buildNet(csc461MlpSpec(options), options)
}
