import type { KernelRows } from './kernel-rows'
import { RowCache, RowMemory } from './row-cache'
import { SmoLoops, TAU } from './smo-loops'

/** A two-class support vector problem: rows of a kernel with signs and upper bounds. */
export interface BinaryProblem {
  /** Which rows of the kernel. */
  readonly rows: Int32Array
  /** +1 or -1 for each. */
  readonly signs: Float64Array
  /** The largest alpha of each. */
  readonly bounds: Float64Array
}

/** When and how {@link solveBinary} works. */
export interface SmoOptions {
  /** By how much the optimality conditions may be missed. */
  readonly tol: number
  /** Whether variables that seem to stay at a bound are set aside. */
  readonly shrinking: boolean
  /** How many steps at most; -1 for any number. */
  readonly maxIter: number
}

/** What {@link solveBinary} finds: the decision value of x is `sum alpha_i sign_i K(x_i, x) - rho`. */
export interface BinarySolution {
  /** alpha times sign, for each row of the problem. */
  readonly coefficients: Float64Array
  readonly rho: number
  readonly nIter: number
}

/** The memory that {@link solveBinary} works in, for one problem after the other. */
export class SmoMemory {
  readonly kernelRows: KernelRows
  readonly loops: SmoLoops
  readonly rows: RowMemory
  readonly gradient: Float64Array
  readonly mayRise: Float64Array
  readonly mayFall: Float64Array
  readonly diagonal: Float64Array

  /**
   * @param kernelRows - was made with {@link bytes} more
   * @param size - how many variables the largest problem has
   */
  constructor(kernelRows: KernelRows, size: number, cacheSize: number) {
    const { unit } = kernelRows
    this.kernelRows = kernelRows
    this.loops = SmoLoops.on(unit)
    this.gradient = unit.float64(size)
    this.mayRise = unit.float64(size)
    this.mayFall = unit.float64(size)
    this.diagonal = unit.float64(size)
    this.rows = new RowMemory(RowMemory.capacity(size, cacheSize), () => unit.float32(size))
  }

  static bytes(size: number, cacheSize: number): number {
    return 4 * (8 * size + 16) + RowMemory.capacity(size, cacheSize) * (4 * size + 16) + 1024
  }
}

/**
 * Solves `min 1/2 alpha' Q alpha - sum alpha` with `0 <= alpha_i <= bound_i`, `sum sign_i alpha_i = 0` and
 * `Q_ij = sign_i sign_j K_ij` by sequential minimal optimisation: two variables at a time, the second one chosen by
 * second-order information (R.-E. Fan, P.-H. Chen, C.-J. Lin, JMLR 6, 2005), with shrinking and a cache of rows of Q in
 * single precision as in LIBSVM (C.-C. Chang, C.-J. Lin, 2011), whose steps these are, one by one.
 */
export function solveBinary(problem: BinaryProblem, options: SmoOptions, memory: SmoMemory): BinarySolution {
  const solver = new Solver(problem, options, memory)
  const nIter = solver.run()
  const solution = { coefficients: solver.coefficients(), rho: solver.rho(), nIter }
  solver.release()
  return solution
}

/**
 * Everything is kept times the signs: the rows of the cache are those of K, not Q, and the gradient is that by
 * `sign_k alpha_k`. Signs do not round, so these are LIBSVM's numbers all the same.
 */
class Solver {
  readonly #kernelRows: KernelRows
  readonly #loops: SmoLoops
  readonly #options: SmoOptions
  readonly #cache: RowCache
  readonly #n: number
  #active: number
  #unshrunk = false
  // Everything below stands in the present order: the active variables first.
  readonly #position: Int32Array
  readonly #rows: Int32Array
  readonly #y: Float64Array
  readonly #C: Float64Array
  readonly #alpha: Float64Array
  /** Gradient of the objective. */
  readonly #gradient: Float64Array
  /** The part of the gradient (without its constant) that comes from variables at their upper bounds. */
  readonly #gradientOfBounded: Float64Array
  /** Diagonal of K. */
  readonly #diagonal: Float64Array
  readonly #atLower: Uint8Array
  readonly #atUpper: Uint8Array
  /** 0 where sign times alpha may rise, -Infinity where not; and the same for falling. */
  readonly #mayRise: Float64Array
  readonly #mayFall: Float64Array
  /** The variable with the steepest way up (-1: none), how steep that is, and whether both are up to date. */
  #i = -1
  #steepest = -Infinity
  #isFresh = false
  #j = -1

  constructor(problem: BinaryProblem, options: SmoOptions, memory: SmoMemory) {
    const n = problem.rows.length
    this.#kernelRows = memory.kernelRows
    this.#loops = memory.loops
    this.#options = options
    this.#cache = new RowCache(n, memory.rows)
    this.#gradient = memory.gradient.subarray(0, n)
    this.#mayRise = memory.mayRise.subarray(0, n)
    this.#mayFall = memory.mayFall.subarray(0, n)
    this.#diagonal = memory.diagonal.subarray(0, n)
    this.#n = this.#active = n
    this.#position = Int32Array.from({ length: n }, (_, k) => k)
    this.#rows = problem.rows.slice()
    this.#y = problem.signs.slice()
    this.#C = problem.bounds.slice()
    this.#alpha = new Float64Array(n)
    for (let k = 0; k < n; k++) {
      this.#gradient[k] = -this.#y[k]
      this.#diagonal[k] = this.#kernelRows.self(this.#rows[k])
    }
    this.#gradientOfBounded = new Float64Array(n)
    this.#atLower = new Uint8Array(n)
    this.#atUpper = new Uint8Array(n)
    for (let k = 0; k < n; k++) this.#updateStatus(k)
  }

  /** Takes steps until the optimality conditions hold; returns how many. */
  run(): number {
    const { maxIter, shrinking } = this.#options
    const interval = Math.min(this.#n, 1000)
    let untilShrinking = interval + 1
    let steps = 0
    while (maxIter < 0 || steps < maxIter) {
      if (--untilShrinking === 0) {
        untilShrinking = interval
        if (shrinking) this.#shrink()
      }
      if (!this.#select()) {
        this.#reconstructGradient()
        this.#activateAll()
        if (!this.#select()) break
        untilShrinking = 1
      }
      steps++
      this.#step(this.#i, this.#j)
    }
    return steps
  }

  coefficients(): Float64Array {
    const out = new Float64Array(this.#n)
    for (let k = 0; k < this.#n; k++) out[this.#position[k]] = this.#alpha[k] * this.#y[k]
    return out
  }

  /** From the gradients of free variables, or between the bounds that the others set. */
  rho(): number {
    let free = 0
    let sum = 0
    let upper = Infinity
    let lower = -Infinity
    for (let k = 0; k < this.#active; k++) {
      const gradient = this.#gradient[k]
      if (this.#isFree(k)) {
        free++
        sum += gradient
      } else if (this.#mayFall[k] === 0) {
        lower = Math.max(lower, gradient)
      } else {
        upper = Math.min(upper, gradient)
      }
    }
    return free > 0 ? sum / free : (upper + lower) / 2
  }

  release(): void {
    this.#cache.release()
  }

  /** Row `i` of K, its first `length` entries. */
  #K(i: number, length: number): Float32Array {
    const row = this.#cache.row(i)
    const from = this.#cache.length(i)
    if (from < length) {
      this.#kernelRows.fill(this.#rows[i], this.#rows, from, length, row)
      this.#cache.filled(i, length)
    }
    return row
  }

  #updateStatus(k: number): void {
    const atUpper = this.#alpha[k] >= this.#C[k]
    const atLower = !atUpper && this.#alpha[k] <= 0
    const positive = this.#y[k] > 0
    this.#atUpper[k] = Number(atUpper)
    this.#atLower[k] = Number(atLower)
    this.#mayRise[k] = (positive ? atUpper : atLower) ? -Infinity : 0
    this.#mayFall[k] = (positive ? atLower : atUpper) ? -Infinity : 0
  }

  #activateAll(): void {
    this.#active = this.#n
    this.#isFresh = false
  }

  /** Chooses the variables of the next step; false if there is none to take. */
  #select(): boolean {
    const active = this.#active
    const gradient = this.#gradient
    if (!this.#isFresh) {
      const mayRise = this.#mayRise
      let steepest = -Infinity
      let i = -1
      for (let k = 0; k < active; k++) {
        const slope = mayRise[k] - gradient[k]
        if (slope >= steepest) {
          steepest = slope
          i = k
        }
      }
      this.#steepest = steepest
      this.#i = i
      this.#isFresh = true
    }
    const steepest = this.#steepest
    if (steepest === -Infinity) return false

    const row = this.#K(this.#i, active)
    const loops = this.#loops
    const own = this.#diagonal[this.#i]
    loops.selectSecond(gradient, this.#mayFall, this.#diagonal, row, steepest, own, active)
    if (steepest + loops.steepestFall < this.#options.tol || loops.found.index < 0) return false
    this.#j = loops.found.index
    return true
  }

  /** Minimises over two variables, and brings the gradient up to date. */
  #step(i: number, j: number): void {
    const alpha = this.#alpha
    const gradient = this.#gradient
    const y = this.#y
    const active = this.#active
    const Ki = this.#K(i, active)
    const Kj = this.#K(j, active)
    const Ci = this.#C[i]
    const Cj = this.#C[j]
    const oldI = alpha[i]
    const oldJ = alpha[j]
    const curvature = this.#diagonal[i] + this.#diagonal[j] - 2 * Ki[j]
    const delta = (gradient[i] - gradient[j]) / (curvature > 0 ? curvature : TAU)
    alpha[i] -= y[i] * delta
    alpha[j] += y[j] * delta
    if (y[i] !== y[j]) {
      const difference = oldI - oldJ
      if (difference > 0) {
        if (alpha[j] < 0) this.#set(i, difference, j, 0)
      } else if (alpha[i] < 0) {
        this.#set(i, 0, j, -difference)
      }
      if (difference > Ci - Cj) {
        if (alpha[i] > Ci) this.#set(i, Ci, j, Ci - difference)
      } else if (alpha[j] > Cj) {
        this.#set(i, Cj + difference, j, Cj)
      }
    } else {
      const sum = oldI + oldJ
      if (sum > Ci) {
        if (alpha[i] > Ci) this.#set(i, Ci, j, sum - Ci)
      } else if (alpha[j] < 0) {
        this.#set(i, sum, j, 0)
      }
      if (sum > Cj) {
        if (alpha[j] > Cj) this.#set(i, sum - Cj, j, Cj)
      } else if (alpha[i] < 0) {
        this.#set(i, 0, j, sum)
      }
    }

    const changeI = y[i] * (alpha[i] - oldI)
    const changeJ = y[j] * (alpha[j] - oldJ)
    const wasUpperI = this.#atUpper[i]
    const wasUpperJ = this.#atUpper[j]
    this.#updateStatus(i)
    this.#updateStatus(j)

    // The steepest way up of the next step is found on the way.
    this.#loops.move(gradient, this.#mayRise, Ki, Kj, changeI, changeJ, active)
    this.#steepest = this.#loops.found.value
    this.#i = this.#loops.found.index
    this.#isFresh = true

    if (wasUpperI !== this.#atUpper[i]) this.#moveBound(i, wasUpperI ? -Ci : Ci)
    if (wasUpperJ !== this.#atUpper[j]) this.#moveBound(j, wasUpperJ ? -Cj : Cj)
  }

  #set(i: number, alphaI: number, j: number, alphaJ: number): void {
    this.#alpha[i] = alphaI
    this.#alpha[j] = alphaJ
  }

  /** Brings the part of the gradient up to date that comes from variables at their upper bounds. */
  #moveBound(i: number, change: number): void {
    const K = this.#K(i, this.#n)
    const gradient = this.#gradientOfBounded
    const signed = this.#y[i] * change
    for (let k = 0; k < this.#n; k++) gradient[k] += signed * K[k]
  }

  /** Sets aside variables at a bound that the gradient holds there. */
  #shrink(): void {
    let rise = -Infinity
    let fall = -Infinity
    for (let k = 0; k < this.#active; k++) {
      rise = Math.max(rise, this.#mayRise[k] - this.#gradient[k])
      fall = Math.max(fall, this.#mayFall[k] + this.#gradient[k])
    }
    if (!this.#unshrunk && rise + fall <= this.#options.tol * 10) {
      this.#unshrunk = true
      this.#reconstructGradient()
      this.#activateAll()
    }
    for (let k = 0; k < this.#active; k++) {
      if (!this.#isSettled(k, rise, fall)) continue
      this.#active--
      while (this.#active > k) {
        if (!this.#isSettled(this.#active, rise, fall)) {
          this.#swap(k, this.#active)
          break
        }
        this.#active--
      }
    }
    this.#isFresh = false
  }

  #isSettled(k: number, rise: number, fall: number): boolean {
    if (this.#isFree(k)) return false
    return this.#mayFall[k] === 0 ? -this.#gradient[k] > rise : this.#gradient[k] > fall
  }

  /** Computes the gradient of the variables that were set aside. */
  #reconstructGradient(): void {
    const n = this.#n
    const active = this.#active
    if (active === n) return
    const y = this.#y
    const gradient = this.#gradient
    const alpha = this.#alpha
    for (let k = active; k < n; k++) gradient[k] = this.#gradientOfBounded[k] - y[k]
    let free = 0
    for (let k = 0; k < active; k++) if (this.#isFree(k)) free++
    if (free * n > 2 * active * (n - active)) {
      for (let i = active; i < n; i++) {
        const K = this.#K(i, active)
        for (let k = 0; k < active; k++) if (this.#isFree(k)) gradient[i] += y[k] * alpha[k] * K[k]
      }
    } else {
      for (let i = 0; i < active; i++) {
        if (!this.#isFree(i)) continue
        const K = this.#K(i, n)
        const signed = y[i] * alpha[i]
        for (let k = active; k < n; k++) gradient[k] += signed * K[k]
      }
    }
  }

  #isFree(k: number): boolean {
    return this.#atLower[k] === 0 && this.#atUpper[k] === 0
  }

  #swap(i: number, j: number): void {
    this.#cache.swap(i, j)
    swapItems(this.#position, i, j)
    swapItems(this.#rows, i, j)
    swapItems(this.#y, i, j)
    swapItems(this.#C, i, j)
    swapItems(this.#alpha, i, j)
    swapItems(this.#gradient, i, j)
    swapItems(this.#gradientOfBounded, i, j)
    swapItems(this.#diagonal, i, j)
    swapItems(this.#atLower, i, j)
    swapItems(this.#atUpper, i, j)
    swapItems(this.#mayRise, i, j)
    swapItems(this.#mayFall, i, j)
  }
}

function swapItems(array: Float64Array | Int32Array | Uint8Array, i: number, j: number): void {
  const item = array[i]
  array[i] = array[j]
  array[j] = item
}
