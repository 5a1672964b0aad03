import type { Local } from '../linear/products/assembler'
import { FunctionCode, I32, V128, assembleModule } from '../linear/products/assembler'
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
  return () => (module ??= new WebAssembly.Module(loopModule()))
})()

function loopModule(): Uint8Array<ArrayBuffer> {
  return assembleModule([
    { name: 'move', parameters: 6, code: moveCode() },
    { name: 'selectSecond', parameters: 6, code: selectCode() },
  ])
}

function moveCode(): FunctionCode {
  const code = new FunctionCode(6)
  const [gradient, mayRise, rowI, rowJ, count, scratch] = [0, 1, 2, 3, 4, 5]
  const end = code.local(I32)
  const [changeI, changeJ, moved, slope] = [0, 1, 2, 3].map(() => code.local(V128))
  const best = bestOfLanes(code)
  code.get(scratch).loadSplat().set(changeI).get(scratch).loadSplat(8).set(changeJ)
  code.get(gradient).get(count).i32(3).shiftLeft().add().set(end)
  code.while(
    () => code.get(gradient).get(end).lessThan(),
    () => {
      code.get(gradient).load2()
      code.get(rowI).load2Single().get(changeI).mul2().get(rowJ).load2Single().get(changeJ).mul2().add2()
      code.add2().set(moved)
      code.get(gradient).get(moved).store2()
      code.get(mayRise).load2().get(moved).sub2().set(slope)
      best.consider(slope)
      code.increase(gradient, 16).increase(mayRise, 16).increase(rowI, 8).increase(rowJ, 8)
    },
  )
  best.store(scratch)
  return code
}

function selectCode(): FunctionCode {
  const code = new FunctionCode(6)
  const [gradient, mayFall, diagonal, row, count, scratch] = [0, 1, 2, 3, 4, 5]
  const end = code.local(I32)
  const [steepest, own, slope, fall, difference, curvature, gain] = [0, 1, 2, 3, 4, 5, 6].map(() => code.local(V128))
  const best = bestOfLanes(code)
  code.get(scratch).loadSplat().set(steepest).get(scratch).loadSplat(8).set(own)
  code.constant2(-Infinity).set(fall)
  code.get(gradient).get(count).i32(3).shiftLeft().add().set(end)
  code.while(
    () => code.get(gradient).get(end).lessThan(),
    () => {
      code.get(mayFall).load2().get(gradient).load2().add2().set(slope)
      code.get(slope).get(fall).get(slope).get(fall).atLeast2().choose2().set(fall)
      code.get(steepest).get(slope).add2().set(difference)
      code.get(own).get(diagonal).load2().add2().constant2(2).get(row).load2Single().mul2().sub2().set(curvature)
      code.get(curvature).constant2(TAU).get(curvature).constant2(0).greater2().choose2().set(curvature)
      code.get(difference).get(difference).mul2().get(curvature).div2().set(gain)
      best.consider(gain, () => code.get(difference).constant2(0).greater2().and2())
      code.increase(gradient, 16).increase(mayFall, 16).increase(diagonal, 16).increase(row, 8)
    },
  )
  best.store(scratch)
  code.get(scratch).get(fall).store2(48)
  return code
}

/** Keeps, for each of two lanes, the largest value so far and its index, the last one of equals. */
function bestOfLanes(code: FunctionCode) {
  const [value, index, at, better] = [0, 1, 2, 3].map(() => code.local(V128))
  code.constant2(-Infinity).set(value).constant2(-1).set(index)
  // Indices (0, 1), as numbers: they are compared and kept like the values.
  code.constant2(0).constant2(1).lane(0).replaceLane(1).set(at)
  return {
    consider(candidate: Local, and?: () => void) {
      code.get(candidate).get(value).atLeast2()
      and?.()
      code.set(better)
      code.get(candidate).get(value).get(better).choose2().set(value)
      code.get(at).get(index).get(better).choose2().set(index)
      code.get(at).constant2(2).add2().set(at)
    },
    store(scratch: Local) {
      code.get(scratch).get(value).store2(16).get(scratch).get(index).store2(32)
    },
  }
}
