import type { NetSize } from './net-size'
import { NetTooLargeError } from './net-too-large-error'

/** Bytes that a backend's heap or device can hold, where that does not depend on the machine. */
const LIMITS: Readonly<Record<string, number>> = {
  // Addresses are 32 bits; above 2 GiB tfjs' glue code takes some of them for negative numbers.
  wasm: 2 * 2 ** 30,
  webgl: 2 * 2 ** 30,
  webgpu: 4 * 2 ** 30,
}

/** Backends that take memory from the machine itself: what is free there in Node, 4 GiB in a browser. */
function machineMemory(): number {
  const { process } = globalThis as { process?: { availableMemory?: () => number } }
  return process?.availableMemory?.() || 4 * 2 ** 30
}

/**
 * Refuses a net that the backend has no room for, before anything is allocated.
 * @throws NetTooLargeError with the size and what would do
 */
export function checkFits(
  size: NetSize,
  options: { net: string; backend: string; purpose?: 'inference' | 'training'; batchSize?: number; memory?: number },
): void {
  const { net, backend, purpose = 'inference', batchSize = 1 } = options
  const available = options.memory ?? LIMITS[backend] ?? machineMemory()
  const needed = purpose === 'training' ? size.trainingBytes(batchSize) : size.inferenceBytes(batchSize)
  if (needed <= available) return
  const suggestions: string[] = []
  if (purpose === 'training' && batchSize > 1 && size.trainingBytes(1) < available) {
    const room = (available - size.trainingBytes(0)) / (size.trainingBytes(1) - size.trainingBytes(0))
    suggestions.push(`a batchSize of at most ${Math.max(1, Math.floor(room))}`)
  }
  suggestions.push('a smaller input (its flattened size decides)')
  if (backend !== 'tensorflow') suggestions.push('the backend tensorflow (npm install @tensorflow/tfjs-node)')
  suggestions.push('an architecture that pools before its dense layers, such as small or resnet-v10')
  throw new NetTooLargeError({
    net,
    parameters: size.parameters,
    needed,
    available,
    backend,
    purpose: purpose === 'training' ? `to train on batches of ${batchSize}` : 'to run',
    suggestion: `What would do: ${suggestions.join('; ')}.`,
  })
}
