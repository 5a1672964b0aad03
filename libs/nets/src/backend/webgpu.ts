import * as tf from '@tensorflow/tfjs'
import type { SelectBackendOptions, Started } from './backend-choice'
import { importPeer, nodeMajor, requirePeer } from './optional-peer'

interface AdapterInfo {
  readonly vendor?: string
  readonly architecture?: string
  readonly device?: string
  readonly description?: string
  readonly isFallbackAdapter?: boolean
}

interface Adapter {
  readonly info?: AdapterInfo
  readonly isFallbackAdapter?: boolean
}

interface Gpu {
  requestAdapter(options?: { powerPreference?: 'high-performance' }): Promise<Adapter | null>
}

interface Dawn {
  create(options: string[]): Gpu
  readonly globals: object
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bcpu\b/i

/** WebGPU: a page's own, in Node that of the package `webgpu` (Dawn). */
export async function startWebgpu({ softwareAdapter = false, peersFrom }: SelectBackendOptions): Promise<Started> {
  const inNode = nodeMajor() !== undefined
  const gpu = currentGpu() ?? (inNode ? ((await importPeer('webgpu', peersFrom)) as Dawn) : undefined)
  if (!gpu) throw new Error('this browser has no WebGPU')
  const withdraw = currentGpu() ? () => undefined : provideGpu(gpu as Dawn)
  try {
    const adapter = await currentGpu()!.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) throw new Error('WebGPU found no adapter')
    const description = describe(adapter)
    if (isSoftware(adapter) && !softwareAdapter) {
      throw new Error(
        `its adapter is software (${description}), slower than wasm; softwareAdapter: true takes it all the same`,
      )
    }
    if (!tf.findBackendFactory('webgpu')) {
      if (!inNode) throw new Error("the page does not import '@tensorflow/tfjs-backend-webgpu'")
      requirePeer('@tensorflow/tfjs-backend-webgpu', peersFrom)
    }
    if (!(await tf.setBackend('webgpu'))) throw new Error('its backend could not be started')
    return { tfjsName: 'webgpu', description }
  } catch (error) {
    withdraw()
    throw error
  }
}

const holder = () => globalThis as { navigator?: { gpu?: Gpu } }

function currentGpu(): Gpu | undefined {
  return holder().navigator?.gpu
}

/** Puts Dawn where a page has its WebGPU: tfjs looks for it there. Hands back what undoes that. */
function provideGpu({ create, globals }: Dawn): () => void {
  Object.assign(globalThis, globals)
  const global = holder()
  // Node 20 has no navigator.
  const without = !global.navigator
  if (without) Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true, writable: true })
  Object.defineProperty(global.navigator, 'gpu', { value: create([]), configurable: true })
  return () => {
    if (without) delete global.navigator
    else delete global.navigator?.gpu
  }
}

function describe({ info = {} }: Adapter): string {
  const words = [info.description, info.vendor, info.architecture, info.device].filter(Boolean)
  return words.length > 0 ? words.join(', ') : 'an adapter without a name'
}

function isSoftware(adapter: Adapter): boolean {
  return Boolean(adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter) || SOFTWARE.test(describe(adapter))
}
