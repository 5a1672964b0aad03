import { F32, FunctionBuilder, I32, KernelSource, V128, f32, f32x4, i32, i32x4, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'

/** Values that the search for the largest takes at a time; a frame must have as many. */
export const LEAST_BINS = 16

/**
 * (values, bins, frames, from, to, share, out, outEnd): of frames of floats that are not negative, the bins from `from` to below `to`
 * that exceed the share (a float at that address) of the largest value of their frame, and their lower neighbour, and are not below
 * the upper one, which the last bin does not have: their numbers, counted from the first frame's first bin, go to `out`, and where
 * they end to `outEnd`.
 */
function peaks(): FunctionBuilder {
  const f = new FunctionBuilder(8)
  const [values, bins, frames, from, to, share, , outEnd] = f.parameters
  const frameBytes = f.integer(i32.shl(bins, 2))
  const lastBin = f.integer(i32.sub(bins, i32.const(1)))
  const before = f.integer(i32.select(to, lastBin, i32.less(to, bins)))
  const out = f.variable(I32, f.parameters[6])
  const at = f.variable(I32)
  const largest = Array.from({ length: 4 }, () => f.variable(V128))
  const grow = (address: Code) => {
    largest.forEach((four, i) => four.set(f32x4.larger(four.value, v128.load(address, 16 * i))))
  }
  const { larger, less, lessOrEqual } = f32x4
  f.count(i32.const(0), frames, 1, t => {
    const frame = f.integer(i32.add(values, i32.mul(t, frameBytes)))
    const end = f.integer(i32.add(frame, frameBytes))
    for (const four of largest) four.set(v128.zero)
    // The last ones that are looked at end with the frame, and may have been looked at before.
    const last = f.integer(i32.sub(end, i32.const(4 * LEAST_BINS)))
    f.count(frame, last, 4 * LEAST_BINS, grow)
    grow(last)
    const [a, b, c, d] = largest.map(({ value }) => value)
    const four = f.vector(larger(larger(a, b), larger(c, d)))
    const two = f.vector(larger(four, f32x4.pick(four, four, [2, 3, 0, 1])))
    const one = larger(two, f32x4.pick(two, two, [1, 0, 3, 2]))
    const floor = f.vector(f32x4.mul(one, f32x4.loadSplat(share)))
    const add = (address: Code) => {
      f.storeInteger(out.value, i32.shr(i32.sub(address, values), 2))
      out.advance(i32.const(4))
    }
    const stop = f.integer(i32.add(frame, i32.shl(before, 2)))
    at.set(i32.add(frame, i32.shl(from, 2)))
    f.while(
      () => i32.less(at.value, stop),
      () => {
        const value = f.vector(v128.load(at.value))
        const strong = f.vector(less(floor, value))
        f.when(v128.anyTrue(strong), () => {
          const above = less(v128.load(i32.sub(at.value, i32.const(4))), value)
          const notBelow = lessOrEqual(v128.load(at.value, 4), value)
          const found = f.integer(i32x4.signs(v128.and(strong, v128.and(above, notBelow))))
          for (let lane = 0; lane < 4; lane++) {
            const address = i32.add(at.value, i32.const(4 * lane))
            const counts = i32.and(i32.shr(found, lane), i32.less(address, stop))
            f.when(counts, () => add(address))
          }
        })
        at.advance(i32.const(16))
      },
    )
    f.when(i32.and(i32.less(lastBin, to), i32.less(from, to)), () => {
      const highest = f.integer(i32.sub(end, i32.const(4)))
      const value = f.let(F32, f32.load(highest))
      const rises = i32.and(
        f32.greater(value, f32x4.lane(floor, 0)),
        f32.greater(value, f32.load(i32.sub(highest, i32.const(4)))),
      )
      f.when(rises, () => add(highest))
    })
  })
  f.storeInteger(outEnd, out.value)
  return f
}

/** Parameters are addresses and counts. */
export const peakKernel = /* @__PURE__ */ new KernelSource(() => ({ peaks: peaks() }))
