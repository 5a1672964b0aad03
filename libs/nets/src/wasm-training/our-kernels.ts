import { getKernel } from '@tensorflow/tfjs'
import type { KernelFunc } from '@tensorflow/tfjs'

/** Our kernels, so that they are not wrapped again, and are told from kernels of the same name on other backends. */
const ours = new WeakSet<KernelFunc>()

export function markAsOurs(kernel: KernelFunc): void {
  ours.add(kernel)
}

export function isOurs(kernel: KernelFunc): boolean {
  return ours.has(kernel)
}

/** Whether the kernel of that name on that backend is ours. */
export function isOurKernel(name: string, backend: string): boolean {
  const kernel = getKernel(name, backend)
  return kernel !== undefined && kernel !== null && ours.has(kernel.kernelFunc)
}
