import type { KernelConfig, KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs'
import type { KernelEngine } from '../engine'
import type { WasmBackend } from '../wasm-backend'

/** What an operation computes on: inputs by name, attributes, the backend's memory through the engine. */
export interface Operands {
  readonly inputs: Readonly<Record<string, TensorInfo>>
  readonly attrs: NamedAttrMap
  readonly backend: WasmBackend
  readonly engine: KernelEngine
  /** Where a tensor's values lie. */
  address(tensor: TensorInfo): number
  /** A new tensor, its values not set. */
  output(shape: readonly number[], dtype?: string): TensorInfo
  /** The kernel that was registered before ours, for what ours does not cover. */
  otherwise(): TensorInfo | TensorInfo[]
}

/** A tfjs kernel of ours. */
export interface Operation {
  readonly name: KernelConfig['kernelName']
  compute(operands: Operands): TensorInfo | TensorInfo[]
}

export type { KernelFunc, TensorInfo }

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1)
