import type { Code } from '@genre/core/wasm'
import { FunctionBuilder, I32, V128, assemble, f64x2, i32, i32x4, v128 } from '@genre/core/wasm'

/** What the assembled module exports. Every parameter is an address in bytes or a count. */
export interface HistogramExports {
  /** See `Histograms.fill`. */
  fill(
    order: number,
    count: number,
    derivatives: number,
    bins: number,
    rows: number,
    columns: number,
    sums: number,
    counts: number,
    nBins: number,
  ): void
  /** See `Histograms.subtract`, for so many numbers each; `counts` a multiple of 4. */
  subtract(sums: number, minusSums: number, pairs: number, counts: number, minusCounts: number, fours: number): void
  /** See `Histograms.bestSplit`; in `numbers` stands what {@link SPLIT} says. */
  split(
    sums: number,
    counts: number,
    lasts: number,
    columns: number,
    nBins: number,
    count: number,
    minSamplesLeaf: number,
    numbers: number,
  ): void
}

/** Where what goes into `split`, and what comes out, stands among its float64 numbers. */
export const SPLIT = {
  /** Gradient and hessian of the node. */
  total: 0,
  own: 2,
  l2: 3,
  tiny: 4,
  minHessian: 5,
  /** The gain; the feature and the bin are whole numbers in the place after it. */
  gain: 6,
  place: 7,
  left: 8,
  size: 10,
} as const

/** The loops of `histograms.ts`, gradients and hessians at once, with the same results to the bit. */
export function histogramModule(): Uint8Array<ArrayBuffer> {
  return assemble({ fill: fill(), subtract: subtract(), split: split() })
}

function fill(): FunctionBuilder {
  const f = new FunctionBuilder(9)
  const [order, count, derivatives, bins, rows, columns, sums, counts, nBins] = f.parameters
  const column = f.variable(I32, bins)
  const sumsAt = f.variable(I32, sums)
  const countsAt = f.variable(I32, counts)
  const left = f.variable(I32, columns)
  const orderEnd = f.integer(i32.add(order, i32.shl(count, 2)))
  const sumsSize = f.integer(i32.shl(nBins, 4))
  const countsSize = f.integer(i32.shl(nBins, 2))
  const at = f.variable(I32)
  const pair = f.variable(I32)
  /** So many features at a time: rows and derivatives are read once for all. */
  const group = (size: number) =>
    f.while(
      () => i32.atLeast(left.value, i32.const(size)),
      () => {
        const starts = Array.from({ length: size }, () => {
          const start = [column, sumsAt, countsAt].map(variable => f.integer(variable.value))
          column.advance(rows)
          sumsAt.advance(sumsSize)
          countsAt.advance(countsSize)
          return start
        })
        at.set(order)
        pair.set(derivatives)
        f.while(
          () => i32.less(at.value, orderEnd),
          () => {
            const row = f.integer(i32.load(at.value))
            const both = f.vector(f64x2.promote(v128.loadHalf(pair.value)))
            for (const [column, sums, counts] of starts) {
              const bin = f.integer(i32.loadByte(i32.add(column, row)))
              const sum = f.integer(i32.add(sums, i32.shl(bin, 4)))
              f.store(sum, f64x2.add(v128.load(sum), both))
              const number = f.integer(i32.add(counts, i32.shl(bin, 2)))
              f.storeInteger(number, i32.add(i32.load(number), i32.const(1)))
            }
            at.advance(i32.const(4))
            pair.advance(i32.const(8))
          },
        )
        left.set(i32.sub(left.value, i32.const(size)))
      },
    )
  group(4)
  group(1)
  return f
}

function subtract(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [sums, minusSums, pairs, counts, minusCounts, fours] = f.parameters
  const loop = (to: Code, from: Code, count: Code, minus: (a: Code, b: Code) => Code) =>
    f.count(i32.const(0), i32.shl(count, 4), 16, offset => {
      const at = f.integer(i32.add(to, offset))
      f.store(at, minus(v128.load(at), v128.load(i32.add(from, offset))))
    })
  loop(sums, minusSums, pairs, f64x2.sub)
  loop(counts, minusCounts, fours, i32x4.sub)
  return f
}

function split(): FunctionBuilder {
  const f = new FunctionBuilder(8)
  const [sums, counts, lasts, columns, nBins, count, minSamplesLeaf, numbers] = f.parameters
  const splat = (at: number) => f.vector(f64x2.loadSplat(numbers, 8 * at))
  const total = f.vector(v128.load(numbers, 8 * SPLIT.total))
  const [own, l2, tiny, minHessian] = [SPLIT.own, SPLIT.l2, SPLIT.tiny, SPLIT.minHessian].map(splat)
  const best = f.variable(V128, v128.zero)
  const left = f.variable(V128)
  const leftCount = f.variable(I32)
  const bin = f.variable(I32)
  const mostLeft = f.integer(i32.sub(count, minSamplesLeaf))
  f.count(i32.const(0), columns, 1, feature => {
    const first = f.integer(i32.mul(feature, nBins))
    const featureSums = f.integer(i32.add(sums, i32.shl(first, 4)))
    const featureCounts = f.integer(i32.add(counts, i32.shl(first, 2)))
    const last = f.integer(i32.load(i32.add(lasts, i32.shl(feature, 2))))
    left.set(v128.zero)
    leftCount.set(i32.const(0))
    bin.set(i32.const(0))
    const end = () => bin.set(last)
    f.while(
      () => i32.less(bin.value, last),
      () => {
        const at = f.integer(bin.value)
        bin.advance(i32.const(1))
        left.set(f64x2.add(left.value, v128.load(i32.add(featureSums, i32.shl(at, 4)))))
        leftCount.advance(i32.load(i32.add(featureCounts, i32.shl(at, 2))))
        f.when(i32.atLeast(leftCount.value, minSamplesLeaf), () =>
          f.when(i32.lessSigned(mostLeft, leftCount.value), end, () => {
            const right = f.vector(f64x2.sub(total, left.value))
            const hessians = f.vector(f64x2.pick(left.value, right, 1, 3))
            const small = f.vector(f64x2.less(hessians, minHessian))
            f.when(
              v128.anyTrue(small),
              // Too little on the right only: from here on there will never be more.
              () => f.when(i32.equal(i32x4.signs(small), i32.const(0b1100)), end),
              () => {
                const gradients = f.vector(f64x2.pick(left.value, right, 0, 2))
                const steps = f64x2.div(f64x2.neg(gradients), f64x2.add(f64x2.add(hessians, l2), tiny))
                const gains = f.vector(f64x2.mul(steps, gradients))
                const gain = f.vector(
                  f64x2.sub(f64x2.sub(own, f64x2.pick(gains, gains, 0, 0)), f64x2.pick(gains, gains, 1, 1)),
                )
                f.when(v128.anyTrue(f64x2.greater(gain, best.value)), () => {
                  best.set(gain)
                  f.storeInteger(numbers, feature, 8 * SPLIT.place)
                  f.storeInteger(numbers, at, 8 * SPLIT.place + 4)
                  f.store(numbers, left.value, 8 * SPLIT.left)
                })
              },
            )
          }),
        )
      },
    )
  })
  f.storeHalf(numbers, best.value, 0, 8 * SPLIT.gain)
  return f
}
