import * as tf from '@tensorflow/tfjs'
import { nodeBuiltin } from '../parallel/start-thread'
import { startKernelThreads } from '../parallel/kernel-threads'
import { engineOf, registerOperations } from '../wasm-training/register'
import type { StartThreads } from '../wasm-training/register'
import { isShared } from '../wasm-training/wasm-backend'
import type { WasmBackend } from '../wasm-training/wasm-backend'
import { moduleUrl } from './module-url'
import { shareMemory } from './share-memory'

const PLAIN = 'tfjs-backend-wasm.wasm'
const VECTORS = 'tfjs-backend-wasm-simd.wasm'
const THREADED = 'tfjs-backend-wasm-threaded-simd.wasm'

/** How the wasm backend is started. */
export interface WasmOptions {
  /** Threads that share the work of the kernels; default: as many as there are cores. */
  readonly threads?: number
  /** Where `tfjs-backend-wasm-simd.wasm` is to be fetched from, in a browser: a folder's URL that ends in a slash. */
  readonly wasmPath?: string
}

interface NodeFs {
  readFileSync(path: string): Uint8Array
}
interface NodeModule {
  createRequire(from: string): { resolve(id: string): string }
}

/**
 * Makes wasm the backend, with our kernels, and its memory shared between threads where that is possible (Node; pages that are
 * cross-origin isolated).
 *
 * @returns how many threads share the work
 */
export async function startWasm({ threads = availableThreads(), wasmPath }: WasmOptions = {}): Promise<number> {
  const backend = await import('@tensorflow/tfjs-backend-wasm')
  registerOperations()
  if (!('wasm' in tf.engine().registry)) {
    const program = await readProgram(wasmPath)
    const shared = threads > 1 && canShare() ? shareMemory(program) : undefined
    const bytes = shared && WebAssembly.validate(shared) ? shared : program
    // Our own threads instead of tfjs': theirs do not run in Node.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    const found = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true
    if (!found) throw new Error('this engine has no WebAssembly vectors (SIMD)')
    await withFetch(bytes, async () => {
      backend.setWasmPaths({ [PLAIN]: PLAIN, [VECTORS]: VECTORS, [THREADED]: THREADED }, true)
      await tf.setBackend('wasm')
    })
  }
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend')
  await tf.ready()
  const start: StartThreads = (module, memory) => startKernelThreads(threads, module, memory)
  return engineOf(tf.backend() as unknown as WasmBackend, threads > 1 ? start : undefined).threads
}

/** Cores, as far as one can know. */
export function availableThreads(): number {
  const os = nodeBuiltin<{ availableParallelism(): number }>('node:os')
  return os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1
}

function canShare(): boolean {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true })
    const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated
    return isShared(memory) && isolated !== false
  } catch {
    return false
  }
}

/** The program of tfjs-backend-wasm: from its package in Node, from the given or tfjs' own place in a browser. */
async function readProgram(wasmPath: string | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const fs = nodeBuiltin<NodeFs>('node:fs')
  if (fs && wasmPath === undefined) {
    const { createRequire } = nodeBuiltin<NodeModule>('node:module')!
    return new Uint8Array(
      fs.readFileSync(createRequire(moduleUrl()).resolve(`@tensorflow/tfjs-backend-wasm/dist/${VECTORS}`)),
    )
  }
  const url = `${wasmPath ?? ''}${VECTORS}`
  const response = await tf.util.fetch(url)
  if (!response.ok)
    throw new Error(`${url} could not be fetched (status ${response.status}); option wasmPath says where it is`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (!WebAssembly.validate(bytes))
    throw new Error(`${url} is no WebAssembly program; option wasmPath says where it is`)
  return bytes
}

/** While `start` runs, what tfjs fetches is `bytes`. */
async function withFetch(bytes: Uint8Array<ArrayBuffer>, start: () => Promise<void>): Promise<void> {
  const environment = tf.env()
  const { platform } = environment
  const substitute = Object.create(platform) as typeof platform
  substitute.fetch = () => Promise.resolve(new Response(bytes))
  try {
    environment.platform = substitute
    await start()
  } finally {
    environment.platform = platform
  }
}
