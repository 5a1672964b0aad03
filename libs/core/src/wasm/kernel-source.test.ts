import { describe, expect, test, vi } from 'vitest'
import { FunctionBuilder, KernelSource, assemble, i32, i32x4 } from '../wasm'

describe('kernels', () => {
  const fill = () => {
    const f = new FunctionBuilder(3)
    const [at, count, step] = f.parameters
    f.count(i32.const(0), count, 1, i => {
      f.store(i32.add(at, i32.mul(i, step)), i32x4.const(-2))
    })
    return { fill: f }
  }

  test('are valid modules that do what they say', () => {
    expect(WebAssembly.validate(assemble(fill()))).toBe(true)
    const kernel = new KernelSource(fill).load(100)!
    kernel.run.fill(16, 3, 32)
    const words = new Int32Array(kernel.memory.buffer)
    expect([...words.subarray(0, 28)]).toEqual([
      ...[0, 0, 0, 0, -2, -2, -2, -2, 0, 0, 0, 0, -2, -2, -2, -2],
      ...[0, 0, 0, 0, -2, -2, -2, -2, 0, 0, 0, 0],
    ])
  })

  test('take constants of any size', () => {
    for (const value of [0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)]) {
      const kernel = new KernelSource(() => {
        const f = new FunctionBuilder(0)
        const sum = f.integer(i32.sub(i32.const(value), i32.const(value)))
        f.store(sum, i32x4.const(value))
        return { run: f }
      }).load(64)!
      kernel.run.run()
      expect(new Int32Array(kernel.memory.buffer)[3]).toBe(value)
    }
  })

  test('are not there where there is no WebAssembly, or none is allowed, or no memory', () => {
    expect(new KernelSource(fill).load(2 ** 40)).toBeUndefined()
    const broken = () => ({ bad: { parameters: 0, bytes: () => [1, 2, 3] } as unknown as FunctionBuilder })
    expect(new KernelSource(broken).load(1)).toBeUndefined()
    vi.stubGlobal('WebAssembly', undefined)
    expect(new KernelSource(fill).load(1)).toBeUndefined()
    vi.unstubAllGlobals()
  })
})
