import { FunctionBuilder, V128, assemble, f64x2, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import type { Products } from '../linear/products/products'

/** Where a loop found its best, and the value there; -1 and -Infinity if there is none. */
interface Found {
  index: number
  value: number
}

/** Instead of a curvature that is not positive. */
export const TAU = 1e-12

/** The two loops over variables that each step of SMO takes: in WebAssembly, or plain with the same result to the bit. */
export abstract class SmoLoops {
  static on(unit: Products): SmoLoops {
    const exports = unit.extend(compiledModule)
    return exports ? new WasmLoops(unit, exports as unknown as LoopExports) : new PlainLoops()
  }

  /** What the last loop found. */
  readonly found: Found = { index: -1, value: -Infinity }
  /** The largest slope that the last {@link selectSecond} saw. */
  steepestFall = -Infinity

  /**
   * `gradient += rowI * changeI + rowJ * changeJ` for the first `count` variables; finds the largest `mayRise - gradient`,
   * the last one of equals.
   */
  abstract move(
    gradient: Float64Array,
    mayRise: Float64Array,
    rowI: Float32Array,
    rowJ: Float32Array,
    changeI: number,
    changeJ: number,
    count: number,
  ): void

  /**
   * Finds, among the first `count` variables, the one whose pair with variable i gains most by a step: the largest
   * `(steepest + slope)^2 / curvature` with `slope = mayFall + gradient`, where `steepest + slope` is positive and
   * `curvature = own + diagonal - 2 row`, the last one of equals.
   */
  abstract selectSecond(
    gradient: Float64Array,
    mayFall: Float64Array,
    diagonal: Float64Array,
    row: Float32Array,
    steepest: number,
    own: number,
    count: number,
  ): void

  protected keep(index: number, value: number): void {
    this.found.index = index
    this.found.value = value
  }

  /** {@link move} for the variables from `from` on. */
  protected moveFrom(
    from: number,
    gradient: Float64Array,
    mayRise: Float64Array,
    rowI: Float32Array,
    rowJ: Float32Array,
    changeI: number,
    changeJ: number,
    count: number,
  ): void {
    let { index, value } = this.found
    for (let k = from; k < count; k++) {
      const moved = gradient[k] + (rowI[k] * changeI + rowJ[k] * changeJ)
      gradient[k] = moved
      const slope = mayRise[k] - moved
      if (slope >= value) {
        value = slope
        index = k
      }
    }
    this.keep(index, value)
  }

  /** {@link selectSecond} for the variables from `from` on. */
  protected selectFrom(
    from: number,
    gradient: Float64Array,
    mayFall: Float64Array,
    diagonal: Float64Array,
    row: Float32Array,
    steepest: number,
    own: number,
    count: number,
  ): void {
    let { index, value } = this.found
    let fall = this.steepestFall
    for (let k = from; k < count; k++) {
      const slope = mayFall[k] + gradient[k]
      if (slope >= fall) fall = slope
      const difference = steepest + slope
      if (!(difference > 0)) continue
      const curvature = own + diagonal[k] - 2 * row[k]
      const gain = (difference * difference) / (curvature > 0 ? curvature : TAU)
      if (gain >= value) {
        value = gain
        index = k
      }
    }
    this.steepestFall = fall
    this.keep(index, value)
  }
}

/** {@link SmoLoops} in plain TypeScript. */
export class PlainLoops extends SmoLoops {
  move(
    gradient: Float64Array,
    mayRise: Float64Array,
    rowI: Float32Array,
    rowJ: Float32Array,
    changeI: number,
    changeJ: number,
    count: number,
  ): void {
    this.keep(-1, -Infinity)
    this.moveFrom(0, gradient, mayRise, rowI, rowJ, changeI, changeJ, count)
  }

  selectSecond(
    gradient: Float64Array,
    mayFall: Float64Array,
    diagonal: Float64Array,
    row: Float32Array,
    steepest: number,
    own: number,
    count: number,
  ): void {
    this.keep(-1, -Infinity)
    this.steepestFall = -Infinity
    this.selectFrom(0, gradient, mayFall, diagonal, row, steepest, own, count)
  }
}

/** Parameters are addresses in bytes and an even count; numbers go in and out by `scratch`. */
interface LoopExports {
  move(gradient: number, mayRise: number, rowI: number, rowJ: number, count: number, scratch: number): void
  selectSecond(gradient: number, mayFall: number, diagonal: number, row: number, count: number, scratch: number): void
}

/** {@link SmoLoops} in WebAssembly. All arrays must be from the unit that it was made on. */
class WasmLoops extends SmoLoops {
  readonly #exports: LoopExports
  /** Two numbers in; out: the best value and its index of either lane, and the steepest falls. */
  readonly #scratch: Float64Array

  constructor(unit: Products, exports: LoopExports) {
    super()
    this.#exports = exports
    this.#scratch = unit.float64(SCRATCH)
  }

  move(
    gradient: Float64Array,
    mayRise: Float64Array,
    rowI: Float32Array,
    rowJ: Float32Array,
    changeI: number,
    changeJ: number,
    count: number,
  ): void {
    const scratch = this.#scratch
    const even = count & -2
    scratch[0] = changeI
    scratch[1] = changeJ
    this.#exports.move(
      gradient.byteOffset,
      mayRise.byteOffset,
      rowI.byteOffset,
      rowJ.byteOffset,
      even,
      scratch.byteOffset,
    )
    this.#best()
    if (even < count) this.moveFrom(even, gradient, mayRise, rowI, rowJ, changeI, changeJ, count)
  }

  selectSecond(
    gradient: Float64Array,
    mayFall: Float64Array,
    diagonal: Float64Array,
    row: Float32Array,
    steepest: number,
    own: number,
    count: number,
  ): void {
    const scratch = this.#scratch
    const even = count & -2
    scratch[0] = steepest
    scratch[1] = own
    this.#exports.selectSecond(
      gradient.byteOffset,
      mayFall.byteOffset,
      diagonal.byteOffset,
      row.byteOffset,
      even,
      scratch.byteOffset,
    )
    this.#best()
    this.steepestFall = Math.max(scratch[6], scratch[7])
    if (even < count) this.selectFrom(even, gradient, mayFall, diagonal, row, steepest, own, count)
  }

  /** The better of the two lanes, of equals the later one. */
  #best(): void {
    const [, , even, odd, evenIndex, oddIndex] = this.#scratch
    const first = even > odd || (even === odd && evenIndex > oddIndex)
    this.keep(first ? evenIndex : oddIndex, first ? even : odd)
  }
}

const SCRATCH = 8

/** Compiles the module at the first call: a constant, only later. */
const compiledModule: () => WebAssembly.Module = (() => {
  let module: WebAssembly.Module | undefined
  return () => (module ??= new WebAssembly.Module(assemble({ move: move(), selectSecond: selectSecond() })))
})()

const { add, sub, mul, div, atLeast, greater } = f64x2

/** Two float32 as doubles. */
const loadSingles = (address: Code): Code => f64x2.promote(v128.loadHalf(address))

function move(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [start, mayRise, rowI, rowJ, count, scratch] = f.parameters
  const changeI = f.vector(f64x2.loadSplat(scratch))
  const changeJ = f.vector(f64x2.loadSplat(scratch, 8))
  const best = bestOfLanes(f)
  f.count(i32.const(0), f.integer(i32.shl(count, 2)), 8, at => {
    const place = f.integer(i32.shl(at, 1))
    const gradient = f.integer(i32.add(start, place))
    const change = add(mul(loadSingles(i32.add(rowI, at)), changeI), mul(loadSingles(i32.add(rowJ, at)), changeJ))
    const moved = f.vector(add(v128.load(gradient), change))
    f.store(gradient, moved)
    best.consider(f.vector(sub(v128.load(i32.add(mayRise, place)), moved)))
  })
  best.store(scratch)
  return f
}

function selectSecond(): FunctionBuilder {
  const f = new FunctionBuilder(6)
  const [gradient, mayFall, diagonal, row, count, scratch] = f.parameters
  const steepest = f.vector(f64x2.loadSplat(scratch))
  const own = f.vector(f64x2.loadSplat(scratch, 8))
  const fall = f.variable(V128, f64x2.const(-Infinity))
  const best = bestOfLanes(f)
  f.count(i32.const(0), f.integer(i32.shl(count, 2)), 8, at => {
    const place = f.integer(i32.shl(at, 1))
    const slope = f.vector(add(v128.load(i32.add(mayFall, place)), v128.load(i32.add(gradient, place))))
    fall.set(v128.select(slope, fall.value, atLeast(slope, fall.value)))
    const difference = f.vector(add(steepest, slope))
    const singles = loadSingles(i32.add(row, at))
    const curvature = f.vector(sub(add(own, v128.load(i32.add(diagonal, place))), mul(f64x2.const(2), singles)))
    const positive = v128.select(curvature, f64x2.const(TAU), greater(curvature, v128.zero))
    best.consider(f.vector(div(mul(difference, difference), positive)), greater(difference, v128.zero))
  })
  best.store(scratch)
  f.store(scratch, fall.value, 48)
  return f
}

/** Keeps, for each of two lanes, the largest value so far and its index, the last one of equals. */
function bestOfLanes(f: FunctionBuilder) {
  const value = f.variable(V128, f64x2.const(-Infinity))
  const index = f.variable(V128, f64x2.const(-1))
  // Indices (0, 1), as numbers: they are compared and kept like the values.
  const at = f.variable(V128, f64x2.pick(f64x2.const(0), f64x2.const(1), 0, 2))
  return {
    consider(candidate: Code, only?: Code) {
      const higher = atLeast(candidate, value.value)
      const better = f.vector(only ? v128.and(higher, only) : higher)
      value.set(v128.select(candidate, value.value, better))
      index.set(v128.select(at.value, index.value, better))
      at.set(add(at.value, f64x2.const(2)))
    },
    store(scratch: Code) {
      f.store(scratch, value.value, 16)
      f.store(scratch, index.value, 32)
    },
  }
}
