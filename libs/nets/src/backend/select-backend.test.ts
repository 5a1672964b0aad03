import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidParameterError } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
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

  describe('with packages in a folder of their own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'genre-nets-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    const install = (name: string, code: string) => {
      const home = join(folder, 'node_modules', name)
      mkdirSync(home, { recursive: true })
      writeFileSync(join(home, 'index.js'), code)
    }

    it('does not load tfjs-node on Node 23 and later, where it crashes', async () => {
      install('@tensorflow/tfjs-node', 'process.crashed = true')
      nodeVersion('24.1.0')
      const { name, tried } = await selectBackend({ backends: ['tfjs-node', 'cpu'], peersFrom: folder })
      expect(name).toBe('cpu')
      expect(tried[0].reason).toMatch(/crashes on Node 23 and later, and this is Node 24/)
      expect(process).not.toHaveProperty('crashed')
    })

    it('goes on where a package fails to load, with the first line of its reason', async () => {
      install('@tensorflow/tfjs-node', "throw new Error('The native addon cannot be found.\\nMany lines of advice')")
      nodeVersion('20.19.0')
      const { tried } = await selectBackend({ backends: ['tfjs-node', 'cpu'], peersFrom: `${folder}/` })
      expect(tried[0].reason).toBe('The native addon cannot be found.')
    })

    it('goes on where a package registers no backend', async () => {
      install('@tensorflow/tfjs-node-gpu', '')
      nodeVersion('20.19.0')
      const { tried } = await selectBackend({ backends: ['tfjs-node-gpu', 'cpu'], peersFrom: folder })
      expect(tried[0].chosen).toBe(false)
      expect(tried[0].reason).toMatch(/tensorflow/)
    })

    it('does not take software for WebGPU unless asked, and leaves nothing behind', async () => {
      const navigatorBefore = (globalThis as { navigator?: object }).navigator
      const adapter = "{ info: { vendor: 'mesa', description: 'llvmpipe (LLVM 15)' } }"
      install('webgpu', `exports.globals = {}; exports.create = () => ({ requestAdapter: async () => (${adapter}) })`)
      const { tried } = await selectBackend({ backends: ['webgpu', 'cpu'], peersFrom: folder })
      expect(tried[0].reason).toMatch(/software \(llvmpipe \(LLVM 15\), mesa\)/)
      expect((globalThis as { navigator?: object }).navigator).toEqual(navigatorBefore)
    })
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
