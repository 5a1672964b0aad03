import { describe, expect, it } from 'vitest'
import { FunctionBuilder, MAXIMUM_PAGES, assemble, i32 } from '@genre/core/wasm'
import { kernelIndex } from '../wasm-training/kernels'
import { startKernelThreads } from './kernel-threads'

/** A module whose only kernel takes a while, and notes for each chunk with whose scratch memory it was run. */
function noting(): WebAssembly.Module {
  const f = new FunctionBuilder(3)
  const [words, chunk, scratch] = f.parameters
  f.count(i32.const(0), i32.const(100_000), 1, () => f.storeInteger(i32.add(words, i32.shl(chunk, 2)), scratch))
  return new WebAssembly.Module(assemble({ packPanels: f }, { shared: true }))
}

/** A module whose only kernel fails at its last chunk. */
function failing(last: number): WebAssembly.Module {
  const f = new FunctionBuilder(3)
  const [words, chunk] = f.parameters
  f.when(i32.equal(chunk, i32.const(last)), () => f.storeInteger(i32.const(-4), words))
  return new WebAssembly.Module(assemble({ packPanels: f }, { shared: true }))
}

const newMemory = () => new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true })
const kernel = kernelIndex('packPanels')

describe('startKernelThreads', () => {
  it('runs every chunk, and on other threads as well', async () => {
    const memory = newMemory()
    const threads = startKernelThreads(3, noting(), memory)
    expect(threads.count).toBe(3)
    const seen = new Set<number>()
    const noted = new Int32Array(memory.buffer, 1024, 40)
    for (let attempt = 0; attempt < 500 && seen.size < 2; attempt++) {
      noted.fill(0)
      threads.run(kernel, 1024, 40, [1, 2, 3])
      for (const scratch of noted) {
        expect([1, 2, 3]).toContain(scratch)
        seen.add(scratch)
      }
      // Threads need a moment to start.
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    threads.close()
    expect(seen.size).toBeGreaterThan(1)
  })

  it('finishes the round and throws where a kernel fails, and works on', () => {
    const threads = startKernelThreads(2, failing(5), newMemory())
    expect(() => threads.run(kernel, 0, 10, [0, 0])).toThrow('the kernel packPanels failed')
    expect(() => threads.run(kernel, 0, 5, [0, 0])).not.toThrow()
    threads.close()
  })
})
