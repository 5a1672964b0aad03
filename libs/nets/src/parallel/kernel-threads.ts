import type { KernelThreads } from '../wasm-training/engine'
import { kernelNames } from '../wasm-training/kernels'
import { CONTROL, threadProgram } from './protocol'
import { startThread } from './start-thread'
import type { Thread } from './start-thread'

type Kernel = (words: number, chunk: number, scratch: number) => void

/**
 * Starts `count - 1` threads beside the caller, all on the same module and the same shared memory. The caller works as well: a
 * thread that starts late or never costs speed only. Threads do not keep a Node process alive.
 */
export function startKernelThreads(
  count: number,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): KernelThreads {
  const control = new Int32Array(new SharedArrayBuffer(4 * (CONTROL.scratch + count)))
  const run = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<string, Kernel>
  const threads: Thread[] = []
  for (let index = 1; index < count; index++) {
    try {
      threads.push(startThread(threadProgram, { module, memory, control, index, kernels: kernelNames }))
    } catch {
      // Threads are forbidden here, or there are enough of them.
      break
    }
  }
  let round = 0

  const runRound = (kernel: number, words: number, chunks: number, scratch: readonly number[]) => {
    scratch.forEach((address, i) => Atomics.store(control, CONTROL.scratch + i, address))
    Atomics.store(control, CONTROL.kernel, kernel)
    Atomics.store(control, CONTROL.words, words)
    Atomics.store(control, CONTROL.chunks, chunks)
    Atomics.store(control, CONTROL.remaining, chunks)
    round = (round + 1) & 0x7fff
    Atomics.store(control, CONTROL.ticket, round << 16)
    Atomics.add(control, CONTROL.round, 1)
    Atomics.notify(control, CONTROL.round)
    const mine = run[kernelNames[kernel]]
    for (;;) {
      const chunk = Atomics.add(control, CONTROL.ticket, 1) & 0xffff
      if (chunk >= chunks) break
      try {
        mine(words, chunk, scratch[0])
      } catch {
        // As on the other threads: the round is finished first.
        Atomics.store(control, CONTROL.failed, 1)
      }
      Atomics.sub(control, CONTROL.remaining, 1)
    }
    for (let spin = 0; Atomics.load(control, CONTROL.remaining) > 0; spin++) {
      if (spin > 2000) pause(control, CONTROL.remaining)
    }
    if (Atomics.exchange(control, CONTROL.failed, 0)) throw new Error(`the kernel ${kernelNames[kernel]} failed`)
  }

  return {
    count: threads.length + 1,
    run: runRound,
    close() {
      Atomics.store(control, CONTROL.closing, 1)
      Atomics.add(control, CONTROL.round, 1)
      Atomics.notify(control, CONTROL.round)
      for (const thread of threads) thread.end()
    },
  }
}

/** Sleeps until the word is notified, a millisecond at most; where sleeping is forbidden (a page's main thread) goes on at once. */
function pause(control: Int32Array, word: number): void {
  try {
    const value = Atomics.load(control, word)
    if (value > 0) Atomics.wait(control, word, value, 1)
  } catch {
    // The caller's loop turns on.
  }
}
