import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { selectBackend } from '../src/backend/select-backend'
import { tinyNet, trainer } from './tiny-net'

/** Ends the wasm backend, if it runs; it can be started anew. */
function stopWasm(): void {
  const factory = tf.findBackendFactory('wasm')
  if (!factory) return
  tf.removeBackend('wasm')
  tf.registerBackend('wasm', factory, 2)
}

/** Weights after some steps on a wasm backend of its own with so many threads. */
async function weightsAfter(
  steps: number,
  threads: number,
): Promise<{ loss: number; weights: Float32Array[]; threads: number }> {
  stopWasm()
  const choice = await selectBackend({ backends: ['wasm'], threads })
  const net = tinyNet()
  const { step } = trainer(net)
  let loss = NaN
  for (let i = 0; i < steps; i++) loss = step()
  return { loss, threads: choice.threads, weights: net.getWeights().map(weight => weight.dataSync() as Float32Array) }
}

describe('training on several threads', () => {
  it('gives the weights of one thread, bit for bit', async () => {
    const one = await weightsAfter(5, 1)
    expect(one.threads).toBe(1)
    for (const threads of [2, 3]) {
      const several = await weightsAfter(5, threads)
      expect(several.threads).toBe(threads)
      expect(several.loss).toBe(one.loss)
      several.weights.forEach((weight, i) => expect(weight).toEqual(one.weights[i]))
    }
  })

  it('says how many there are when the backend runs already', async () => {
    await weightsAfter(1, 2)
    expect(await selectBackend({ backends: ['wasm'], threads: 4 })).toMatchObject({ threads: 2 })
  })
})
