import type { TensorInfo } from '@tensorflow/tfjs'
import type { Heap } from './engine'

/** What the kernels use of tfjs' wasm backend. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm?: Readonly<Record<string, unknown>>
    readonly wasmMemory?: WebAssembly.Memory
    _malloc(bytes: number): number
    _free(address: number): void
  }
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } }
  makeOutput(shape: number[], dtype: string): TensorInfo
  disposeData(dataId: object): boolean
  incRef(dataId: object): void
}

/** The memory that the backend's tensors lie in, with its allocator. */
export function heapOf(backend: WasmBackend): Heap {
  const { wasm } = backend
  const memory = wasm.wasmMemory ?? Object.values(wasm.asm ?? {}).find(value => value instanceof WebAssembly.Memory)
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new Error('this version of tfjs-backend-wasm does not show its memory; 4.22.0 does')
  }
  return {
    memory,
    // Addresses above 2 GB come back as negative numbers.
    allocate: bytes => wasm._malloc(bytes) >>> 0,
    free: address => wasm._free(address),
  }
}

export function isShared(memory: WebAssembly.Memory): boolean {
  return typeof SharedArrayBuffer === 'function' && memory.buffer instanceof SharedArrayBuffer
}

/** Where a tensor's values lie. */
export function addressOf(backend: WasmBackend, tensor: TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset >>> 0
}
