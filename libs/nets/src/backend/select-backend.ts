import { InvalidParameterError, checkInteger, checkOneOf } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { backendNames } from './backend-choice'
import type { BackendAttempt, BackendChoice, BackendName, SelectBackendOptions, Started } from './backend-choice'
import { startTfjsNode } from './tfjs-node'
import { startWasm } from './wasm'
import { startWebgl } from './webgl'
import { startWebgpu } from './webgpu'

const starts: Readonly<Record<BackendName, (options: SelectBackendOptions) => Promise<Started>>> = {
  'tfjs-node-gpu': options => startTfjsNode('tfjs-node-gpu', options),
  'tfjs-node': options => startTfjsNode('tfjs-node', options),
  webgpu: startWebgpu,
  webgl: startWebgl,
  wasm: async options => {
    const threads = await startWasm(options)
    return {
      tfjsName: 'wasm',
      threads,
      description: `WebAssembly, ${threads === 1 ? '1 thread' : `${threads} threads`}`,
    }
  },
  cpu: async () => {
    await tf.setBackend('cpu')
    return { tfjsName: 'cpu', description: 'plain JavaScript: far too slow to train conv nets' }
  },
}

/**
 * Makes the fastest backend that works here that of TensorFlow.js, and tells which it is and why the faster ones are not.
 *
 * Tried in turn: `tfjs-node-gpu` and `tfjs-node` (where those packages are installed, on Node 22 and earlier: tfjs-node 4.22
 * crashes on later ones), `webgpu` (a page's own; in Node where the packages `webgpu` and `@tensorflow/tfjs-backend-webgpu` are
 * installed and the adapter is hardware), `webgl` (browsers), `wasm` with our kernels (everywhere; see {@link registerTrainingKernels}),
 * `cpu`. Each must add two numbers before it is believed.
 *
 * wasm shares its work out over threads where memory can be shared: in Node, and on pages that are cross-origin isolated. The
 * results do not depend on how many threads there are. A wasm backend that was started before keeps its memory as it is.
 *
 * @param options - which to try, threads, where things are
 * @returns the choice, and what was tried
 * @throws InvalidParameterError for unknown backends and for threads that are no positive integer
 * @throws Error with every reason, where none of the backends works
 *
 * @example
 * ```ts
 * import { selectBackend } from '@genre/nets'
 *
 * const { name, tried } = await selectBackend({ backends: ['webgl', 'wasm'], threads: 1 })
 * console.log(name) // => wasm
 * console.log(tried[0].reason) // => it needs a browser
 * ```
 */
export async function selectBackend(options: SelectBackendOptions = {}): Promise<BackendChoice> {
  const { threads } = options
  const backends: readonly BackendName[] = options.backends ?? backendNames
  if (!(backends instanceof Array) || backends.length === 0) {
    throw new InvalidParameterError({
      parameter: 'backends',
      received: backends,
      allowed: 'a list of backends, not empty',
    })
  }
  backends.forEach(name => checkOneOf('backends', name, backendNames))
  if (threads !== undefined) checkInteger('threads', threads, { min: 1, max: 256 })
  const tried: BackendAttempt[] = []
  for (const name of backends) {
    try {
      const started = await starts[name](options)
      await computes()
      tried.push({ name, chosen: true, reason: started.description })
      return { name, threads: 1, ...started, tried }
    } catch (error) {
      tried.push({ name, chosen: false, reason: firstLine(error) })
    }
  }
  const reasons = tried.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  throw new Error(`no backend works here. ${reasons}`)
}

/** A backend that starts may still fail at its first computation. */
async function computes(): Promise<void> {
  const sum = tf.tidy(() => tf.add(tf.tensor1d([1, 2]), tf.tensor1d([10, 20])))
  try {
    const values = await sum.data()
    if (values[0] !== 11 || values[1] !== 22)
      throw new Error(`it computes 1 + 10 and 2 + 20 as ${values.join(' and ')}`)
  } finally {
    sum.dispose()
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String((error as { message?: unknown })?.message ?? error)
  return text.split('\n')[0]
}
