import { checkInteger } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions, PictureShape } from './options'
import { checkClasses, checkPicture, checkWidths } from './options'

/** Options of {@link cs4100Cnn}. */
export interface Cs4100CnnOptions extends NetOptions {
  /** Height, width, channels. Default [216, 144, 3]: the source resizes its 432 x 288 pictures to this height and width. */
  readonly input?: PictureShape
  /** Channels of the two convolutions. Default [16, 32]. */
  readonly widths?: readonly number[]
  /** Units of the hidden dense layer. Default 128. */
  readonly hidden?: number
}

/** The description of {@link cs4100Cnn}. */
export function cs4100CnnSpec(options: Cs4100CnnOptions = {}): NetSpec {
  const { input = [216, 144, 3], widths = [16, 32], hidden = 128 } = options
  const net = new NetSketch()
  net.input('picture', checkPicture(input))
  checkWidths('widths', widths).forEach((width, i) => {
    net.conv(`conv${i + 1}`, width, { padding: 1, activation: 'relu' })
    net.maxPool(2)
  })
  net.flattenChannelsFirst()
  net.dense('fc1', checkInteger('hidden', hidden, { min: 1, max: 2 ** 20 }), { activation: 'relu' })
  net.dense('fc2', checkClasses(options.classes))
  return net.spec('cs4100-cnn')
}

/**
 * The CNN of the CS 4100 project (7 969 130 parameters): conv 16 3x3, ReLU, pool, conv 32 3x3, ReLU, pool, linear 128, ReLU,
 * linear, on the mel spectrogram pictures of the Kaggle copy of GTZAN (`kagglePicture`).
 *
 * @throws InvalidParameterError for a wrong option or an input too small
 *
 * @example
 * ```ts
 * import { cs4100Cnn } from '@genre/nets'
 * const net = cs4100Cnn({ input: [16, 12, 3], widths: [4, 8], hidden: 16, randomState: 1 })
 * console.log(net.countParams()) // => 2130
 * ```
 */
export function cs4100Cnn(options: Cs4100CnnOptions = {}): tf.LayersModel {
  return buildNet(cs4100CnnSpec(options), options)
}
