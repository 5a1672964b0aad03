import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { selectBackend } from '../backend/select-backend'
import { registerTrainingKernels } from './register-training-kernels'

describe('registerTrainingKernels', () => {
  beforeAll(async () => {
    await selectBackend({ backends: ['wasm'], threads: 2 })
  })

  it('registers what wasm lacks, once', () => {
    const names = registerTrainingKernels()
    for (const name of ['Conv2DBackpropFilter', 'DepthwiseConv2dNativeBackpropInput']) {
      expect(names).toContain(name)
      const kernel = tf.getKernel(name, 'wasm')
      registerTrainingKernels()
      expect(tf.getKernel(name, 'wasm')).toBe(kernel)
    }
  })

  it('leaves what it does not cover to tfjs: other types and shapes, other activations', async () => {
    const integers = tf.add(tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([4, 5, 6], 'int32'))
    expect(integers.dtype).toBe('int32')
    expect([...(await integers.data())]).toEqual([5, 7, 9])
    // Broadcast along both.
    const outer = tf.mul(tf.tensor2d([[1], [2]]), tf.tensor2d([[3, 4]]))
    expect(await outer.array()).toEqual([
      [3, 4],
      [6, 8],
    ])
    // Not the leading axes.
    expect(await tf.sum(tf.tensor2d([[1, 2, 3], [4, 5, 6]]), 1).array()).toEqual([6, 15]) // prettier-ignore
    expect(await tf.mean(tf.tensor3d([[[1, 2]], [[3, 6]]]), [0, 2], true).array()).toEqual([[[3]]])
    const x = tf.tensor4d([-1, 2, -3, 4], [1, 2, 2, 1])
    const filter = tf.tensor4d([1], [1, 1, 1, 1])
    const elu = tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', activation: 'elu' })
    const values = await elu.data()
    expect(values[0]).toBeCloseTo(Math.expm1(-1), 6)
    expect(values[1]).toBe(2)
  })

  it('broadcasts numbers and rows from both sides', async () => {
    const a = tf.tensor2d([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]) // prettier-ignore
    const row = tf.tensor1d([1, 2, 3, 4, 5])
    expect(await tf.sub(a, row).array()).toEqual([[0, 0, 0, 0, 0], [5, 5, 5, 5, 5]]) // prettier-ignore
    expect(await tf.sub(row, a).array()).toEqual([[0, 0, 0, 0, 0], [-5, -5, -5, -5, -5]]) // prettier-ignore
    expect([...(await tf.div(2, tf.tensor1d([1, 2, 4, 8, 16])).data())]).toEqual([2, 1, 0.5, 0.25, 0.125])
    expect([...(await tf.div(tf.tensor1d([1, 2, 4, 8, 16]), 2).data())]).toEqual([0.5, 1, 2, 4, 8])
    expect((await tf.add(tf.ones([1, 1, 5]), tf.ones([3, 5])).array()) as number[][][]).toHaveLength(1)
  })

  it('sums rows beyond one part as exactly as short ones', async () => {
    const rows = 1000
    const x = tf.fill([rows, 5], 0.1)
    const [sum] = await tf.sum(x, 0).data()
    expect(Math.abs(sum - rows * Math.fround(0.1))).toBeLessThan(1e-4)
    expect([...(await tf.mean(x, 0).data())].every(value => Math.abs(value - 0.1) < 1e-7)).toBe(true)
  })

  it('gives the gradient of equal elements to the first of a window', async () => {
    const gradient = tf.grad(x => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))
    const dx = gradient(tf.ones([1, 2, 4, 5]))
    const first = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
    expect([...(await dx.data())]).toEqual([...first, ...first, ...Array<number>(20).fill(0)])
  })

  it('passes on what is no number, and computes nothing from nothing', async () => {
    expect([...(await tf.relu(tf.tensor1d([NaN, -1, 2])).data())]).toEqual([NaN, 0, 2])
    const empty = tf.conv2d(tf.zeros<tf.Rank.R4>([0, 5, 5, 2]), tf.zeros<tf.Rank.R4>([3, 3, 2, 4]), 1, 'same')
    expect(empty.shape).toEqual([0, 5, 5, 4])
    const [dx, dw] = tf.grads((x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same'))([
      tf.zeros([0, 5, 5, 2]),
      tf.ones([3, 3, 2, 4]),
    ])
    expect(dx.shape).toEqual([0, 5, 5, 2])
    expect((await dw.data()).every(value => value === 0)).toBe(true)
    expect(await tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])).array()).toEqual([[0, 0, 0], [0, 0, 0]]) // prettier-ignore
  })

  it('refuses a tensor that the memory cannot hold, and works on', async () => {
    const tensors = tf.memory().numTensors
    expect(() => tf.tidy(() => tf.matMul(tf.ones([33_000, 1]), tf.ones([1, 33_000])))).toThrow(
      'the wasm backend has no room for a tensor of shape [33000,33000]: 4 GB is all it can have',
    )
    expect(tf.memory().numTensors).toBe(tensors)
    expect(await tf.matMul(tf.ones([1, 2]), tf.ones([2, 1])).array()).toEqual([[2]])
  })

  it('refuses pictures with the channels first', () => {
    const x = tf.zeros<tf.Rank.R4>([1, 2, 5, 5])
    expect(() => tf.conv2d(x, tf.zeros<tf.Rank.R4>([3, 3, 2, 4]), 1, 'same', 'NCHW')).toThrow(/channelsLast/)
  })

  it('changes nothing on other backends', async () => {
    await selectBackend({ backends: ['cpu'] })
    const gradient = tf.grad(x => tf.relu(x))
    expect([...(await gradient(tf.tensor1d([-1, 2])).data())]).toEqual([0, 1])
    expect(() =>
      tf.grad(x => tf.conv2d(x as tf.Tensor4D, tf.ones([2, 2, 1, 1]), 1, 'same', 'NHWC', 2))(tf.ones([1, 5, 5, 1])),
    ).toThrow(/dilation/)
    await selectBackend({ backends: ['wasm'] })
  })
})
