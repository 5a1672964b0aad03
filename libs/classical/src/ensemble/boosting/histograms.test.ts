import { NdArray, RandomState } from '@genre/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WasmProducts } from '../../linear/products/products'
import { binColumns } from './bin-columns'
import { BoostedTreeGrower } from './grow-boosted-tree'
import { Histograms } from './histograms'

const LIMITS = { maxLeafNodes: 31, maxDepth: Infinity, minSamplesLeaf: 20, l2Regularization: 0, learningRate: 0.1 }

function problem(rows: number, columns: number, levels: number) {
  const random = new RandomState(rows + columns)
  const X = new NdArray(random.randint(0, levels, rows * columns), [rows, columns])
  return {
    data: (maxBins: number) => binColumns(X, null, maxBins, 0),
    gradients: Float32Array.from(random.standardNormal(rows), (value, i) => value + Math.sin(X.data[i * columns])),
    hessians: Float32Array.from(random.uniform(1e-4, 0.25, rows)),
  }
}

describe('histograms', () => {
  afterEach(() => vi.restoreAllMocks())

  it.each([
    [3000, 5, 1000, 255, {}],
    [2000, 6, 3, 255, {}],
    [2500, 9, 500, 17, { minSamplesLeaf: 1, maxLeafNodes: Infinity }],
    [2000, 1, 500, 64, { maxDepth: 3, l2Regularization: 2 }],
    [4000, 3, 1, 255, {}],
  ])(
    'give the same trees without WebAssembly: %i rows, %i columns of %i values',
    (rows, columns, levels, maxBins, own) => {
      const { data, gradients, hessians } = problem(rows, columns, levels)
      const grow = () => {
        const grower = new BoostedTreeGrower(data(maxBins), maxBins, { ...LIMITS, ...own })
        const tree = grower.grow(gradients, hessians)
        const scores = new Float64Array(rows)
        grower.addLeafValues(scores)
        return { tree, scores, again: grower.grow(hessians, hessians) }
      }
      const fast = grow()
      if (levels > 1) expect(fast.tree.right.length).toBeGreaterThan(5)
      vi.spyOn(WasmProducts, 'tryCreate').mockReturnValue(null)
      expect(grow()).toEqual(fast)
    },
  )

  it('are sums over rows, and what is left after subtraction is the other rows', () => {
    const { data, gradients, hessians } = problem(1000, 3, 40)
    const bins = data(255)
    const histograms = new Histograms(bins, { maxBins: 255, most: 2, minSamplesLeaf: 1, l2: 0 })
    histograms.setDerivatives(gradients, hessians)
    histograms.order.set(Uint32Array.from({ length: 1000 }, (_, i) => 999 - i))
    const all = histograms.fill(0, 1000)
    const some = histograms.fill(600, 1000)
    histograms.subtract(all, some)
    const expected = { sums: new Float64Array(all.sums.length), counts: new Int32Array(all.counts.length) }
    for (let row = 400; row < 1000; row++) {
      for (let f = 0; f < 3; f++) {
        const bin = 256 * f + bins.bins[f * 1000 + row]
        expected.sums[2 * bin] += gradients[row]
        expected.sums[2 * bin + 1] += hessians[row]
        expected.counts[bin]++
      }
    }
    expect(all.counts).toEqual(expected.counts)
    all.sums.forEach((sum, k) => expect(Math.abs(sum - expected.sums[k])).toBeLessThan(1e-12))
  })
})
