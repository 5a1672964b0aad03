import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs'
import { KernelEngine } from './engine'
import type { KernelThreads } from './engine'
import { registerGradients } from './gradients'
import { compileKernels } from './kernels'
import { isOurs, markAsOurs } from './our-kernels'
import { sizeOf } from './ops/context'
import type { Operands, Operation } from './ops/context'
import { operations } from './ops/operations'
import { addressOf, heapOf, isShared } from './wasm-backend'
import type { WasmBackend } from './wasm-backend'

/** Starts threads for a module on a shared memory. */
export type StartThreads = (module: WebAssembly.Module, memory: WebAssembly.Memory) => KernelThreads

/** The engine of each backend: it lives as long as the backend does. */
const engines = new WeakMap<object, KernelEngine>()

/**
 * The engine on a backend's memory, made when it is first asked for.
 *
 * @param startThreads - where the memory is shared: how to start the threads that share the work
 */
export function engineOf(backend: WasmBackend, startThreads?: StartThreads): KernelEngine {
  const known = engines.get(backend)
  if (known) return known
  const heap = heapOf(backend)
  const shared = isShared(heap.memory)
  const module = compileKernels(shared)
  const engine = new KernelEngine(heap, module, shared ? startThreads?.(module, heap.memory) : undefined)
  engines.set(backend, engine)
  return engine
}

function disposeEngine(backend: object): void {
  engines.get(backend)?.dispose()
  engines.delete(backend)
}

/**
 * Registers our kernels for tfjs' wasm backend in place of its own (or where it has none). They find the backend when they first
 * run, so the order of registering and starting it does not matter; registering again changes nothing.
 *
 * @returns the names of the kernels
 */
export function registerOperations(): string[] {
  registerGradients()
  for (const operation of operations) {
    const previous = getKernel(operation.name, 'wasm')
    if (previous && isOurs(previous.kernelFunc)) continue
    if (previous) unregisterKernel(operation.name, 'wasm')
    const kernelFunc = adapt(operation, previous?.kernelFunc)
    markAsOurs(kernelFunc)
    registerKernel({
      kernelName: operation.name,
      backendName: 'wasm',
      kernelFunc,
      ...(previous?.setupFunc && { setupFunc: previous.setupFunc }),
      disposeFunc: backend => {
        disposeEngine(backend)
        previous?.disposeFunc?.(backend)
      },
    })
  }
  return operations.map(({ name }) => name)
}

function adapt(operation: Operation, previous: KernelFunc | undefined): KernelFunc {
  return parameters => {
    const inputs = parameters.inputs as Operands['inputs']
    const backend = parameters.backend as WasmBackend
    const operands: Operands = {
      inputs,
      attrs: parameters.attrs ?? {},
      backend,
      engine: engineOf(backend),
      address: tensor => addressOf(backend, tensor),
      output: (shape, dtype = 'float32') => newTensor(backend, shape, dtype),
      otherwise: () => {
        if (previous) return previous(parameters)
        throw new Error(`the wasm backend has no kernel '${operation.name}' for these operands`)
      },
    }
    return operation.compute(operands)
  }
}

/** What 32-bit addresses leave for one tensor. */
const MOST_BYTES = 2 ** 32 - 2 ** 16

/** A new tensor. tfjs itself goes on with address 0 or a size cut to 32 bits where there is no room. */
function newTensor(backend: WasmBackend, shape: readonly number[], dtype: string): TensorInfo {
  const refused = `the wasm backend has no room for a tensor of shape [${shape}]: 4 GB is all it can have`
  if (4 * sizeOf(shape) > MOST_BYTES) throw new RangeError(refused)
  const tensor = backend.makeOutput([...shape], dtype)
  if (addressOf(backend, tensor) === 0) {
    backend.disposeData(tensor.dataId)
    throw new RangeError(refused)
  }
  return tensor
}
