import type { Operands, TensorInfo } from './context'
import { sizeOf } from './context'

/** Sets all values of a tensor of 32-bit floats. */
export function fill(
  { engine, address }: Pick<Operands, 'engine' | 'address'>,
  tensor: TensorInfo,
  value: number,
): void {
  new Float32Array(engine.heap.memory.buffer, address(tensor), sizeOf(tensor.shape)).fill(value)
}
