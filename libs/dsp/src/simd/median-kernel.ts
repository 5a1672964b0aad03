import { FunctionBuilder, I32, KernelSource, i32, i32x4, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'

/** The window of the kernel. */
export const MEDIAN_SIZE = 31
/** Medians that one round of the kernel makes. */
export const MEDIAN_ROUND = 16

/*
 * Running medians over 31 values by a network of minima and maxima, without branches, four lines at a time.
 *
 * Eight neighbouring windows have 24 values in common and differ in seven on either side. The 24 are three runs of eight, which
 * are sorted once and shared with the neighbours. Of their order only ranks 9 to 16 can be the median of 31, whatever the
 * seven others are; those eight are made once for the eight windows. Then each window adds its own values on the left one by
 * one, each of which leaves one candidate less, and its values on the right, sorted, are merged in the last step.
 */

/** Pairs of places to put in order, so that eight values become sorted. */
const SORT_8: readonly (readonly [number, number])[] = [
  ...([
    [0, 2],
    [1, 3],
    [4, 6],
    [5, 7],
  ] as const),
  ...([
    [0, 4],
    [1, 5],
    [2, 6],
    [3, 7],
  ] as const),
  ...([
    [0, 1],
    [2, 3],
    [4, 5],
    [6, 7],
  ] as const),
  ...([
    [2, 4],
    [3, 5],
  ] as const),
  ...([
    [1, 4],
    [3, 6],
  ] as const),
  ...([
    [1, 2],
    [3, 4],
    [5, 6],
  ] as const),
]

function exchange(f: FunctionBuilder, values: Code[], a: number, b: number): void {
  const low = f.vector(i32x4.min(values[a], values[b]))
  const high = f.vector(i32x4.max(values[a], values[b]))
  values[a] = low
  values[b] = high
}

/** Two sorted lists of equal length, a power of two, as one (Batcher's odd-even merge). */
function merge(f: FunctionBuilder, a: Code[], b: Code[]): Code[] {
  if (a.length === 1) return [f.vector(i32x4.min(a[0], b[0])), f.vector(i32x4.max(a[0], b[0]))]
  const every = (list: Code[], parity: number) => list.filter((_, i) => i % 2 === parity)
  const even = merge(f, every(a, 0), every(b, 0))
  const odd = merge(f, every(a, 1), every(b, 1))
  const out: Code[] = []
  even.forEach((value, i) => out.push(value, odd[i]))
  for (let i = 1; i + 1 < out.length; i += 2) exchange(f, out, i, i + 1)
  return out
}

/** Ranks 9 to 16 of 16 sorted and 8 sorted values, sorted. */
function middle(f: FunctionBuilder, sixteen: Code[], eight: Code[]): Code[] {
  // The lower 16 of the 24 rise and fall; their upper half again, and three steps sort that.
  const lower = sixteen.map((value, i) => (i < 8 ? value : f.vector(i32x4.min(value, eight[15 - i]))))
  const values = lower.slice(0, 8).map((value, i) => f.vector(i32x4.max(value, lower[i + 8])))
  for (const distance of [4, 2, 1]) {
    for (let i = 0; i < 8; i++) if ((i & distance) === 0) exchange(f, values, i, i + distance)
  }
  return values
}

/** The eight medians of a round's half: `core` are ranks 9 to 16 of the shared values. */
function medians(f: FunctionBuilder, core: Code[], left: Code[], right: Code[]): Code[] {
  // candidates[j]: what can be the median once the j nearest values on the left are in.
  const candidates = [core]
  for (let j = 1; j <= 7; j++) {
    const before = candidates[j - 1]
    const value = left[7 - j]
    candidates.push(
      Array.from({ length: 8 - j }, (_, i) => f.vector(i32x4.max(before[i], i32x4.min(before[i + 1], value)))),
    )
  }
  const out = [candidates[7][0]]
  const sorted: Code[] = []
  for (let k = 1; k <= 7; k++) {
    let rising = right[k - 1]
    for (let i = 0; i < sorted.length; i++) {
      const low = f.vector(i32x4.min(sorted[i], rising))
      rising = f.vector(i32x4.max(sorted[i], rising))
      sorted[i] = low
    }
    sorted.push(rising)
    const some = candidates[7 - k]
    let best = some[k]
    for (let i = 0; i < k; i++) best = f.vector(i32x4.min(best, i32x4.max(some[i], sorted[k - 1 - i])))
    out.push(best)
  }
  return out
}

/** Bits of floats as integers of the same order, and back. */
function toKey(f: FunctionBuilder, bits: Code): Code {
  const value = f.vector(bits)
  return v128.xor(value, v128.and(i32x4.shiftRight(value, 31), i32x4.const(0x7fffffff)))
}

/**
 * (line, runs, out, rounds, step): medians of `line[i .. i + 30]` for i = 0 .. 16 rounds - 1 to `out[i]`, of four floats each.
 * Elements of `line` and `out` are `step` bytes apart; `line` has 16 rounds + 30 of them, and becomes keys. `runs` is scratch for
 * 16 rounds + 16 vectors.
 */
function runningMedian(): FunctionBuilder {
  const f = new FunctionBuilder(5)
  const [line, runs, out, rounds, step] = f.parameters
  const length = f.integer(i32.shl(rounds, 4))

  const at = f.variable(I32, line)
  f.count(i32.const(0), f.integer(i32.add(length, i32.const(MEDIAN_SIZE - 1))), 1, () => {
    f.store(at.value, toKey(f, v128.load(at.value)))
    at.set(i32.add(at.value, step))
  })

  // Sorted runs of eight, from the eighth value on.
  at.set(i32.add(line, i32.mul(step, i32.const(7))))
  f.count(i32.const(0), f.integer(i32.shl(i32.add(length, i32.const(16)), 4)), 128, to => {
    const values: Code[] = []
    for (let i = 0; i < 8; i++) {
      values.push(f.vector(v128.load(at.value)))
      at.set(i32.add(at.value, step))
    }
    for (const [a, b] of SORT_8) exchange(f, values, a, b)
    const run = f.integer(i32.add(runs, to))
    values.forEach((value, i) => f.store(run, value, 16 * i))
  })

  at.set(line)
  const target = f.variable(I32, out)
  f.count(i32.const(0), f.integer(i32.shl(length, 4)), 256, from => {
    const run = f.integer(i32.add(runs, from))
    const load = (i: number) => Array.from({ length: 8 }, (_, k) => f.vector(v128.load(run, 128 * i + 16 * k)))
    const shared = merge(f, load(1), load(2))
    const values = (start: Code) => {
      const some: Code[] = []
      const address = f.variable(I32, start)
      for (let i = 0; i < 7; i++) {
        some.push(f.vector(v128.load(address.value)))
        address.set(i32.add(address.value, step))
      }
      return some
    }
    for (const half of [0, 1]) {
      const core = middle(f, shared, load(3 * half))
      const right = i32.add(at.value, i32.mul(step, i32.const(31)))
      for (const median of medians(f, core, values(at.value), values(right))) {
        f.store(target.value, toKey(f, median))
        target.set(i32.add(target.value, step))
      }
      at.set(i32.add(at.value, i32.mul(step, i32.const(8))))
    }
  })
  return f
}

export const medianKernel = /* @__PURE__ */ new KernelSource(() => ({ runningMedian: runningMedian() }))
