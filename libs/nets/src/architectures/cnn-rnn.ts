import { checkInteger } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { layerShapes } from '../spec/layer-shapes'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions, PictureShape } from './options'
import { checkClasses, checkFeatures, checkPicture, checkRate } from './options'

/** Options of {@link cnnRnn}. */
export interface CnnRnnOptions extends NetOptions {
  /** Height (bands), width (frames), channels. Default [128, 130, 1]: 3 s of log-mel. */
  readonly input?: PictureShape
  /** Descriptors that join before the last layer; none by default (the draft). */
  readonly features?: number
  /** Channels of the convolution. Default 16. */
  readonly filters?: number
  /** Units of each direction of the LSTM layers. Default 64. */
  readonly units?: number
  /** LSTM layers. Default 2. */
  readonly layers?: number
  /** Dropout after the pool and after the LSTM. Default 0.3. */
  readonly dropout?: number
}

/** The description of {@link cnnRnn}. */
export function cnnRnnSpec(options: CnnRnnOptions = {}): NetSpec {
  const { input = [128, 130, 1], features, filters = 16, units = 64, layers = 2 } = options
  const dropout = checkRate('dropout', options.dropout ?? 0.3)
  for (const [name, value] of Object.entries({ filters, units, layers })) {
    checkInteger(name, value, { min: 1, max: name === 'layers' ? 100 : 2 ** 16 })
  }
  const net = new NetSketch()
  net.input('picture', checkPicture(input))
  net.conv('cnn.0', filters, { padding: 1, activation: 'relu' })
  const pooled = net.maxPool(2)
  net.dropout(dropout)
  const [height, width] = layerShapes(net.spec('cnn-rnn')).get(pooled)!
  // Columns become steps, each with its values channel by channel, as PyTorch's view has them.
  net.add({ op: 'permute', order: [2, 3, 1] })
  net.add({ op: 'reshape', shape: [width, filters * height] })
  for (let i = 0; i < layers; i++) {
    net.add({ op: 'lstm', units, bias: true, direction: 'both', sequences: true }, { name: `rnn.l${i}` })
  }
  net.lastStep(width, 2 * units)
  const fused = net.dropout(dropout)
  if (features !== undefined) {
    const descriptors = net.input('features', [checkFeatures(features)])
    net.add({ op: 'concat' }, { from: [fused, descriptors] })
  }
  net.dense('fc', checkClasses(options.classes))
  return net.spec(features === undefined ? 'cnn-rnn' : 'cnn-rnn-features')
}

/**
 * GenreGuessr's draft of a CNN-RNN fusion: conv 16 3x3, ReLU, pool 2, dropout; the columns as time steps of a bidirectional
 * LSTM of two layers of 64; the outputs at the last step (PyTorch's `out[:, -1]`), dropout, linear. With `features`,
 * descriptors join before the linear layer, which the source names as future work; the model then takes
 * `[pictures, features]`.
 *
 * @throws InvalidParameterError for a wrong option or an input too small
 *
 * @example
 * ```ts
 * import { cnnRnn } from '@genre/nets'
 * const net = cnnRnn({ input: [16, 20, 1], filters: 4, units: 8, randomState: 1 })
 * console.log(net.outputShape) // => [ null, 10 ]
 * ```
 */
export function cnnRnn(options: CnnRnnOptions = {}): tf.LayersModel {
  return buildNet(cnnRnnSpec(options), options)
}
