import { checkInteger, checkOneOf } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import { addClassifierHead } from './classifier-head'
import type { NetOptions, PictureShape } from './options'
import { checkClasses, checkFeatures, checkPicture, checkRate, checkWidths } from './options'
import { addResidualBlock } from './residual-block'

/** Options of {@link genreGuessrResnet}. */
export interface GenreGuessrResnetOptions extends NetOptions {
  /** Height, width, channels. Default [512, 512, 1]. */
  readonly input?: PictureShape
  /** Descriptors that join before the dense layers; none by default (v7). */
  readonly features?: number
  /** Channels of the four stages. Default [64, 128, 256, 512]. */
  readonly widths?: readonly number[]
  /** Units of the hidden dense layer. Default 1000. */
  readonly hidden?: number
  /** Dropout of the head. Default 0.25. */
  readonly dropout?: number
  /** What the head drops together: `'example'` as the source does, or `'unit'`. Default `'example'`. */
  readonly headDropout?: 'example' | 'unit'
}

/** The description of {@link genreGuessrResnet}. */
export function genreGuessrResnetSpec(options: GenreGuessrResnetOptions = {}): NetSpec {
  const { input = [512, 512, 1], features, widths = [64, 128, 256, 512], hidden = 1000, dropout = 0.25 } = options
  const headDropout = checkOneOf('headDropout', options.headDropout ?? 'example', ['example', 'unit'] as const)
  checkRate('dropout', dropout)
  checkWidths('widths', widths, 4)
  const net = new NetSketch()
  net.input('picture', checkPicture(input))
  net.conv('block1.0', widths[0], { kernel: 2, stride: 2, padding: 3, bias: false })
  net.batchNorm('block1.1')
  net.relu()
  net.maxPool(2)
  widths.forEach((width, stage) => {
    // The source's first stage holds the pool as its first part, hence the numbers.
    const first = stage === 0 ? 1 : 0
    const before = widths[Math.max(0, stage - 1)]
    const names = ['cnn1.0', 'cnn1.1', 'cnn2.0', 'cnn2.1', 'shortcut.0', 'shortcut.1'] as const
    addResidualBlock(net, `block${stage + 2}.${first}`, { width, before, stride: 1, names })
    addResidualBlock(net, `block${stage + 2}.${first + 1}`, { width, before: width, stride: 2, names })
  })
  net.averagePool(2)
  const flat = net.flattenChannelsFirst()
  if (features !== undefined) {
    const descriptors = net.input('features', [checkFeatures(features)])
    net.add({ op: 'concat' }, { from: [flat, descriptors] })
  }
  addClassifierHead(net, 'classifier', {
    hidden: checkInteger('hidden', hidden, { min: 1, max: 2 ** 20 }),
    classes: checkClasses(options.classes),
    dropout,
    headDropout,
  })
  return net.spec(features === undefined ? 'resnet-v7' : 'resnet-v10')
}

/**
 * GenreGuessr's ResNet, v7 (19 722 450 parameters): a 2x2 stem of stride 2 and padding 3, batch norm, ReLU, max pool 2; four
 * stages of two residual blocks, the *second* of each with stride 2; average pool 2; flatten; linear 1000, ReLU, batch norm,
 * dropout, linear. The source calls it ResNet-34; that has 16 blocks ({@link resnet}), this has 8.
 *
 * With `features: 57` it is v10 (19 779 450): the descriptors of the segment, min-max scaled, join the flattened picture.
 * Its model then takes `[pictures, features]`.
 *
 * @throws NetTooLargeError where the backend has no room, before anything is allocated
 * @throws InvalidParameterError for a wrong option or an input too small
 *
 * @example
 * ```ts
 * import { genreGuessrResnet } from '@genre/nets'
 * const net = genreGuessrResnet({ input: [64, 64, 1], widths: [4, 4, 8, 8], hidden: 16, randomState: 1 })
 * console.log(net.outputShape) // => [ null, 10 ]
 * ```
 */
export function genreGuessrResnet(options: GenreGuessrResnetOptions = {}): tf.LayersModel {
  return buildNet(genreGuessrResnetSpec(options), options)
}

/**
 * GenreGuessr's best net, v10: {@link genreGuessrResnet} with the feature branch, 57 descriptors unless told otherwise.
 *
 * @example
 * ```ts
 * import { resnetWithFeatures } from '@genre/nets'
 * const net = resnetWithFeatures({ input: [64, 64, 1], features: 57, widths: [4, 4, 8, 8], hidden: 16 })
 * console.log(net.inputs.map(input => input.shape)) // => [ [ null, 64, 64, 1 ], [ null, 57 ] ]
 * ```
 */
export function resnetWithFeatures(options: GenreGuessrResnetOptions = {}): tf.LayersModel {
  return genreGuessrResnet({ features: 57, ...options })
}
