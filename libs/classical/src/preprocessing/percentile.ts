/**
 * The value at probability `p` (0..1) of sorted values, linear between neighbours (NumPy's default). The way over per
 * cent is NumPy's: its rounding decides which of two repeated quantiles a position falls on.
 */
export function percentile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * ((p * 100) / 100)
  const [below, above] = positionsOf(sorted.length, p)
  const a = sorted[below]
  const b = sorted[above]
  const t = position - below
  return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t
}

/** The positions between which it lies: nothing else of the sorted values is looked at. */
export function positionsOf(count: number, p: number): [number, number] {
  const below = Math.floor((count - 1) * ((p * 100) / 100))
  return [below, Math.min(below + 1, count - 1)]
}
