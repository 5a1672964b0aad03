import { MAXIMUM_CHUNKS } from '../parallel/protocol'
import { kernelWords } from './kernels'
import type { KernelName, KernelParameters } from './kernels'
import { kernelIndex } from './kernels'

/** Memory of a WebAssembly program that kernels may work on, with that program's own allocator. */
export interface Heap {
  readonly memory: WebAssembly.Memory
  /** The address of `bytes` new bytes, 0 where there are none left. */
  allocate(bytes: number): number
  free(address: number): void
}

/** Threads that run chunks of kernels beside the caller. */
export interface KernelThreads {
  /** How many, the caller included. */
  readonly count: number
  /** Runs every chunk once, on any thread, and returns when all are done. */
  run(kernel: number, words: number, chunks: number, scratch: readonly number[]): void
  close(): void
}

/** How the work of a kernel is cut. */
export interface Cut {
  /** The result does not depend on who runs which chunk. */
  readonly chunks: number
  /** How much it is in all, in operations on floats, roughly: what hardly lasts is not worth waking a thread. */
  readonly work: number
  /** Memory that each chunk may scribble on. */
  readonly scratchBytes?: number
}

/** About a twentieth of a millisecond. */
const THREADED_WORK = 2e6

type Kernels = Readonly<Record<KernelName, (words: number, chunk: number, scratch: number) => void>>

/** Kernels on a heap: lays their parameters out in it, lends them scratch memory, cuts their work into chunks. */
export class KernelEngine {
  readonly heap: Heap
  readonly #kernels: Kernels
  readonly #threads: KernelThreads | undefined
  #words = 0
  #wordCount = 0
  #scratch: number[] = []
  #scratchBytes = 0
  #view: Int32Array

  constructor(heap: Heap, module: WebAssembly.Module, threads?: KernelThreads) {
    this.heap = heap
    this.#kernels = new WebAssembly.Instance(module, { env: { memory: heap.memory } }).exports as Kernels
    this.#threads = threads
    this.#view = new Int32Array(heap.memory.buffer)
  }

  /** How many threads share the work. */
  get threads(): number {
    return this.#threads?.count ?? 1
  }

  /** Runs a kernel, on several threads where that pays. */
  run<Name extends KernelName>(
    name: Name,
    parameters: KernelParameters<Name>,
    { chunks, work, scratchBytes = 64 }: Cut,
  ): void {
    const order: readonly (keyof KernelParameters<Name>)[] = kernelWords[name]
    const words = this.#writeWords(order.map(word => Number(parameters[word])))
    const scratch = this.#reserveScratch(scratchBytes)
    if (this.#threads && work > THREADED_WORK && chunks > 1 && chunks <= MAXIMUM_CHUNKS) {
      this.#threads.run(kernelIndex(name), words, chunks, scratch)
    } else {
      const kernel = this.#kernels[name]
      for (let chunk = 0; chunk < chunks; chunk++) kernel(words, chunk, scratch[0])
    }
  }

  /** Calls `use` with the addresses of new stretches of memory, which are free again after it. */
  borrow<Result>(bytes: readonly number[], use: (...addresses: number[]) => Result): Result {
    const addresses: number[] = []
    try {
      for (const count of bytes) addresses.push(this.#allocate(count))
      return use(...addresses)
    } finally {
      for (const address of addresses) this.heap.free(address)
    }
  }

  /** Writes 32-bit integers. */
  write(address: number, values: readonly number[]): void {
    this.#memory().set(values, address >>> 2)
  }

  /** Gives the scratch memory back and ends the threads. */
  dispose(): void {
    this.#threads?.close()
    for (const address of this.#scratch) this.heap.free(address)
    if (this.#words) this.heap.free(this.#words)
    this.#scratch = []
    this.#scratchBytes = this.#words = this.#wordCount = 0
  }

  #writeWords(words: number[]): number {
    if (words.length > this.#wordCount) {
      if (this.#words) this.heap.free(this.#words)
      this.#words = this.#allocate(4 * words.length)
      this.#wordCount = words.length
    }
    this.write(this.#words, words)
    return this.#words
  }

  #reserveScratch(bytes: number): readonly number[] {
    if (bytes > this.#scratchBytes) {
      for (const address of this.#scratch) this.heap.free(address)
      this.#scratch = []
      this.#scratchBytes = 0
      for (let i = 0; i < this.threads; i++) this.#scratch.push(this.#allocate(bytes))
      this.#scratchBytes = bytes
    }
    return this.#scratch
  }

  #allocate(bytes: number): number {
    // The allocator would cut the number to 32 bits.
    const address = bytes < 2 ** 32 ? this.heap.allocate(bytes) : 0
    if (address === 0) throw new RangeError(`no ${bytes} bytes left in the memory of the wasm backend (4 GB at most)`)
    return address
  }

  #memory(): Int32Array {
    if (this.#view.buffer !== this.heap.memory.buffer) this.#view = new Int32Array(this.heap.memory.buffer)
    return this.#view
  }
}
