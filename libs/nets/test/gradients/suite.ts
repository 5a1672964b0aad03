import { readFileSync } from 'node:fs'
import { RandomState } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import * as reference from './reference'
import type { Values, WindowOf } from './reference'

/**
 * Sums of 32-bit products of values near 1, a few hundred terms each: an error of some units in the last place of the largest.
 * Batch normalisation divides by deviations and subtracts means on top of it.
 */
const TOLERANCE = 2e-5

interface Golden {
  convolutions: (WindowOf & { x: number[]; results: string[] })[]
  depthwise: (WindowOf & { x: number[]; results: string[] })[]
  maxPools: { x: number[]; window: number; stride: number; results: string[] }[]
  meanPools: { x: number[]; window: number; stride: number; results: string[] }[]
  dense: { sizes: [number, number, number]; results: string[] }[]
  norms: { x: number[]; results: string[] }[]
  lstms: { batch: number; steps: number; inputs: number; units: number; results: string[] }[]
  crossEntropy: string[]
}

const golden = JSON.parse(readFileSync(new URL('../../golden/gradients.json', import.meta.url), 'utf8')) as Golden

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor

function draw(seed: number, shape: readonly number[], scale = 1, shift = 0): Values {
  const size = shape.reduce((product, length) => product * length, 1)
  const data = Float64Array.from(new RandomState(seed).standardNormal(size), value => value * scale + shift)
  return { data, shape }
}

const toTensor = ({ data, shape }: Values) => tf.tensor(Float32Array.from(data), [...shape])

function unpack(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** Every element, against the largest one there is. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  expect(actual.length, what).toBe(expected.length)
  let largest = 0
  let deviation = 0
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]))
    // Not Math.max alone: that a value is no number must not pass.
    if (!(Math.abs(actual[i] - expected[i]) <= deviation)) deviation = Math.abs(actual[i] - expected[i])
  }
  expect(deviation / largest, what).toBeLessThan(TOLERANCE)
}

/** The result of an operation and its gradients, for a random gradient of the result. */
async function compute(operation: Operation, inputs: readonly Values[]): Promise<Float32Array[]> {
  const tensors = inputs.map(toTensor)
  const y = tf.tidy(() => operation(...tensors))
  const dy = toTensor(draw(3, y.shape))
  const gradients = tf.grads(operation)(tensors, dy)
  const results = await Promise.all([y, ...gradients].map(tensor => tensor.data() as Promise<Float32Array>))
  tf.dispose([...tensors, y, dy, ...gradients])
  return results
}

async function compareWithTorch(operation: Operation, inputs: readonly Values[], results: string[]): Promise<void> {
  const ours = await compute(operation, inputs)
  results.forEach((text, i) => expectClose(ours[i], unpack(text), i === 0 ? 'value' : `gradient ${i}`))
}

async function compareWithDifferences(
  operation: Operation,
  exact: (...inputs: Values[]) => Values,
  inputs: readonly Values[],
): Promise<void> {
  // What the tensors hold, not what was drawn.
  const rounded = inputs.map(({ data, shape }) => ({ shape, data: Float64Array.from(Float32Array.from(data)) }))
  const [y, ...gradients] = await compute(operation, rounded)
  const value = exact(...rounded)
  expectClose(y, value.data, 'value')
  const weights = Float32Array.from(draw(3, value.shape).data)
  const differences = reference.finiteDifferences(exact, rounded, weights)
  differences.forEach((expected, i) => expectClose(gradients[i], expected, `gradient ${i + 1}`))
}

type Pad = [[number, number], [number, number], [number, number], [number, number]]
const padOf = ([top, bottom, left, right]: readonly number[]): Pad => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
]

/** What a backend of tfjs can do: where it cannot, the case is left out or put differently. */
export interface Abilities {
  /** Gradients of dilated windows. */
  readonly dilatedGradients: boolean
  /** Gradients of windows that are padded unlike 'same' and 'valid'; otherwise the picture is padded first. */
  readonly explicitPadding: boolean
  /** Gradients of depthwise convolutions with a stride for each axis. */
  readonly unequalStrides: boolean
  /** The gradient of an average over the part of a window that lies inside. */
  readonly clippedMeanPool: boolean
}

type Convolution = (
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  strides: [number, number],
  pad: 'valid' | Pad,
  dataFormat: 'NHWC',
  dilation: number,
) => tf.Tensor4D

const convolve =
  (compute: Convolution, { explicitPadding }: Abilities) =>
  ({ strides, pad, dilation }: WindowOf): Operation =>
  (x, filter) => {
    const none = pad.every(side => side === 0)
    const padded = none || explicitPadding ? x : tf.pad(x, padOf(pad))
    return compute(
      padded as tf.Tensor4D,
      filter as tf.Tensor4D,
      strides as [number, number],
      none || !explicitPadding ? 'valid' : padOf(pad),
      'NHWC',
      dilation,
    )
  }

const norm: Operation = (x, scale, offset) => {
  const axes = x.shape.slice(0, -1).map((_, i) => i)
  const { mean, variance } = tf.moments(x, axes)
  return tf.batchNorm(x as tf.Tensor4D, mean as tf.Tensor1D, variance as tf.Tensor1D, offset as tf.Tensor1D, scale as tf.Tensor1D, 1e-5) // prettier-ignore
}

const dense: Operation = (x, weights, bias) =>
  tf.relu(tf.add(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D), bias))

/** tf.layers' LSTM with its weights as inputs. */
const lstm: Operation = (x, kernel, recurrent, bias) => {
  const [n, t, d] = x.shape
  const u = recurrent.shape[0]
  let h: tf.Tensor = tf.zeros([n, u])
  let c: tf.Tensor = tf.zeros([n, u])
  for (let step = 0; step < t; step++) {
    const rows = tf.reshape(tf.slice(x, [0, step, 0], [n, 1, d]), [n, d])
    const gates = tf.add(tf.add(tf.matMul(rows, kernel), tf.matMul(h as tf.Tensor2D, recurrent as tf.Tensor2D)), bias)
    const [i, f, g, o] = tf.split(gates, 4, 1)
    c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)))
    h = tf.mul(tf.sigmoid(o), tf.tanh(c))
  }
  return h
}

const words = (value: object) => JSON.stringify(value).replace(/"|,"results.*/g, '')

/** Values and gradients of all operations that training uses, on the backend that `start` starts. */
export function gradientSuite(name: string, start: () => Promise<void>, abilities: Abilities): void {
  const { dilatedGradients, unequalStrides, clippedMeanPool } = abilities
  const convolution = convolve(tf.conv2d, abilities)
  const depthwise = convolve(tf.depthwiseConv2d, abilities)
  const unable = (c: WindowOf) => c.dilation > 1 && !dilatedGradients
  const unableDepthwise = (c: WindowOf) => unable(c) || (c.strides[0] !== c.strides[1] && !unequalStrides)
  describe(`gradients on ${name}`, () => {
    it('starts', start)

    describe('as PyTorch', () => {
      for (const { results, ...c } of golden.convolutions) {
        it.skipIf(unable(c))(`convolution ${words(c)}`, async () => {
          const [n, h, w, i, o] = c.x
          await compareWithTorch(convolution(c), [draw(1, [n, h, w, i]), draw(2, [...c.window, i, o])], results)
        })
      }
      for (const { results, ...c } of golden.depthwise) {
        it.skipIf(unableDepthwise(c))(`depthwise convolution ${words(c)}`, async () => {
          const [n, h, w, i] = c.x
          await compareWithTorch(depthwise(c), [draw(1, [n, h, w, i]), draw(2, [...c.window, i, 1])], results)
        })
      }
      for (const { results, ...c } of golden.maxPools) {
        it(`max pooling ${words(c)}`, () =>
          compareWithTorch(x => tf.maxPool(x as tf.Tensor4D, c.window, c.stride, 'valid'), [draw(1, c.x)], results))
      }
      for (const { results, ...c } of golden.meanPools) {
        it(`average pooling ${words(c)}`, () =>
          compareWithTorch(x => tf.avgPool(x as tf.Tensor4D, c.window, c.stride, 'valid'), [draw(1, c.x)], results))
      }
      for (const { sizes, results } of golden.dense) {
        it(`dense layer ${sizes}`, () => {
          const [n, d, u] = sizes
          return compareWithTorch(dense, [draw(1, [n, d]), draw(2, [d, u]), draw(4, [u])], results)
        })
      }
      for (const { x, results } of golden.norms) {
        it(`batch normalisation ${x}`, () => {
          const c = x[x.length - 1]
          return compareWithTorch(norm, [draw(1, x, 2, 3), draw(2, [c]), draw(4, [c])], results)
        })
      }
      for (const { results, ...c } of golden.lstms) {
        it(`LSTM ${words(c)}`, () => {
          const inputs = [
            draw(1, [c.batch, c.steps, c.inputs]),
            draw(2, [c.inputs, 4 * c.units]),
            draw(4, [c.units, 4 * c.units]),
            draw(5, [4 * c.units]),
          ]
          return compareWithTorch(lstm, inputs, results)
        })
      }
      it('cross entropy', () => {
        const labels = tf.oneHot(
          tf.tensor1d(
            Array.from({ length: 12 }, (_, i) => i % 10),
            'int32',
          ),
          10,
        )
        const loss: Operation = x => tf.reshape(tf.losses.softmaxCrossEntropy(labels, x as tf.Tensor2D), [1])
        return compareWithTorch(loss, [draw(1, [12, 10], 3)], golden.crossEntropy)
      })
    })

    describe('as finite differences in 64 bits', () => {
      const windows: [string, number[], WindowOf][] = [
        ['3 x 3, same', [2, 5, 6, 3, 4], { window: [3, 3], strides: [1, 1], pad: [1, 1, 1, 1], dilation: 1 }],
        ['3 x 3, valid', [1, 6, 5, 4, 9], { window: [3, 3], strides: [1, 1], pad: [0, 0, 0, 0], dilation: 1 }],
        [
          'stride 2, same of tfjs',
          [1, 6, 7, 2, 3],
          { window: [3, 3], strides: [2, 2], pad: [0, 1, 1, 1], dilation: 1 },
        ],
        [
          'stride 3 beyond the window',
          [1, 8, 8, 2, 5],
          { window: [2, 1], strides: [3, 3], pad: [0, 0, 0, 0], dilation: 1 },
        ],
        ['1 x 1', [2, 4, 3, 5, 8], { window: [1, 1], strides: [1, 1], pad: [0, 0, 0, 0], dilation: 1 }],
        ['dilated', [1, 7, 8, 2, 3], { window: [3, 2], strides: [1, 1], pad: [2, 1, 0, 2], dilation: 2 }],
        [
          'padding wider than the picture',
          [1, 2, 2, 2, 3],
          { window: [3, 3], strides: [2, 2], pad: [3, 4, 3, 4], dilation: 1 },
        ],
        ['one point', [3, 1, 1, 2, 2], { window: [3, 3], strides: [1, 1], pad: [1, 1, 1, 1], dilation: 1 }],
      ]
      for (const [label, [n, h, w, i, o], window] of windows) {
        it.skipIf(unable(window))(`convolution, ${label}`, () =>
          compareWithDifferences(convolution(window), (x, f) => reference.conv2d(x, f, window), [
            draw(1, [n, h, w, i]),
            draw(2, [...window.window, i, o]),
          ]),
        )
        it.skipIf(unableDepthwise(window))(`depthwise convolution, ${label}`, () =>
          compareWithDifferences(depthwise(window), (x, f) => reference.depthwiseConv2d(x, f, window), [
            draw(1, [n, h, w, i]),
            draw(2, [...window.window, i, label === '3 x 3, same' ? 2 : 1]),
          ]),
        )
      }
      const pools: [string, number[], WindowOf, number | 'same' | 'valid'][] = [
        ['2 x 2', [2, 4, 6, 5], { window: [2, 2], strides: [2, 2], pad: [0, 0, 0, 0], dilation: 1 }, 'valid'],
        [
          '3 x 3 of stride 2, same',
          [1, 7, 7, 6],
          { window: [3, 3], strides: [2, 2], pad: [1, 1, 1, 1], dilation: 1 },
          'same',
        ],
        ['overlapping', [1, 5, 6, 4], { window: [3, 3], strides: [1, 1], pad: [0, 0, 0, 0], dilation: 1 }, 'valid'],
      ]
      for (const [label, shape, window, pad] of pools) {
        for (const kind of ['max', 'mean'] as const) {
          it.skipIf(kind === 'mean' && pad === 'same' && !clippedMeanPool)(`${kind} pooling, ${label}`, () => {
            const pool = kind === 'max' ? tf.maxPool : tf.avgPool
            const [size, strides] = [window.window, window.strides] as [number, number][]
            return compareWithDifferences(
              x => pool(x as tf.Tensor4D, size, strides, pad),
              x => reference.pool(x, window, kind),
              [draw(1, shape)],
            )
          })
        }
      }
      it('batch normalisation', () =>
        compareWithDifferences(norm, (x, scale, offset) => reference.batchNorm(x, scale, offset, 1e-5), [
          draw(1, [3, 4, 2, 5], 2, 1),
          draw(2, [5]),
          draw(4, [5]),
        ]))
      for (const [axis, kept] of [
        [1, false],
        [-2, true],
      ] as const) {
        it(`squares of means along axis ${axis}${kept ? ', kept' : ''}`, () =>
          compareWithDifferences(
            x => tf.square(tf.mean(x, axis, kept)),
            ({ data, shape: [n, d, c] }) => ({
              shape: kept ? [n, 1, c] : [n, c],
              data: Float64Array.from({ length: n * c }, (_, i) => {
                const column = Array.from({ length: d }, (_, k) => data[(Math.floor(i / c) * d + k) * c + (i % c)])
                return (column.reduce((sum, value) => sum + value) / d) ** 2
              }),
            }),
            [draw(1, [3, 4, 5])],
          ))
      }
      it('dense layer', () =>
        compareWithDifferences(dense, reference.dense, [draw(1, [5, 7]), draw(2, [7, 6]), draw(4, [6])]))
      it('LSTM', () =>
        compareWithDifferences(lstm, reference.lstm, [
          draw(1, [2, 3, 4]),
          draw(2, [4, 12]),
          draw(4, [3, 12]),
          draw(5, [12]),
        ]))
      it('products of transposed matrices, in batches', async () => {
        const transpose = ({ data, shape: [n, d] }: Values): Values => ({
          shape: [d, n],
          data: Float64Array.from(data, (_, i) => data[(i % n) * d + Math.floor(i / n)]),
        })
        for (const [a, b] of [
          [false, false],
          [true, false],
          [false, true],
          [true, true],
        ]) {
          await compareWithDifferences(
            (x, y) => tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D, a, b),
            (x, y) => reference.matMul(a ? transpose(x) : x, b ? transpose(y) : y),
            [draw(1, a ? [6, 9] : [9, 6]), draw(2, b ? [11, 6] : [6, 11])],
          )
        }
        const x = draw(1, [3, 4, 5])
        const y = draw(2, [3, 5, 6])
        const [product] = await compute((p, q) => tf.matMul(p as tf.Tensor3D, q as tf.Tensor3D), [x, y])
        const parts = [0, 1, 2].flatMap(i => [
          ...reference.matMul(
            { data: x.data.subarray(20 * i, 20 * i + 20), shape: [4, 5] },
            { data: y.data.subarray(30 * i, 30 * i + 30), shape: [5, 6] },
          ).data,
        ])
        expectClose(product, parts, 'batch')
      })
    })
  })
}
