import type { Comparison } from '@genre/models'
import type { Terminal } from '../terminal'

/** A comparison as text: models down, protocols across, and the leak. */
export function comparisonTable(
  { evaluations, leaks, winner, segments, tracks }: Comparison,
  colors: Terminal['colors'],
): string {
  const models = [...new Set(evaluations.map(e => e.model))]
  const protocols = [...new Set(evaluations.map(e => e.protocol))]
  const head = ['', ...protocols.flatMap(p => [`${p}, segments`, `${p}, tracks`]), ...(leaks.length ? ['leak'] : [])]
  const rows = models.map(model => [
    model === winner ? `${model} *` : model,
    ...protocols.flatMap(protocol => {
      const e = evaluations.find(other => other.model === model && other.protocol === protocol)!
      return [share(e.segmentAccuracy, e.segmentInterval), share(e.trackAccuracy, e.trackInterval)]
    }),
    ...leaks.filter(leak => leak.model === model).map(leak => points(leak.difference, leak.interval)),
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)))
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd()
  const warnings = [...new Set(evaluations.flatMap(e => (e.warning ? [`${e.protocol}: ${e.warning}`] : [])))]
  return [
    `${segments} segments of ${tracks} tracks; share of right answers in % (95 % interval)`,
    '',
    colors.bold(line(head)),
    ...rows.map(line),
    '',
    '* best by track under the most honest protocol here',
    ...(leaks.length
      ? ['leak: how many points of the row score are the songs, not the genres (row minus track, segments)']
      : []),
    ...warnings.map(text => colors.yellow(text)),
  ].join('\n')
}

/** A share with its interval, in per cent. */
export function share(value: number, [low, high]: readonly [number, number]): string {
  return `${percent(value)} (${percent(low)}-${percent(high)})`
}

/** A difference of shares with its interval, in points. */
export function points(value: number, [low, high]: readonly [number, number]): string {
  const signed = (p: number) => `${p >= 0 ? '+' : ''}${percent(p)}`
  return `${signed(value)} (${signed(low)} to ${signed(high)})`
}

function percent(p: number): string {
  return (100 * p).toFixed(1)
}
