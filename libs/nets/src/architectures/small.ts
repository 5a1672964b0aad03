import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions, PictureShape } from './options'
import { checkClasses, checkFeatures, checkPicture, checkRate, checkWidths } from './options'
import { addResidualBlock } from './residual-block'

/** Options of {@link small}. */
export interface SmallOptions extends NetOptions {
  /** Bands, frames, channels. Default [128, 130, 1]: 3 s at 22 050 Hz (`logMelPictures`). */
  readonly input?: PictureShape
  /** Descriptors that join the pooled channels; none by default. */
  readonly features?: number
  /** Channels of the stem and of the residual blocks, each of which halves the picture. Default [24, 48, 96, 192]. */
  readonly widths?: readonly number[]
  /** Dropout before the last layer. Default 0.3. */
  readonly dropout?: number
}

/** The description of {@link small}. */
export function smallSpec(options: SmallOptions = {}): NetSpec {
  const { input = [128, 130, 1], features, widths = [24, 48, 96, 192] } = options
  const dropout = checkRate('dropout', options.dropout ?? 0.3)
  checkWidths('widths', widths)
  const net = new NetSketch()
  net.input('picture', checkPicture(input))
  net.conv('stem.0', widths[0], { stride: 2, padding: 1, bias: false })
  net.batchNorm('stem.1')
  net.relu()
  widths.slice(1).forEach((width, i) => {
    addResidualBlock(net, `block${i + 1}`, {
      width,
      before: widths[i],
      stride: 2,
      names: ['conv1', 'bn1', 'conv2', 'bn2', 'shortcut.0', 'shortcut.1'],
    })
  })
  const pooled = net.add({ op: 'globalAveragePool' })
  if (features !== undefined) {
    const descriptors = net.input('features', [checkFeatures(features)])
    net.add({ op: 'concat' }, { from: [pooled, descriptors] })
  }
  net.dropout(dropout)
  net.dense('fc', checkClasses(options.classes))
  return net.spec(features === undefined ? 'small' : 'small-features')
}

/**
 * A small residual net of our own for live use: log-mel in, a 3x3 stem of stride 2, three residual blocks of stride 2, global
 * average pooling, dropout, linear. Under a million parameters, and few, plain 3x3 convolutions, which every backend has fast.
 *
 * @throws InvalidParameterError for a wrong option
 *
 * @example
 * ```ts
 * import { small } from '@genre/nets'
 * const net = small({ classes: 10, randomState: 1 })
 * console.log(net.outputShape) // => [ null, 10 ]
 * ```
 */
export function small(options: SmallOptions = {}): tf.LayersModel {
  return buildNet(smallSpec(options), options)
}
