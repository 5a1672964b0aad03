import { checkInteger, checkOneOf } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { buildNet } from '../spec/build-net'
import { NetSketch } from '../spec/net-sketch'
import type { NetSpec } from '../spec/net-spec'
import type { NetOptions } from './options'
import { checkClasses, checkRate, checkWidths } from './options'

/** Options of {@link sequenceLstm}. */
export interface SequenceLstmOptions extends NetOptions {
  /** Steps and values of a step. Default [10, 56]: the ten 3 s segments of a track, the 57 descriptors without `tempo`. */
  readonly input?: readonly [number, number]
  /** Default 256. */
  readonly units?: number
  /** Whether a second LSTM reads the sequence backwards. Default true. */
  readonly bidirectional?: boolean
  /**
   * What of the LSTM goes on: `'final'`, the state after the last step it reads, of both directions; `'last'`, the outputs
   * at the last step of the sequence (PyTorch's `out[:, -1]`, where the backward LSTM has read one step); `'mean'`, the
   * average over all steps, which the source names as a next step. The source does not say which it took. Default `'final'`.
   */
  readonly pooling?: 'final' | 'last' | 'mean'
  /** Dropout after the LSTM. Default 0; the source tried 0.2. */
  readonly dropout?: number
}

/** The description of {@link sequenceLstm}. */
export function sequenceLstmSpec(options: SequenceLstmOptions = {}): NetSpec {
  const { input = [10, 56], units = 256, bidirectional = true } = options
  const pooling = checkOneOf('pooling', options.pooling ?? 'final', ['final', 'last', 'mean'] as const)
  const dropout = checkRate('dropout', options.dropout ?? 0)
  const [steps, values] = checkWidths('input', input, 2)
  checkInteger('units', units, { min: 1, max: 2 ** 16 })
  const net = new NetSketch()
  net.input('sequence', [steps, values])
  const direction = bidirectional ? 'both' : 'forward'
  net.add({ op: 'lstm', units, bias: true, direction, sequences: pooling !== 'final' }, { name: 'lstm.l0' })
  if (pooling === 'last') net.lastStep(steps, bidirectional ? 2 * units : units)
  net.add({ op: 'layerNorm', epsilon: 1e-5 }, { name: 'norm' })
  if (pooling === 'mean') net.add({ op: 'globalAveragePool' })
  net.dropout(dropout)
  net.dense('fc', checkClasses(options.classes))
  return net.spec(bidirectional ? 'bilstm' : 'lstm')
}

/**
 * The LSTM family of the Georgia Tech project: a track is a sequence of the descriptors of its segments; one LSTM
 * (bidirectional or not), layer norm, linear. PyTorch keeps two biases in an LSTM, of which only the sum counts; here there is
 * one, so the count of parameters is 4 units a direction below PyTorch's (`torchParameters` of the registry has both).
 *
 * @throws InvalidParameterError for a wrong option
 *
 * @example
 * ```ts
 * import { sequenceLstm } from '@genre/nets'
 * const net = sequenceLstm({ input: [10, 23], units: 8, bidirectional: false, randomState: 1 })
 * console.log(net.outputShape) // => [ null, 10 ]
 * ```
 */
export function sequenceLstm(options: SequenceLstmOptions = {}): tf.LayersModel {
  return buildNet(sequenceLstmSpec(options), options)
}
