import { checkInteger } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions } from './options'
import { checkClasses, checkWidths } from './options'

/** Options of {@link gatedNet}. */
export interface GatedNetOptions extends NetOptions {
  /** Frames and samples of a frame. Default [94542, 7]: a whole GTZAN track of 661 794 samples. */
  readonly input?: readonly [number, number]
  /** Hidden units of each class's cell. Default 7. */
  readonly units?: number
}

/** The description of {@link gatedNet}. */
export function gatedNetSpec(options: GatedNetOptions = {}): NetSpec {
  const { input = [94542, 7], units = 7 } = options
  const [frames, length] = checkWidths('input', input, 2)
  checkInteger('units', units, { min: 1, max: 4096 })
  const net = new NetSketch()
  const waveform = net.input('waveform', [frames, length])
  const logits = Array.from({ length: checkClasses(options.classes) }, (_, i) => {
    net.add(
      { op: 'lstm', units, bias: false, direction: 'forward', sequences: false },
      { name: `class${i}.l0`, from: waveform },
    )
    if (units === 1) return net.last
    net.add({ op: 'reshape', shape: [units, 1] })
    const mean = net.add({ op: 'globalAveragePool' })
    return net.add({ op: 'add' }, { from: Array<string>(units).fill(mean) })
  })
  net.add({ op: 'concat' }, { from: logits })
  return net.spec('gated-net')
}

/**
 * The gated cell on raw audio of the Georgia Tech project: the waveform in frames of 7 samples goes through one gated cell of
 * 7 hidden units for each class (input, forget, cell and output gates, no bias: an array of 10 x 28 x 14, 3920 parameters); the
 * sum of a class's hidden state after the last frame is its logit. The source calls the cell a GRU; its four gates are those
 * of an LSTM. It says that the last hidden state is the class's probability, not how 7 values become one: the sum is ours.
 *
 * A whole track takes 94 542 steps one after the other; give `input` fewer frames to train on excerpts.
 *
 * @throws InvalidParameterError for a wrong option
 *
 * @example
 * ```ts
 * import { gatedNet } from '@genre/nets'
 * console.log(gatedNet({ input: [50, 7], randomState: 1 }).countParams()) // => 3920
 * ```
 */
export function gatedNet(options: GatedNetOptions = {}): tf.LayersModel {
  return buildNet(gatedNetSpec(options), options)
}
