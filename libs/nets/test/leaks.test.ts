import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { selectBackend } from '../src/backend/select-backend'
import { heapOf } from '../src/wasm-training/wasm-backend'
import type { WasmBackend } from '../src/wasm-training/wasm-backend'
import { tinyNet, trainer } from './tiny-net'

describe('a hundred steps of training', () => {
  it('leave no tensor behind, and the memory as large as after the first ones', async () => {
    await selectBackend({ backends: ['wasm'], threads: 2 })
    const { step } = trainer(tinyNet())
    const { memory } = heapOf(tf.backend() as unknown as WasmBackend)
    const first = step()
    for (let i = 0; i < 9; i++) step()
    const before = { ...tf.memory(), heap: memory.buffer.byteLength }
    let last = NaN
    for (let i = 0; i < 100; i++) last = step()
    const after = { ...tf.memory(), heap: memory.buffer.byteLength }
    expect(after.numTensors).toBe(before.numTensors)
    expect(after.numBytes).toBe(before.numBytes)
    expect(after.heap).toBe(before.heap)
    expect(last).toBeLessThan(first / 2)
  })
})
