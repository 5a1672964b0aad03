import { checkInteger, InvalidParameterError } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import { addClassifierHead } from './classifier-head'
import type { NetOptions, PictureShape } from './options'
import { checkClasses, checkFeatures, checkPicture, checkRate, checkWidths } from './options'
import { addResidualBlock } from './residual-block'

/** Options of {@link resnet}. */
export interface ResnetOptions extends NetOptions {
  /** 18 (two blocks a stage) or 34 (3, 4, 6, 3). Default 34. */
  readonly depth?: 18 | 34
  /** Height, width, channels. Default [512, 512, 1]. */
  readonly input?: PictureShape
  /** Descriptors that join the pooled channels; none by default. */
  readonly features?: number
  /** Channels of the four stages. Default [64, 128, 256, 512]. */
  readonly widths?: readonly number[]
  /** Units of a hidden dense layer (with ReLU, batch norm, dropout) before the last; none by default. */
  readonly hidden?: number
  /** Dropout of that hidden layer. Default 0.25. */
  readonly dropout?: number
}

const BLOCKS = { 18: [2, 2, 2, 2], 34: [3, 4, 6, 3] } as const

/** The description of {@link resnet}. */
export function resnetSpec(options: ResnetOptions = {}): NetSpec {
  const { depth = 34, input = [512, 512, 1], features, widths = [64, 128, 256, 512], hidden, dropout = 0.25 } = options
  if (!Object.hasOwn(BLOCKS, depth)) {
    throw new InvalidParameterError({ parameter: 'depth', received: depth, allowed: '18 or 34' })
  }
  checkRate('dropout', dropout)
  checkWidths('widths', widths, 4)
  const classes = checkClasses(options.classes)
  const net = new NetSketch()
  net.input('picture', checkPicture(input))
  net.conv('conv1', widths[0], { kernel: 7, stride: 2, padding: 3, bias: false })
  net.batchNorm('bn1')
  net.relu()
  // Zeros at the edge are PyTorch's minus infinities here: nothing after a ReLU is below them.
  net.add({ op: 'zeroPad2d', padding: 1 })
  net.maxPool(3, 2)
  widths.forEach((width, stage) => {
    for (let i = 0; i < BLOCKS[depth][stage]; i++) {
      addResidualBlock(net, `layer${stage + 1}.${i}`, {
        width,
        before: i > 0 ? width : widths[Math.max(0, stage - 1)],
        stride: i === 0 && stage > 0 ? 2 : 1,
        names: ['conv1', 'bn1', 'conv2', 'bn2', 'downsample.0', 'downsample.1'],
      })
    }
  })
  const pooled = net.add({ op: 'globalAveragePool' })
  if (features !== undefined) {
    const descriptors = net.input('features', [checkFeatures(features)])
    net.add({ op: 'concat' }, { from: [pooled, descriptors] })
  }
  if (hidden === undefined) net.dense('fc', classes)
  else {
    checkInteger('hidden', hidden, { min: 1, max: 2 ** 20 })
    addClassifierHead(net, 'fc', { hidden, classes, dropout, headDropout: 'unit' })
  }
  return net.spec(`resnet-${depth}${features === undefined ? '' : '-features'}`)
}

/**
 * ResNet-18 and ResNet-34 as published (He et al. 2015) and as torchvision has them, for pictures of any number of channels:
 * stem 7x7 stride 2, max pool 3x3 stride 2, stages of 2 2 2 2 or 3 4 6 3 basic blocks whose *first* has the stride, global
 * average pooling, linear. The body of ResNet-34 at one channel has 21 278 400 parameters. With `features`, descriptors join
 * the pooled channels; the model then takes `[pictures, features]`.
 *
 * @throws NetTooLargeError where the backend has no room, before anything is allocated
 * @throws InvalidParameterError for a wrong option
 *
 * @example
 * ```ts
 * import { resnet } from '@genre/nets'
 * const net = resnet({ depth: 18, input: [64, 64, 1], widths: [4, 4, 8, 8], randomState: 1 })
 * console.log(net.outputShape) // => [ null, 10 ]
 * ```
 */
export function resnet(options: ResnetOptions = {}): tf.LayersModel {
  return buildNet(resnetSpec(options), options)
}
