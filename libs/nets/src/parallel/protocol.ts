/**
 * How threads share the chunks of a kernel: words of a block of shared memory.
 *
 * `ticket` holds the number of the round in its upper half and the next chunk in its lower half, so that a late thread, which
 * still looks at a past round, cannot take a chunk of the present one: it takes a chunk by comparing and exchanging both at once.
 */
export const CONTROL = {
  /** Counted up with each round; threads that have nothing to do wait for it to change. */
  round: 0,
  ticket: 1,
  /** Chunks of this round that are not done yet. */
  remaining: 2,
  chunks: 3,
  kernel: 4,
  words: 5,
  /** Not zero once a kernel failed. */
  failed: 6,
  /** Not zero when the threads shall end. */
  closing: 7,
  /** From here on: the scratch memory of each thread. */
  scratch: 8,
} as const

/** What a ticket has room for, with one more for each thread that looks for another. */
export const MAXIMUM_CHUNKS = 65000

/**
 * The program of a thread: it imports nothing, so it starts from text, in Node as in browsers. `start` is called with what the
 * main thread sent: the module, its memory, the control block, this thread's number, the names of the kernels.
 */
export function threadProgram(start: {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  control: Int32Array
  index: number
  kernels: readonly string[]
}): void {
  const { module, memory, control, index, kernels } = start
  const run = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
    string,
    (words: number, chunk: number, scratch: number) => void
  >
  let round = 0
  for (;;) {
    // A short look before sleeping: kernels follow each other closely.
    for (let spin = 0; spin < 2000 && Atomics.load(control, 0) === round; spin++);
    Atomics.wait(control, 0, round)
    round = Atomics.load(control, 0)
    if (Atomics.load(control, 7)) return
    for (;;) {
      const ticket = Atomics.load(control, 1)
      const chunk = ticket & 0xffff
      if (chunk >= Atomics.load(control, 3)) break
      const kernel = run[kernels[Atomics.load(control, 4)]]
      const words = Atomics.load(control, 5)
      const scratch = Atomics.load(control, 8 + index)
      if (Atomics.compareExchange(control, 1, ticket, ticket + 1) !== ticket) continue
      try {
        kernel(words, chunk, scratch)
      } catch {
        Atomics.store(control, 6, 1)
      }
      if (Atomics.sub(control, 2, 1) === 1) Atomics.notify(control, 2)
    }
  }
}
