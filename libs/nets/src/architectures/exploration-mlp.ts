import { InvalidParameterError } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions } from './options'
import { checkClasses, checkFeatures, checkRate, checkWidths } from './options'

/** Options of {@link explorationMlp}. */
export interface ExplorationMlpOptions extends NetOptions {
  /** Columns of a row. Default [57]. */
  readonly input?: readonly [number]
  /** Units of the hidden layers. Default [256, 128, 64]. */
  readonly widths?: readonly number[]
  /** Dropout of each hidden layer. Default [0.2, 0.3, 0.4]. */
  readonly dropouts?: readonly number[]
}

/** The description of {@link explorationMlp}. */
export function explorationMlpSpec(options: ExplorationMlpOptions = {}): NetSpec {
  const { input = [57], widths = [256, 128, 64], dropouts = [0.2, 0.3, 0.4] } = options
  checkWidths('input', input, 1)
  checkWidths('widths', widths)
  if (!Array.isArray(dropouts) || dropouts.length !== widths.length) {
    throw new InvalidParameterError({ parameter: 'dropouts', received: dropouts, allowed: 'one rate for each width' })
  }
  const net = new NetSketch()
  net.input('features', [checkFeatures(input[0])])
  widths.forEach((width, i) => {
    net.dense(`net.${4 * i}`, width)
    net.batchNorm(`net.${4 * i + 1}`)
    net.relu()
    net.dropout(checkRate('dropouts', dropouts[i]))
  })
  net.dense(`net.${4 * widths.length}`, checkClasses(options.classes))
  return net.spec('exploration-mlp')
}

/**
 * The neural net of GenreGuessr's model exploration (57 546 parameters at 57 columns): d-256-128-64-10, each hidden layer
 * linear, batch norm, ReLU, dropout 0.2, 0.3, 0.4.
 *
 * @throws InvalidParameterError for a wrong option
 *
 * @example
 * ```ts
 * import { explorationMlp } from '@genre/nets'
 * console.log(explorationMlp({ randomState: 1 }).inputs[0].shape) // => [ null, 57 ]
 * ```
 */
export function explorationMlp(options: ExplorationMlpOptions = {}): tf.LayersModel {
  return buildNet(explorationMlpSpec(options), options)
}
