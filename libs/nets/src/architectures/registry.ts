import { InvalidParameterError } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import type { BuildOptions } from '../spec/build-net'
import { buildNet } from '../spec/build-net'
import { netSize } from '../spec/net-size'
import type { NetSpec } from '../spec/net-spec'
import { cnnRnnSpec } from './cnn-rnn'
import { cs4100CnnSpec } from './cs4100-cnn'
import { cs4100FcnnSpec } from './cs4100-fcnn'
import { csc461CnnSpec } from './csc461-cnn'
import { csc461MlpSpec } from './csc461-mlp'
import { explorationMlpSpec } from './exploration-mlp'
import { gatedNetSpec } from './gated-net'
import { genreGuessrResnetSpec } from './genreguessr-resnet'
import { miniVggSpec } from './mini-vgg'
import { resnetSpec } from './resnet'
import { sequenceLstmSpec } from './sequence-lstm'
import { smallSpec } from './small'

/** The options that an architecture of the registry takes: those of its function, by name. */
export type ArchitectureOptions = Readonly<Record<string, unknown>>

/** A score that a source published. */
export interface PublishedScore {
  readonly accuracy: number
  /** What it was measured on, in the source's protocol. */
  readonly on: string
}

/** One net that can be made by name. */
export interface Architecture {
  readonly name: string
  readonly description: string
  /** Which system it comes from. */
  readonly source: string
  /** Where its input comes from: the function that makes it, or the columns of a table. */
  readonly recipe: string
  readonly published: readonly PublishedScore[]
  /** Its description as data, with other options than its own where given. */
  describe(options?: ArchitectureOptions): NetSpec
}

/** What {@link listArchitectures} tells of each net. */
export interface ArchitectureSummary {
  readonly name: string
  readonly description: string
  readonly source: string
  readonly recipe: string
  readonly published: readonly PublishedScore[]
  /** The shape of its first input, without the batch. */
  readonly input: readonly number[]
  /** The shapes of all its inputs by name. */
  readonly inputs: Readonly<Record<string, readonly number[]>>
  readonly classes: number
  /** Parameters that training changes. */
  readonly parameters: number
  /** PyTorch's count of them, which has a second bias in each LSTM. */
  readonly torchParameters: number
}

type Describe = (options: never) => NetSpec

function entry(
  name: string,
  description: string,
  source: string,
  recipe: string,
  describe: Describe,
  preset: ArchitectureOptions = {},
  published: readonly PublishedScore[] = [],
): Architecture {
  return {
    name,
    description,
    source,
    recipe,
    published,
    describe: (options = {}) => ({ ...describe({ ...preset, ...defined(options) } as never), name }),
  }
}

function defined(options: ArchitectureOptions): ArchitectureOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

const GUESSR = 'GenreGuessr (EE 460)'
const TECH = 'Georgia Tech'
const wide = [480, 640, 3]
const ROWS = 'windows split by row'

/** Every architecture of the registry, in the order in which the sources tell of them. */
function architectures(): readonly Architecture[] {
  return [
    entry(
      'mini-vgg-v3',
      'Mini-VGG of two blocks on 15 s spectrograms',
      GUESSR,
      'widePictures({ seconds: 15 })',
      miniVggSpec,
      {
        input: wide,
        widths: [32, 64],
      },
      [{ accuracy: 0.599, on: `test, ${ROWS}` }],
    ),
    entry(
      'mini-vgg-v4',
      'Mini-VGG of two blocks on 10 s spectrograms',
      GUESSR,
      'widePictures({ seconds: 10 })',
      miniVggSpec,
      {
        input: wide,
        widths: [32, 64],
      },
      [
        { accuracy: 0.789, on: `validation, ${ROWS}` },
        { accuracy: 0.9056, on: `a later run, ${ROWS}` },
      ],
    ),
    entry(
      'mini-vgg-v5',
      'Mini-VGG of three blocks on 15 s spectrograms, one channel',
      GUESSR,
      'widePictures({ seconds: 15 })',
      miniVggSpec,
      { input: [480, 640, 1], widths: [32, 64, 128] },
      [{ accuracy: 0.6865, on: `test, ${ROWS}` }],
    ),
    entry(
      'mini-vgg-v6',
      'Mini-VGG of five blocks on 3 s spectrograms',
      GUESSR,
      'squarePictures',
      miniVggSpec,
      { input: [512, 512, 1], widths: [32, 64, 128, 256, 512] },
      [{ accuracy: 0.787, on: `test, ${ROWS}` }],
    ),
    entry(
      'resnet-v7',
      'ResNet of 8 blocks on 3 s spectrograms (the source says ResNet-34)',
      GUESSR,
      'squarePictures',
      genreGuessrResnetSpec,
      {},
      [{ accuracy: 0.8847, on: `test, ${ROWS}` }],
    ),
    entry(
      'resnet-v10',
      'ResNet of 8 blocks on 3 s spectrograms, with 57 descriptors',
      GUESSR,
      'squarePictures; 57 descriptors, min-max',
      genreGuessrResnetSpec,
      { features: 57 },
      [{ accuracy: 0.9167, on: `test, ${ROWS}` }],
    ),
    entry('resnet-18', 'ResNet-18 as published, one channel', 'He et al. 2015', 'squarePictures', resnetSpec, {
      depth: 18,
    }),
    entry(
      'resnet-18-features',
      'ResNet-18 with 57 descriptors beside the pooled channels',
      'He et al. 2015',
      'squarePictures; 57 descriptors, min-max',
      resnetSpec,
      { depth: 18, features: 57 },
    ),
    entry('resnet-34', 'ResNet-34 as published, one channel', 'He et al. 2015', 'squarePictures', resnetSpec, {
      depth: 34,
    }),
    entry(
      'resnet-34-features',
      'ResNet-34 with 57 descriptors beside the pooled channels',
      'He et al. 2015',
      'squarePictures; 57 descriptors, min-max',
      resnetSpec,
      { depth: 34, features: 57 },
    ),
    entry('csc461-cnn', 'CNN of five blocks on 4 s mel spectrograms', 'CSC 461', 'melPictures', csc461CnnSpec, {}, [
      { accuracy: 0.9385, on: 'test, overlapping chunks split by row' },
    ]),
    entry(
      'csc461-mlp',
      'MLP on 146 columns of the 207 descriptors',
      'CSC 461',
      '207 descriptors, PCA of the mel bands, standardised',
      csc461MlpSpec,
      {},
      [{ accuracy: 0.72, on: 'test, split by track' }],
    ),
    entry(
      'cs4100-cnn',
      'CNN of two convolutions on the Kaggle pictures',
      'CS 4100',
      'kagglePicture',
      cs4100CnnSpec,
      {},
      [
        { accuracy: 0.605, on: 'test, split by track' },
        { accuracy: 0.575, on: 'test, split by track, second run' },
      ],
    ),
    entry(
      'cs4100-fcnn',
      'fully connected net on 58 columns of the 30 s table',
      'CS 4100',
      'length and 57 descriptors, unscaled as published, or standardised',
      cs4100FcnnSpec,
      {},
      [
        { accuracy: 0.325, on: 'test, split by track, unscaled' },
        { accuracy: 0.28, on: 'test, split by track, unscaled, second run' },
      ],
    ),
    entry(
      'exploration-mlp',
      'MLP of the model exploration on 57 descriptors',
      GUESSR,
      '57 descriptors, min-max',
      explorationMlpSpec,
      {},
      [{ accuracy: 0.9053, on: 'test, 3 s segments split by row' }],
    ),
    entry(
      'bilstm',
      'bidirectional LSTM over the ten segments of a track',
      TECH,
      '10 x 56 descriptors (no tempo), standardised',
      sequenceLstmSpec,
      {},
      [{ accuracy: 0.86, on: 'test, split by track' }],
    ),
    entry(
      'lstm',
      'LSTM in one direction over the ten segments of a track',
      TECH,
      '10 x 56 descriptors (no tempo), standardised',
      sequenceLstmSpec,
      { bidirectional: false, units: 128 },
      [{ accuracy: 0.845, on: 'test, split by track' }],
    ),
    entry(
      'lstm-pca',
      'LSTM in one direction over 23 principal components',
      TECH,
      '10 x 23 components (85 % of the variance) of the standardised descriptors',
      sequenceLstmSpec,
      { bidirectional: false, units: 128, input: [10, 23] },
      [{ accuracy: 0.78, on: 'test, split by track' }],
    ),
    entry(
      'lstm-dropout',
      'LSTM in one direction with dropout 0.2',
      TECH,
      '10 x 56 descriptors (no tempo), standardised',
      sequenceLstmSpec,
      { bidirectional: false, units: 128, dropout: 0.2 },
      [{ accuracy: 0.86, on: 'test, split by track, at best' }],
    ),
    entry(
      'gated-net',
      'one gated cell of 7 units a class on the waveform in frames of 7',
      TECH,
      'waveformFrames',
      gatedNetSpec,
      {},
      [{ accuracy: 0.9011, on: 'tracks it was trained on' }],
    ),
    entry('cnn-rnn', 'convolution, then a bidirectional LSTM along time (draft)', GUESSR, 'logMelPictures', cnnRnnSpec),
    entry(
      'cnn-rnn-features',
      'convolution and LSTM along time, with 57 descriptors',
      GUESSR,
      'logMelPictures; 57 descriptors, min-max',
      cnnRnnSpec,
      { features: 57 },
    ),
    entry('small', 'small residual net on 3 s of log-mel, for live use', 'ours', 'logMelPictures', smallSpec),
  ]
}

/**
 * An architecture of the registry by its name.
 * @throws InvalidParameterError naming those that there are
 *
 * @example
 * ```ts
 * import { getArchitecture } from '@genre/nets'
 * console.log(getArchitecture('resnet-v10').source) // => GenreGuessr (EE 460)
 * ```
 */
export function getArchitecture(name: string): Architecture {
  const all = architectures()
  const found = all.find(architecture => architecture.name === name)
  if (found) return found
  const allowed = `one of ${all.map(architecture => architecture.name).join(', ')}`
  throw new InvalidParameterError({ parameter: 'architecture', received: name, allowed })
}

/**
 * The description of a net by its name, with options of its function where they differ from its own.
 * @throws InvalidParameterError for an unknown name or a wrong option
 *
 * @example
 * ```ts
 * import { describeNet, netSize } from '@genre/nets'
 * console.log(netSize(describeNet('csc461-cnn')).parameters) // => 7182458
 * console.log(netSize(describeNet('csc461-cnn', { classes: 4 })).parameters) // => 7175252
 * ```
 */
export function describeNet(name: string, options?: ArchitectureOptions): NetSpec {
  return getArchitecture(name).describe(options)
}

/**
 * Makes a net by its name.
 * @throws NetTooLargeError where the backend has no room, before anything is allocated
 * @throws InvalidParameterError for an unknown name or a wrong option
 *
 * @example
 * ```ts
 * import { createNet } from '@genre/nets'
 * const net = createNet('small', { classes: 4, randomState: 0 })
 * console.log(net.outputShape) // => [ null, 4 ]
 * ```
 */
export function createNet(name: string, options: ArchitectureOptions & BuildOptions = {}): tf.LayersModel {
  return buildNet(describeNet(name, options), options)
}

/**
 * All architectures with their inputs and counts, taken from their descriptions; nothing is built.
 *
 * @example
 * ```ts
 * import { listArchitectures } from '@genre/nets'
 * const nets = listArchitectures()
 * console.log(nets.find(net => net.name === 'cs4100-cnn')?.parameters) // => 7969130
 * ```
 */
export function listArchitectures(): ArchitectureSummary[] {
  return architectures().map(({ name, description, source, recipe, published, describe }) => {
    const spec = describe()
    const { parameters, torchParameters } = netSize(spec)
    const inputs = Object.fromEntries(spec.layers.flatMap(l => (l.op === 'input' ? [[l.name, l.shape]] : [])))
    const input = Object.values(inputs)[0] as readonly number[]
    return {
      name,
      description,
      source,
      recipe,
      published,
      input,
      inputs,
      classes: 10,
      parameters,
      torchParameters,
    }
  })
}
