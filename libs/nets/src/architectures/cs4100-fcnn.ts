import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions } from './options'
import { checkClasses, checkFeatures, checkWidths } from './options'

/** Options of {@link cs4100Fcnn}. */
export interface Cs4100FcnnOptions extends NetOptions {
  /** Columns of a row. Default [58]: `length` and the 57 descriptors. */
  readonly input?: readonly [number]
  /** Units of the three hidden layers; the first two have batch norm. Default [256, 128, 64]. */
  readonly widths?: readonly number[]
}

/** The description of {@link cs4100Fcnn}. */
export function cs4100FcnnSpec(options: Cs4100FcnnOptions = {}): NetSpec {
  const { input = [58], widths = [256, 128, 64] } = options
  checkWidths('input', input, 1)
  checkWidths('widths', widths, 3)
  const net = new NetSketch()
  net.input('features', [checkFeatures(input[0])])
  for (const i of [0, 1]) {
    net.dense(`fc${i + 1}`, widths[i])
    net.batchNorm(`bn${i + 1}`)
    net.relu()
  }
  net.dense('fc3', widths[2], { activation: 'relu' })
  net.dense('fc4', checkClasses(options.classes))
  return net.spec('cs4100-fcnn')
}

/**
 * The fully connected net of the CS 4100 project (57 674 parameters): 58-256-128-64-10, batch norm before the ReLU of the
 * first two layers. The source trained it on columns that it meant to scale and did not.
 *
 * @throws InvalidParameterError for a wrong option
 *
 * @example
 * ```ts
 * import { cs4100Fcnn } from '@genre/nets'
 * console.log(cs4100Fcnn({ randomState: 1 }).outputShape) // => [ null, 10 ]
 * ```
 */
export function cs4100Fcnn(options: Cs4100FcnnOptions = {}): tf.LayersModel {
  return buildNet(cs4100FcnnSpec(options), options)
}
