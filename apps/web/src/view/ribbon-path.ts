/** Probabilities at one moment. */
export interface Moment {
  /** Seconds. */
  readonly time: number
  readonly probabilities: readonly number[]
}

/** Size of the drawing; the page stretches it. */
export const RIBBON = { width: 1000, height: 100 } as const

/**
 * One band for each genre, stacked in the given order from the bottom, as SVG path data: as thick as the genre is probable.
 * Between two moments the edges run in smooth steps that never leave the two values.
 */
export function ribbonPaths(moments: readonly Moment[], order: readonly number[], seconds: number): string[] {
  const { width, height } = RIBBON
  const x = [0, ...moments.map(({ time }) => (time / seconds) * width), width].map(round)
  const columns = [moments[0], ...moments, moments[moments.length - 1]]
  const below = columns.map(() => 0)
  return order.map(k => {
    const low = below.map(share => round(height * (1 - share)))
    columns.forEach(({ probabilities }, i) => (below[i] += probabilities[k]))
    const high = below.map(share => round(height * (1 - share)))
    return `M${x[0]} ${low[0]}${edge(x, low)}L${x[x.length - 1]} ${high[high.length - 1]}${edge([...x].reverse(), [...high].reverse())}Z`
  })
}

function edge(x: readonly number[], y: readonly number[]): string {
  let path = ''
  for (let i = 1; i < x.length; i++) {
    const middle = round((x[i - 1] + x[i]) / 2)
    path += `C${middle} ${y[i - 1]} ${middle} ${y[i]} ${x[i]} ${y[i]}`
  }
  return path
}

function round(value: number): number {
  return Math.round(100 * value) / 100
}
