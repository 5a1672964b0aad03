/** The backends, fastest first: the order in which {@link selectBackend} tries them. */
export const backendNames = ['tfjs-node-gpu', 'tfjs-node', 'webgpu', 'webgl', 'wasm', 'cpu'] as const

/** What TensorFlow.js computes on. */
export type BackendName = (typeof backendNames)[number]

/** What became of one backend. */
export interface BackendAttempt {
  readonly name: BackendName
  readonly chosen: boolean
  /** Why it was not chosen, or on what it runs. */
  readonly reason: string
}

/** What {@link selectBackend} found. */
export interface BackendChoice {
  readonly name: BackendName
  /** tfjs' own name for it: `tf.getBackend()`. */
  readonly tfjsName: string
  /** On what it runs, in words. */
  readonly description: string
  /** Threads of ours that share the work: 1 except for wasm with shared memory. tfjs-node brings its own threads. */
  readonly threads: number
  /** What was tried, in order, and why it was not chosen. The last one is the choice. */
  readonly tried: readonly BackendAttempt[]
}

/** Options of {@link selectBackend}. */
export interface SelectBackendOptions {
  /** Which backends to try, in this order; default: all of {@link backendNames}. */
  readonly backends?: readonly BackendName[]
  /** wasm: threads that share the work; default: as many as there are cores. */
  readonly threads?: number
  /** webgpu: also take an adapter that is software (SwiftShader, Mesa's); it is slower than wasm. Default: false. */
  readonly softwareAdapter?: boolean
  /** wasm in a browser: URL of the folder, with a slash at its end, that holds `tfjs-backend-wasm-simd.wasm`; default: the page's own. */
  readonly wasmPath?: string
  /** Node: a folder whose `node_modules` is searched for tfjs-node, tfjs-backend-webgpu and webgpu, before ours. */
  readonly peersFrom?: string
}

/** A backend that was started. */
export interface Started {
  readonly tfjsName: string
  readonly description: string
  readonly threads?: number
}
