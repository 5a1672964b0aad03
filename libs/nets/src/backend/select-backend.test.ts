import { InvalidParameterError } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { BackendName } from './backend-choice'
import { selectBackend } from './select-backend'

const nodeVersion = (version: string) =>
  vi.spyOn(process, 'versions', 'get').mockReturnValue({ ...process.versions, node: version })

describe('selectBackend', () => {
  afterEach(() => vi.restoreAllMocks())

  it('finds wasm where only npm packages are, and says why not the others', async () => {
    const choice = await selectBackend({ threads: 1, backends: ['webgl', 'wasm', 'cpu'] })
    expect(choice).toEqual({
      name: 'wasm',
      tfjsName: 'wasm',
      threads: 1,
      description: 'WebAssembly, 1 thread',
      tried: [
        { name: 'webgl', chosen: false, reason: 'it needs a browser' },
        { name: 'wasm', chosen: true, reason: 'WebAssembly, 1 thread' },
      ],
    })
    expect(tf.getBackend()).toBe('wasm')
  })

  it('says that packages are not installed', async () => {
    const { tried } = await selectBackend({ backends: ['tfjs-node-gpu', 'cpu'] })
    expect(tried[0]).toEqual({
      name: 'tfjs-node-gpu',
      chosen: false,
      reason: 'the package @tensorflow/tfjs-node-gpu is not installed',
    })
    expect(tf.getBackend()).toBe('cpu')
  })

  it('does not load tfjs-node on Node 23 and later, where it crashes', async () => {
    nodeVersion('24.1.0')
    const { name, tried } = await selectBackend({ backends: ['tfjs-node-gpu', 'tfjs-node', 'cpu'] })
    expect(name).toBe('cpu')
    for (const { reason } of tried.slice(0, 2))
      expect(reason).toMatch(/crashes on Node 23 and later, and this is Node 24/)
  })

  it('throws with every reason where none works', async () => {
    await expect(selectBackend({ backends: ['webgl', 'tfjs-node-gpu'] })).rejects.toThrow(
      'no backend works here. webgl: it needs a browser; tfjs-node-gpu: the package @tensorflow/tfjs-node-gpu is not installed',
    )
  })

  it.each([
    [{ backends: [] }, 'backends'],
    [{ backends: ['cuda' as BackendName] }, 'backends'],
    [{ backends: 'wasm' as never }, 'backends'],
    [{ threads: 0 }, 'threads'],
    [{ threads: 1.5 }, 'threads'],
  ])('refuses %j', async (options, parameter) => {
    await expect(selectBackend(options)).rejects.toThrow(InvalidParameterError)
    await expect(selectBackend(options)).rejects.toThrow(parameter)
  })
})
