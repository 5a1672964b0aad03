import { Products } from '../../linear/products/products'
import type { BinnedColumns } from './bin-columns'
import type { HistogramExports } from './histogram-module'
import { SPLIT, histogramModule } from './histogram-module'

/** Sums of gradients and hessians in turn, and numbers of rows, for each bin of each feature. */
export interface Histogram {
  readonly sums: Float64Array
  readonly counts: Int32Array
}

/** The best split of a node. */
export interface Split {
  readonly gain: number
  readonly feature: number
  readonly bin: number
  readonly leftGradient: number
  readonly leftHessian: number
}

/** A child needs hessians of so much. */
const MIN_HESSIAN = 1e-3
/** Added to hessians that are divided by. */
const TINY = 1e-15

/** Compiles the module at the first call: a constant, only later. */
const compiledModule: () => WebAssembly.Module = (() => {
  let module: WebAssembly.Module | undefined
  return () => (module ??= new WebAssembly.Module(histogramModule()))
})()

/** Histograms of gradients and hessians in one block of memory, by vector instructions where the engine has them. */
export class Histograms {
  /** Rows, which histograms are made of stretches of. */
  readonly order: Uint32Array
  readonly #data: BinnedColumns
  readonly #maxBins: number
  /** Bins of a histogram's feature: more than needed, a multiple of 4. */
  readonly #nBins: number
  readonly #bins: Uint8Array
  /** How many bounds between bins each feature has. */
  readonly #lasts: Int32Array
  /** Gradients and hessians in turn: of all rows, and of those that a histogram is being made of. */
  readonly #derivatives: Float32Array
  readonly #own: Float32Array
  readonly #numbers: Float64Array
  readonly #place: Int32Array
  readonly #unit: Products
  readonly #exports: HistogramExports | null
  readonly #free: Histogram[] = []
  readonly #minSamplesLeaf: number
  readonly #l2: number

  /** @param most - how many histograms there are at a time at most */
  constructor(
    data: BinnedColumns,
    { maxBins, most, minSamplesLeaf, l2 }: { maxBins: number; most: number; minSamplesLeaf: number; l2: number },
  ) {
    const { rows, columns, thresholds } = data
    this.#data = data
    this.#minSamplesLeaf = minSamplesLeaf
    this.#l2 = l2
    this.#maxBins = maxBins
    this.#nBins = 4 * (Math.floor(maxBins / 4) + 1)
    const histogram = 20 * columns * this.#nBins + 32
    this.#unit = Products.create(rows * columns + 4 * columns + 20 * rows + most * histogram + 1024)
    const words = Math.ceil((rows * columns) / 4)
    const bytes = this.#unit.int32(words)
    this.#bins = new Uint8Array(bytes.buffer, bytes.byteOffset, rows * columns)
    this.#bins.set(data.bins)
    const order = this.#unit.int32(rows)
    this.order = new Uint32Array(order.buffer, order.byteOffset, rows)
    this.#lasts = this.#unit.int32(columns)
    thresholds.forEach((bounds, feature) => (this.#lasts[feature] = bounds.length))
    this.#derivatives = this.#unit.float32(2 * rows)
    this.#own = this.#unit.float32(2 * rows)
    this.#numbers = this.#unit.float64(SPLIT.size)
    this.#place = new Int32Array(this.#numbers.buffer, this.#numbers.byteOffset + 8 * SPLIT.place, 2)
    this.#exports = this.#unit.extend(compiledModule) as unknown as HistogramExports | null
  }

  /** Brings in the derivatives of the rows' losses. */
  setDerivatives(gradients: Float32Array, hessians: Float32Array): void {
    for (let i = 0; i < gradients.length; i++) {
      this.#derivatives[2 * i] = gradients[i]
      this.#derivatives[2 * i + 1] = hessians[i]
    }
  }

  /** The histograms of all features for the rows `order[start..stop)`. */
  fill(start: number, stop: number): Histogram {
    const { rows, columns } = this.#data
    const histogram = this.#free.pop() ?? this.#create()
    const { sums, counts } = histogram
    sums.fill(0)
    counts.fill(0)
    const { order } = this
    const own = this.#own
    for (let k = start, to = 0; k < stop; k++, to += 2) {
      const from = 2 * order[k]
      own[to] = this.#derivatives[from]
      own[to + 1] = this.#derivatives[from + 1]
    }
    if (this.#exports) {
      this.#exports.fill(
        order.byteOffset + 4 * start,
        stop - start,
        own.byteOffset,
        this.#bins.byteOffset,
        rows,
        columns,
        sums.byteOffset,
        counts.byteOffset,
        this.#nBins,
      )
      return histogram
    }
    for (let feature = 0; feature < columns; feature++) {
      const first = feature * this.#nBins
      for (let k = start, from = 0; k < stop; k++, from += 2) {
        const bin = first + this.#bins[feature * rows + order[k]]
        sums[2 * bin] += own[from]
        sums[2 * bin + 1] += own[from + 1]
        counts[bin]++
      }
    }
    return histogram
  }

  /** Takes another histogram from one. */
  subtract({ sums, counts }: Histogram, minus: Histogram): void {
    if (this.#exports) {
      const { byteOffset: minusSums } = minus.sums
      const { byteOffset: minusCounts } = minus.counts
      const { length } = counts
      this.#exports.subtract(sums.byteOffset, minusSums, length, counts.byteOffset, minusCounts, length / 4)
      return
    }
    for (let k = 0; k < sums.length; k++) sums[k] -= minus.sums[k]
    for (let k = 0; k < counts.length; k++) counts[k] -= minus.counts[k]
  }

  /**
   * The sums of gradients and of hessians in the bins of the first feature, and in one more, which stands for missing values
   * in scikit-learn.
   */
  firstFeature({ sums }: Histogram): [gradients: Float64Array, hessians: Float64Array] {
    const length = this.#maxBins + 1
    const field = (offset: number) => Float64Array.from({ length }, (_, bin) => sums[2 * bin + offset])
    return [field(0), field(1)]
  }

  /** The histogram may be used for other rows. */
  release(histogram: Histogram): void {
    this.#free.push(histogram)
  }

  /**
   * The best split of a node, if there is one.
   *
   * @param value - of the node, if it were a leaf
   */
  bestSplit(
    { sums, counts }: Histogram,
    { gradient, hessian, value, count }: { gradient: number; hessian: number; value: number; count: number },
  ): Split | null {
    const { columns } = this.#data
    const minSamplesLeaf = this.#minSamplesLeaf
    const l2 = this.#l2
    const own = gradient * value
    const nBins = this.#nBins
    if (this.#exports) {
      const numbers = this.#numbers
      numbers.set([gradient, hessian, own, l2, TINY, MIN_HESSIAN])
      this.#exports.split(
        sums.byteOffset,
        counts.byteOffset,
        this.#lasts.byteOffset,
        columns,
        nBins,
        count,
        minSamplesLeaf,
        numbers.byteOffset,
      )
      const [gain, leftGradient, leftHessian] = [numbers[SPLIT.gain], numbers[SPLIT.left], numbers[SPLIT.left + 1]]
      const [feature, bin] = this.#place
      return gain > 0 ? { gain, feature, bin, leftGradient, leftHessian } : null
    }
    let best: Split | null = null
    let bestGain = 0
    for (let feature = 0; feature < columns; feature++) {
      let leftGradient = 0
      let leftHessian = 0
      let leftCount = 0
      for (let bin = 0, at = feature * nBins; bin < this.#lasts[feature]; bin++, at++) {
        leftGradient += sums[2 * at]
        leftHessian += sums[2 * at + 1]
        leftCount += counts[at]
        if (leftCount < minSamplesLeaf) continue
        if (count - leftCount < minSamplesLeaf) break
        const rightHessian = hessian - leftHessian
        if (leftHessian < MIN_HESSIAN) continue
        if (rightHessian < MIN_HESSIAN) break
        const rightGradient = gradient - leftGradient
        const gain =
          own -
          newtonStep(leftGradient, leftHessian, l2) * leftGradient -
          newtonStep(rightGradient, rightHessian, l2) * rightGradient
        if (gain > bestGain) {
          bestGain = gain
          best = { gain, feature, bin, leftGradient, leftHessian }
        }
      }
    }
    return best
  }

  #create(): Histogram {
    const size = this.#data.columns * this.#nBins
    return { sums: this.#unit.float64(2 * size), counts: this.#unit.int32(size) }
  }
}

/** What a leaf adds to the score: minus the gradient over the hessian. */
export function newtonStep(gradient: number, hessian: number, l2: number): number {
  return -gradient / (hessian + l2 + TINY)
}
