import type { CellResult, ExperimentResults, Share, TrialParams } from '@genre/models'
import type { Terminal } from '../terminal'
import { points, share } from './comparison-table'

/** A cell's place without its protocol. */
export function cellName({ transform, model }: { transform: string; model: string }): string {
  return `${model}, ${transform}`
}

/** Parameters in words: `C = 10, kernel = rbf`. */
export function paramsText(params: TrialParams): string {
  return Object.entries(params)
    .map(([name, value]) => `${name} = ${value ?? 'none'}`)
    .join(', ')
}

/** Protocols in the order of the results. */
export function protocolsOf(results: ExperimentResults): string[] {
  return [...new Set([...results.cells, ...results.untested, ...results.failed].map(({ protocol }) => protocol))]
}

/** The results as text for a terminal: a line for each combination, protocols across. */
export function suiteText(results: ExperimentResults, colors: Terminal['colors']): string {
  const names = protocolsOf(results)
  const hasPublished = results.cells.some(({ published }) => published !== undefined)
  const head = [
    '',
    ...names.flatMap(name => (rowWord(results) === 'tracks' ? [name] : [`${name}, segments`, 'tracks'])),
    ...(hasPublished ? ['published'] : []),
  ]
  const places = [...new Set(results.cells.map(cellName))]
  const rows = places.map(place => {
    const cells = results.cells.filter(cell => cellName(cell) === place)
    const of = (name: string) => cells.find(cell => cell.protocol === name)
    const published = cells.find(cell => cell.published !== undefined)?.published
    return [
      place,
      ...names.flatMap(name => {
        const cell = of(name)
        const texts = cell ? [shareText(cell.tracks), shareText(cell.segments)] : ['-', '-']
        return rowWord(results) === 'tracks' ? [texts[0]] : texts.reverse()
      }),
      ...(hasPublished ? [published === undefined ? '' : (100 * published).toFixed(1)] : []),
    ]
  })
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column].length)))
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd()
  return [
    `${results.title}: share of right answers on the test rows in % (95 % interval)`,
    '',
    colors.bold(line(head)),
    ...rows.map(line),
    ...(results.rule === undefined
      ? []
      : ['', `chosen among ${results.untested.length + results.cells.length}: ${results.rule}`]),
    '',
    ...warningsOf(results).map(text => colors.yellow(text)),
  ].join('\n')
}

/** What results must not be shown without, by protocol. */
export function warningsOf(results: ExperimentResults): string[] {
  const texts = results.protocols.flatMap(({ protocol, warning }) => (warning ? [`${protocol}: ${warning}`] : []))
  return [...new Set([...texts, ...partOfGtzan(results)])]
}

/** Every published value is of all of GTZAN. */
const GTZAN_TRACKS = 1000
/** So few tracks may be missing: a table without its unreadable files compares all the same. */
const NEARLY_ALL = 0.95 * GTZAN_TRACKS

function partOfGtzan({ cells, trackCount }: ExperimentResults): string[] {
  if (trackCount >= NEARLY_ALL || !cells.some(({ published }) => published !== undefined)) return []
  return [
    `published values are of GTZAN's ${GTZAN_TRACKS} tracks, 100 of each genre; this table has ${trackCount}, so they do not compare directly`,
  ]
}

/** Where the published values belong: by row for segments; tables of whole tracks were divided with genres in proportion. */
export function publishedProtocol(results: ExperimentResults): string {
  return rowWord(results) === 'tracks' && protocolsOf(results).includes('track') ? 'track' : 'row'
}

/** What a row of the table is. */
export function rowWord({ rows, trackCount }: ExperimentResults): 'segments' | 'tracks' {
  return rows === trackCount ? 'tracks' : 'segments'
}

/** A share with its interval, in per cent. */
export function shareText({ accuracy, interval }: Share): string {
  return share(accuracy, interval)
}

/** A plain table. */
export interface PlainTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** One line a combination: everything that was measured on the test rows. */
export function resultsTable(results: ExperimentResults): PlainTable {
  return {
    columns: [
      ...['protocol', 'transform', 'model', 'parameters', 'train', 'validation', 'test rows', 'right'],
      ...['accuracy', 'low', 'high', 'tracks', 'tracks right', 'track accuracy', 'track low', 'track high'],
      ...['published', 'difference', 'macro F1', 'averaged', 'fit seconds', 'score seconds'],
    ],
    rows: results.cells.map(cell => [
      cell.protocol,
      cell.transform,
      cell.model,
      paramsText(cell.params),
      ...[cell.train, cell.validation].map(fixed),
      cell.segments.total,
      cell.segments.right,
      ...[cell.segments.accuracy, ...cell.segments.interval].map(fixed),
      cell.tracks.total,
      cell.tracks.right,
      ...[cell.tracks.accuracy, ...cell.tracks.interval].map(fixed),
      cell.published ?? '',
      cell.published === undefined ? '' : fixed(cell.segments.accuracy - cell.published),
      fixed(cell.f1.reduce((a, b) => a + b, 0) / cell.f1.length),
      cell.averaged,
      ...cell.seconds.map(value => value.toFixed(2)),
    ]),
  }
}

/** One line a trial. */
export function trialsTable(results: ExperimentResults): PlainTable {
  const lines = [...results.cells, ...results.untested].flatMap(({ protocol, transform, model, trials }) =>
    trials.map(trial => [
      protocol,
      transform,
      model,
      paramsText(trial.params),
      ...(trial.error === undefined ? [fixed(trial.train), fixed(trial.validation)] : ['', '']),
      ...trial.seconds.map(value => value.toFixed(2)),
      trial.error ?? '',
    ]),
  )
  const columns = [
    'protocol',
    'transform',
    'model',
    'parameters',
    'train',
    'validation',
    'fit seconds',
    'score seconds',
    'error',
  ]
  return { columns, rows: lines }
}

/** Models down, transforms across: accuracy of rows under a protocol, the published value below ours where there is one. */
export function accuracyTable(results: ExperimentResults, protocol: string, which: 'segments' | 'tracks'): PlainTable {
  const { transforms, models } = results
  return {
    columns: ['', ...transforms.map(({ name }) => name)],
    rows: models.map(({ name: model }) => [
      model,
      ...transforms.map(({ name: transform }) => {
        const cell = results.cells.find(c => c.protocol === protocol && c.transform === transform && c.model === model)
        if (!cell) return '-'
        const told = protocol === publishedProtocol(results) && (which === 'segments' || rowWord(results) === 'tracks')
        const published = told ? cell.published : undefined
        const own = shareText(cell[which])
        return published === undefined ? own : `${own}; published ${(100 * published).toFixed(1)}`
      }),
    ]),
  }
}

/** The leak of each combination: by row minus an honest protocol, in points. */
export function leakTable(results: ExperimentResults): PlainTable {
  const honest = [...new Set(results.leaks.map(leak => leak.honest))]
  const places = [...new Set(results.leaks.map(cellName))]
  return {
    columns: ['', ...honest.map(name => `row minus ${name}`)],
    rows: places.map(place => [
      place,
      ...honest.map(name => {
        const leak = results.leaks.find(one => cellName(one) === place && one.honest === name)
        return leak ? points(leak.difference, leak.interval) : '-'
      }),
    ]),
  }
}

/** The tested cell that does best under a protocol, by tracks and then by rows. */
export function bestCell(results: ExperimentResults, protocol: string): CellResult | undefined {
  const worth = ({ tracks, segments }: CellResult) => tracks.accuracy + 1e-6 * segments.accuracy
  const own = results.cells.filter(cell => cell.protocol === protocol)
  return own.length === 0 ? undefined : own.reduce((a, b) => (worth(b) > worth(a) ? b : a))
}

/** A table as CSV. */
export function toCsv({ columns, rows }: PlainTable): string {
  const quoted = (value: string | number) => {
    const text = String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [columns, ...rows].map(row => row.map(quoted).join(',')).join('\n') + '\n'
}

/** A table as Markdown. */
export function toMarkdown({ columns, rows }: PlainTable): string {
  const cell = (value: string | number) => String(value).replaceAll('|', '\\|')
  const line = (values: readonly (string | number)[]) => `| ${values.map(cell).join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

function fixed(value: number): string {
  return value.toFixed(4)
}
