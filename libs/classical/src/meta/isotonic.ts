/** A rising curve by its corners: `y` at `x`, straight in between and level outside. */
export interface Isotonic {
  readonly x: Float64Array
  readonly y: Float64Array
}

/**
 * The rising step function of least (weighted) squared distance from the points, joined to a curve: the pool adjacent
 * violators algorithm. scikit-learn 1.9's `IsotonicRegression(out_of_bounds='clip')`.
 */
export function fitIsotonic(x: Float64Array, y: Float64Array, weights: Float64Array): Isotonic {
  const order = [...x.keys()].filter(i => weights[i] > 0).sort((a, b) => x[a] - x[b] || y[a] - y[b])
  // Points at the same x become one, at their mean.
  const points: { x: number; sum: number; weight: number }[] = []
  for (const i of order) {
    const last = points.at(-1)
    if (last && x[i] - last.x < 1e-15) {
      last.sum += y[i] * weights[i]
      last.weight += weights[i]
    } else points.push({ x: x[i], sum: y[i] * weights[i], weight: weights[i] })
  }
  const blocks: { mean: number; weight: number; count: number }[] = []
  for (const point of points) {
    let block = { mean: point.sum / point.weight, weight: point.weight, count: 1 }
    for (let last = blocks.at(-1); last && last.mean >= block.mean; last = blocks.at(-1)) {
      const weight = last.weight + block.weight
      block = {
        mean: (last.mean * last.weight + block.mean * block.weight) / weight,
        weight,
        count: last.count + block.count,
      }
      blocks.pop()
    }
    blocks.push(block)
  }
  const values = blocks.flatMap(block => new Array<number>(block.count).fill(block.mean))
  // Of points at the same height the ends are enough.
  const corner = (k: number) =>
    k === 0 || k === values.length - 1 || values[k] !== values[k - 1] || values[k] !== values[k + 1]
  const kept = [...values.keys()].filter(corner)
  return { x: Float64Array.from(kept, k => points[k].x), y: Float64Array.from(kept, k => values[k]) }
}

/** The curve's value. */
export function isotonicAt({ x, y }: Isotonic, value: number): number {
  const last = x.length - 1
  if (value <= x[0]) return y[0]
  if (value >= x[last]) return y[last]
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle] <= value) low = middle
    else high = middle
  }
  const slope = (y[high] - y[low]) / (x[high] - x[low])
  return slope * (value - x[low]) + y[low]
}
