import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { selectBackend } from '../src/backend/select-backend'
import { tinyNet, trainer } from './tiny-net'

/** Starts wasm anew, with so many threads; returns how many there are. */
async function startWasm(threads: number): Promise<number> {
  const factory = tf.findBackendFactory('wasm')
  if (factory) {
    tf.removeBackend('wasm')
    tf.registerBackend('wasm', factory, 2)
  }
  return (await selectBackend({ backends: ['wasm'], threads })).threads
}

const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)

type Operation = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor

/**
 * Operations with two operands each that are large enough to be shared out, several chunks each: more lines, rows or parts than
 * fit a block, and sizes that no block divides.
 */
const large: Record<string, { shapes: [number[], number[]]; operation: Operation }> = {
  convolution: {
    shapes: [
      [2, 51, 67, 16],
      [3, 3, 16, 9],
    ],
    operation: (x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same'),
  },
  'convolution of one picture': {
    shapes: [
      [1, 40, 41, 16],
      [3, 3, 16, 21],
    ],
    operation: (x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'valid'),
  },
  'convolution with strides': {
    shapes: [
      [3, 45, 38, 12],
      [3, 3, 12, 33],
    ],
    operation: (x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 2, 'same'),
  },
  'convolution with many filters': {
    shapes: [
      [4, 7, 6, 64],
      [3, 3, 64, 52],
    ],
    operation: (x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same'),
  },
  'depthwise convolution': {
    shapes: [
      [4, 40, 41, 18],
      [3, 3, 18, 1],
    ],
    operation: (x, f) => tf.depthwiseConv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same'),
  },
  'product of matrices': {
    shapes: [
      [300, 90],
      [90, 131],
    ],
    operation: (x, y) => tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D),
  },
  'product of transposed matrices': {
    shapes: [
      [300, 101],
      [300, 100],
    ],
    operation: (x, y) => tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D, true),
  },
  'batch normalisation': {
    shapes: [[6, 50, 51, 20], [20]],
    operation: (x, scale) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2])
      const [m, v, s] = [mean, variance, scale] as tf.Tensor1D[]
      return tf.batchNorm(x as tf.Tensor4D, m, v, s, s)
    },
  },
  'max pooling': {
    shapes: [[5, 60, 61, 14], [14]],
    operation: (x, y) => tf.mul(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), y),
  },
  'sums, relu and arithmetic': {
    shapes: [[700, 303], [303]],
    operation: (x, y) => tf.sum(tf.relu(tf.div(tf.sub(tf.mul(tf.add(x, y), x), y), 3)), 0),
  },
}

/** The value of each operation and its gradients. */
async function computeLarge(): Promise<Float32Array[][]> {
  const results: Float32Array[][] = []
  for (const { shapes, operation } of Object.values(large)) {
    const inputs = shapes.map((shape, i) => normal(shape, i + 1))
    const y = operation(inputs[0], inputs[1])
    const tensors = [y, ...tf.grads(operation)(inputs, normal(y.shape, 3))]
    results.push(await Promise.all(tensors.map(tensor => tensor.data() as Promise<Float32Array>)))
    tf.dispose([...inputs, ...tensors])
  }
  return results
}

/** The largest difference, relative to the largest value. */
function deviation(actual: Float32Array, expected: Float32Array): number {
  let difference = 0
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    // A value that is no number must not pass.
    if (!(Math.abs(actual[i] - expected[i]) <= difference)) difference = Math.abs(actual[i] - expected[i])
    largest = Math.max(largest, Math.abs(expected[i]))
  }
  return difference / largest
}

/** Sums of thousands of 32-bit products, which both backends add up in orders of their own. */
const TOLERANCE = 1e-5

describe('work that is shared out', () => {
  // The cpu backend takes its time.
  it(
    'is what the cpu backend computes, and the same bit for bit on one, two and three threads',
    { timeout: 120_000 },
    async () => {
      const names = Object.keys(large)
      const runs: Float32Array[][][] = []
      for (const threads of [1, 2, 3]) {
        expect(await startWasm(threads)).toBe(threads)
        runs.push(await computeLarge())
      }
      await selectBackend({ backends: ['cpu'] })
      const expected = await computeLarge()
      names.forEach((name, i) =>
        expected[i].forEach((values, k) => {
          const [one, ...more] = runs.map(run => run[i][k])
          expect(deviation(one, values), `${name}, result ${k}`).toBeLessThan(TOLERANCE)
          for (const several of more)
            expect(Buffer.compare(Buffer.from(several.buffer), Buffer.from(one.buffer)), name).toBe(0)
        }),
      )
    },
  )

  it('leaves the same weights after training', async () => {
    const weights: Float32Array[][] = []
    for (const threads of [1, 2]) {
      await startWasm(threads)
      const net = tinyNet()
      const { step } = trainer(net)
      for (let i = 0; i < 5; i++) step()
      weights.push(net.getWeights().map(weight => weight.dataSync() as Float32Array))
    }
    weights[0].forEach((weight, i) => expect(weights[1][i]).toEqual(weight))
  })

  it('is shared among the threads that there are, when the backend runs already', async () => {
    await startWasm(2)
    expect(await selectBackend({ backends: ['wasm'], threads: 4 })).toMatchObject({ threads: 2 })
  })
})
