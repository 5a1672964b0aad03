import { checkInteger, checkOneOf } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import { addClassifierHead } from './classifier-head'
import type { NetOptions, PictureShape } from './options'
import { checkClasses, checkPicture, checkRate, checkWidths } from './options'

/** Options of {@link miniVgg}. */
export interface MiniVggOptions extends NetOptions {
  /** Height, width, channels. Default [512, 512, 1], v6's; v5 takes [480, 640, 1], v3 and v4 [480, 640, 3]. */
  readonly input?: PictureShape
  /** Channels of each block. Default [32, 64, 128, 256, 512], v6's; v3 and v4 have [32, 64], v5 [32, 64, 128]. */
  readonly widths?: readonly number[]
  /** Units of the hidden dense layer. Default 512. */
  readonly hidden?: number
  /** Dropout of the blocks (whole channels) and of the head. Default 0.25. */
  readonly dropout?: number
  /** What the head drops together: `'example'` as the source does, or `'unit'`. Default `'example'`. */
  readonly headDropout?: 'example' | 'unit'
}

/** The description of {@link miniVgg}. */
export function miniVggSpec(options: MiniVggOptions = {}): NetSpec {
  const { input = [512, 512, 1], widths = [32, 64, 128, 256, 512], hidden = 512, dropout = 0.25 } = options
  const headDropout = checkOneOf('headDropout', options.headDropout ?? 'example', ['example', 'unit'] as const)
  checkRate('dropout', dropout)
  const net = new NetSketch()
  net.input('picture', checkPicture(input))
  checkWidths('widths', widths).forEach((width, i) => {
    for (const part of [1, 2]) {
      net.conv(`block${i + 1}.conv${part}`, width, { padding: 1, activation: 'relu' })
      net.batchNorm(`block${i + 1}.bn${part}`)
    }
    net.maxPool(2)
    net.dropout(dropout, 'channel')
  })
  net.flattenChannelsFirst()
  addClassifierHead(net, 'classifier', {
    hidden: checkInteger('hidden', hidden, { min: 1, max: 2 ** 20 }),
    classes: checkClasses(options.classes),
    dropout,
    headDropout,
  })
  return net.spec('mini-vgg')
}

/**
 * GenreGuessr's "Mini-VGG", v3 to v6: blocks of twice (conv 3x3, ReLU, batch norm), max pool 2 and dropout of channels,
 * then a dense layer. With v3's input and widths it has 629 218 218 parameters, with v5's 314 866 794, with v6's 71 831 146.
 *
 * @throws NetTooLargeError where the backend has no room, before anything is allocated
 * @throws InvalidParameterError for a wrong option or an input too small
 *
 * @example
 * ```ts
 * import { miniVgg } from '@genre/nets'
 * const net = miniVgg({ input: [32, 32, 1], widths: [4, 8], hidden: 16, classes: 10, randomState: 1 })
 * console.log(net.countParams()) // => 9606
 * ```
 */
export function miniVgg(options: MiniVggOptions = {}): tf.LayersModel {
  return buildNet(miniVggSpec(options), options)
}
