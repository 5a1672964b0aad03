import type { Evaluation } from '@genre/models'
import type { Context } from '../context'

/** Results as people read them: a line for each protocol, and what must not be left out. */
export function resultsText(evaluations: readonly Evaluation[], colors: Context['terminal']['colors']): string {
  const lines = [`${'protocol'.padEnd(16)}${'segments'.padEnd(26)}tracks`]
  for (const e of evaluations) {
    const segments = share(e.segmentAccuracy, e.segmentInterval)
    lines.push(`${e.protocol.padEnd(16)}${segments.padEnd(26)}${share(e.trackAccuracy, e.trackInterval)}`)
    lines.push(colors.dim(`${''.padEnd(16)}${e.method}`))
    if (e.warning) lines.push(colors.yellow(`${''.padEnd(16)}${e.warning}`))
  }
  lines.push(colors.dim('in %, with 95 % intervals: of segments by bootstrap over whole tracks, of tracks Wilson’s'))
  return lines.join('\n')
}

function share(value: number, [low, high]: readonly [number, number]): string {
  const percent = (p: number) => (100 * p).toFixed(1)
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}

/** An evaluation as a file keeps it: everything but the answers row by row. */
export function evaluationData({ right: _, ...evaluation }: Evaluation): Omit<Evaluation, 'right'> {
  return evaluation
}
