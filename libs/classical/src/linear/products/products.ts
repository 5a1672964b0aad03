import { addWeightedRows, dotRows, exponentials, products } from './plain-products'
import type { ExponentialExports, ProductExports } from './product-module'
import { exponentialModule, productModule } from './product-module'

/**
 * Products of matrices that live in one block of memory: by WebAssembly's vector instructions where the engine has them
 * and lets them be compiled, otherwise by the plain functions of `plain-products.ts`, with the same result to the bit.
 *
 * Ask {@link Products.create} for as much memory as all arrays together need, then take the arrays from it.
 */
export abstract class Products {
  /** @param bytes - of all arrays together; for few of them a block of WebAssembly's memory does not pay */
  static create(bytes: number): Products {
    return (bytes < PAGE ? null : WasmProducts.tryCreate(bytes)) ?? new PlainProducts()
  }

  /** Zeros in the block of memory. */
  abstract float64(length: number): Float64Array
  abstract float32(length: number): Float32Array
  abstract int32(length: number): Int32Array

  /** What a module for the same block of memory exports; `null` without WebAssembly. */
  abstract extend(module: () => WebAssembly.Module): WebAssembly.Exports | null

  /** `out[k] = x . y[rows[k]]` for `k` in `[from, to)`: see `plain-products.ts`. */
  abstract dotRows(
    x: Float64Array,
    xAt: number,
    y: Float64Array,
    width: number,
    rows: Int32Array,
    from: number,
    to: number,
    out: Float64Array,
  ): void

  /** `out[i, j] = a[i] . b[j]` for (m, width) and (n, width) matrices. */
  abstract products(a: Float64Array, m: number, b: Float64Array, n: number, width: number, out: Float64Array): void

  /** `out[j] += p[i, j] a[i]` for (m, n) and (m, width) matrices. */
  abstract addWeightedRows(
    p: Float64Array,
    m: number,
    n: number,
    a: Float64Array,
    width: number,
    out: Float64Array,
  ): void

  /** `x[k] = exp(x[k])` for the first `count` numbers: see `plain-products.ts` for what is far out. */
  abstract exponentials(x: Float64Array, count: number): void
}

/** {@link Products} in plain TypeScript. */
export class PlainProducts extends Products {
  float64(length: number): Float64Array {
    return new Float64Array(length)
  }

  float32(length: number): Float32Array {
    return new Float32Array(length)
  }

  int32(length: number): Int32Array {
    return new Int32Array(length)
  }

  extend(): null {
    return null
  }

  readonly dotRows = dotRows
  readonly products = products
  readonly addWeightedRows = addWeightedRows
  readonly exponentials = exponentials
}

/** Compiles the modules at the first call: constants, only later. */
const compiledModules: () => WebAssembly.Module[] = (() => {
  let modules: WebAssembly.Module[] | undefined
  return () => (modules ??= [productModule(), exponentialModule()].map(code => new WebAssembly.Module(code)))
})()

const PAGE = 65536
/** Addresses are 32-bit, and may not run over. */
const MAX_BYTES = 2 ** 31

/** {@link Products} in WebAssembly. */
export class WasmProducts extends Products {
  readonly #memory: WebAssembly.Memory
  readonly #exports: ProductExports & ExponentialExports
  #used = 0

  private constructor(memory: WebAssembly.Memory, exports: ProductExports & ExponentialExports) {
    super()
    this.#memory = memory
    this.#exports = exports
  }

  /**
   * `null` where there is no WebAssembly, it may not be compiled, it knows no vectors, or memory does not suffice.
   *
   * @param compile - gives the compiled modules
   */
  static tryCreate(bytes: number, compile: () => WebAssembly.Module[] = compiledModules): WasmProducts | null {
    // Each array is aligned to 16 bytes.
    const pages = Math.ceil(bytes / PAGE) + 1
    if (typeof WebAssembly !== 'object' || pages * PAGE > MAX_BYTES) return null
    try {
      const modules = compile()
      const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
      const exports = modules.map(module => new WebAssembly.Instance(module, { env: { memory } }).exports)
      return new WasmProducts(memory, Object.assign({}, ...exports) as ProductExports & ExponentialExports)
    } catch {
      return null
    }
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, this.#take(8 * length), length)
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#take(4 * length), length)
  }

  extend(module: () => WebAssembly.Module): WebAssembly.Exports {
    return new WebAssembly.Instance(module(), { env: { memory: this.#memory } }).exports
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#take(4 * length), length)
  }

  dotRows(
    x: Float64Array,
    xAt: number,
    y: Float64Array,
    width: number,
    rows: Int32Array,
    from: number,
    to: number,
    out: Float64Array,
  ): void {
    this.#exports.dotRows(
      x.byteOffset + 8 * xAt,
      y.byteOffset,
      width,
      rows.byteOffset + 4 * from,
      to - from,
      out.byteOffset + 8 * from,
    )
  }

  products(a: Float64Array, m: number, b: Float64Array, n: number, width: number, out: Float64Array): void {
    this.#exports.products(a.byteOffset, m, b.byteOffset, n, width, out.byteOffset)
  }

  addWeightedRows(p: Float64Array, m: number, n: number, a: Float64Array, width: number, out: Float64Array): void {
    this.#exports.addWeightedRows(p.byteOffset, m, n, a.byteOffset, width, out.byteOffset)
  }

  exponentials(x: Float64Array, count: number): void {
    this.#exports.exponentials(x.byteOffset, count)
  }

  #take(bytes: number): number {
    const at = this.#used
    this.#used += Math.ceil(bytes / 16) * 16
    return at
  }
}
