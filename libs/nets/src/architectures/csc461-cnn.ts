import { checkInteger } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions, PictureShape } from './options'
import { checkClasses, checkPicture, checkRate, checkWidths } from './options'

/** Options of {@link csc461Cnn}. */
export interface Csc461CnnOptions extends NetOptions {
  /** Height, width, channels. Default [150, 150, 1]. */
  readonly input?: PictureShape
  /** Channels of the blocks. Default [32, 64, 128, 256, 512]. */
  readonly widths?: readonly number[]
  /** Units of the hidden dense layer. Default 1200. */
  readonly hidden?: number
  /** Dropout after the third block and the last. Default 0.3. */
  readonly dropout?: number
  /** Dropout after the hidden dense layer. Default 0.45. */
  readonly headDropout?: number
}

/** The description of {@link csc461Cnn}. */
export function csc461CnnSpec(options: Csc461CnnOptions = {}): NetSpec {
  const { input = [150, 150, 1], widths = [32, 64, 128, 256, 512], hidden = 1200 } = options
  const dropout = checkRate('dropout', options.dropout ?? 0.3)
  const headDropout = checkRate('headDropout', options.headDropout ?? 0.45)
  const net = new NetSketch()
  net.input('picture', checkPicture(input))
  // PyTorch numbers the parts of the source's Sequential: conv, ReLU, conv, ReLU, pool and sometimes dropout.
  let part = 0
  checkWidths('widths', widths).forEach((width, i) => {
    net.conv(`features.${part}`, width, { padding: 1, activation: 'relu' })
    net.conv(`features.${part + 2}`, width, { activation: 'relu' })
    net.maxPool(2)
    part += 5
    if (i === 2 || i === widths.length - 1) {
      net.dropout(dropout)
      part++
    }
  })
  net.flattenChannelsFirst()
  net.dense('classifier.1', checkInteger('hidden', hidden, { min: 1, max: 2 ** 20 }), { activation: 'relu' })
  net.dropout(headDropout)
  net.dense('classifier.4', checkClasses(options.classes))
  return net.spec('csc461-cnn')
}

/**
 * The CNN of the CSC 461 project (7 182 458 parameters at 150 x 150 x 1): five blocks of conv 3x3 with padding, ReLU, conv 3x3
 * without, ReLU, max pool 2; dropout after the third and fifth; linear 1200, ReLU, dropout, linear. Its input is a mel
 * power spectrogram resized to 150 x 150 (`melPictures`).
 *
 * @throws NetTooLargeError where the backend has no room, before anything is allocated
 * @throws InvalidParameterError for a wrong option or an input too small
 *
 * @example
 * ```ts
 * import { csc461Cnn } from '@genre/nets'
 * const net = csc461Cnn({ input: [40, 40, 1], widths: [4, 8, 8], hidden: 16, randomState: 1 })
 * console.log(net.countParams()) // => 3574
 * ```
 */
export function csc461Cnn(options: Csc461CnnOptions = {}): tf.LayersModel {
  return buildNet(csc461CnnSpec(options), options)
}
