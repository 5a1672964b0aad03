import type { ExperimentData, ExperimentResults } from '@genre/models'
import { htmlReport } from '@genre/viz'
import type { ReportBlock, ReportSection } from '@genre/viz'
import type { SuiteRun } from './run-suite'
import type { SuitePicture } from './suite-pictures'
import type { PlainTable } from './suite-tables'
import {
  accuracyTable,
  bestCell,
  cellName,
  leakTable,
  paramsText,
  protocolsOf,
  publishedProtocol,
  resultsTable,
  rowWord,
  shareText,
  toMarkdown,
  warningsOf,
} from './suite-tables'

/** What a report is told beside the results. */
export interface ReportFactsGiven {
  readonly table: string
  readonly jobs: number
}

/** Parts of a report, before they are HTML or Markdown. */
interface Part {
  readonly title: string
  readonly items: readonly (
    | { readonly text: string; readonly isWarning?: boolean }
    | { readonly table: PlainTable; readonly caption?: string }
    | { readonly picture: SuitePicture }
  )[]
}

/** One self-contained HTML file. */
export function suiteReport(run: SuiteRun, pictures: readonly SuitePicture[], given: ReportFactsGiven): string {
  const sections = partsOf(run, pictures, given).map(({ title, items }): ReportSection => ({
    title,
    blocks: items.map((item): ReportBlock => {
      if ('picture' in item) {
        const { svg, description, caption } = item.picture
        return { type: 'chart', svg, description, caption }
      }
      if ('table' in item) {
        const { columns, rows } = item.table
        return {
          type: 'table',
          columns: [...columns],
          rows: rows.map(row => [...row]),
          ...(item.caption && { caption: item.caption }),
        }
      }
      if (item.isWarning) return { type: 'note', tone: 'warning', text: item.text }
      return { type: 'text', text: item.text }
    }),
  }))
  const { results } = run
  return htmlReport({
    title: results.title,
    subtitle: subtitle(results),
    sections,
    footer: 'Made by genre explore.',
  })
}

/** The same as a Markdown page; `folder` is where its pictures are, as seen from the page. */
export function suitePage(
  run: SuiteRun,
  pictures: readonly SuitePicture[],
  given: ReportFactsGiven,
  folder: string,
): string {
  const { results } = run
  const parts = partsOf(run, pictures, given).map(({ title, items }) => {
    const blocks = items.map(item => {
      if ('picture' in item) {
        const { file, caption, description } = item.picture
        return `![${description.replace(/[[\]]/g, '')}](${folder}/${file})\n\n_${caption}_`
      }
      if ('table' in item) return `${item.caption ? `${item.caption}\n\n` : ''}${toMarkdown(item.table)}`
      return item.isWarning ? `> ${item.text}` : item.text
    })
    return `## ${title}\n\n${blocks.join('\n\n')}`
  })
  return `# ${results.title}\n\n${subtitle(results)}\n\n${parts.join('\n\n')}\n`
}

function subtitle(results: ExperimentResults): string {
  const trials = [...results.cells, ...results.untested].reduce((sum, cell) => sum + cell.trials.length, 0)
  const tables =
    rowWord(results) === 'tracks'
      ? `${results.rows} tracks`
      : `${results.rows} segments of ${results.trackCount} tracks`
  const tests = results.cells.length === 1 ? 'one test' : `${results.cells.length} tests`
  return `${trials} trials and ${tests} on ${tables}`
}

function partsOf(run: SuiteRun, pictures: readonly SuitePicture[], given: ReportFactsGiven): Part[] {
  const { results } = run
  const of = (section: SuitePicture['section']) =>
    pictures.filter(picture => picture.section === section).map(picture => ({ picture }))
  const boundaries = of('boundaries')
  const trials = of('trials')
  const genres = of('genres')
  return [
    results.rule === undefined ? accuracyPart(results, of('accuracy')) : chosenPart(results, of('accuracy')),
    ...(results.leaks.length > 0 ? [leakPart(results)] : []),
    ...(genres.length > 0 ? [{ title: 'Which genres are confused', items: genres }] : []),
    ...(boundaries.length > 0 ? [{ title: 'What the kernels do', items: boundaries }] : []),
    ...(trials.length > 0
      ? [
          {
            title: 'Trials',
            items: [
              {
                text: 'Accuracy on the rows that were learned from and on those that chose (the best is marked); nets by epoch.',
              },
              ...trials,
            ],
          },
        ]
      : []),
    { title: 'The table', items: of('table') },
    madePart(run, given),
  ]
}

function accuracyPart(results: ExperimentResults, pictures: Part['items']): Part {
  const words = rowWord(results)
  const names = protocolsOf(results)
  const best = names.flatMap(name => bestCell(results, name) ?? [])
  return {
    title: 'Accuracy on the test rows',
    items: [
      ...warnings(results),
      ...misses(results),
      {
        caption:
          'The best combination under each protocol, by tracks (looked up after the test: its score is a little flattered)',
        table: {
          columns: ['protocol', 'combination', 'parameters', ...(words === 'tracks' ? [] : [words]), 'tracks'],
          rows: best.map(cell => [
            cell.protocol,
            cellName(cell),
            paramsText(cell.params),
            ...(words === 'tracks' ? [] : [shareText(cell.segments)]),
            shareText(cell.tracks),
          ]),
        },
      },
      ...names.flatMap(name => [
        {
          caption: `${name}, ${words}: share of right answers in % (95 % interval)`,
          table: accuracyTable(results, name, words),
        },
        ...(words === 'tracks'
          ? []
          : [
              {
                caption: `${name}, whole tracks: what the model says of their tested segments averaged`,
                table: accuracyTable(results, name, 'tracks'),
              },
            ]),
      ]),
      ...pictures,
    ],
  }
}

/** How far ours are from the published values. */
function misses(results: ExperimentResults): Part['items'] {
  const protocol = publishedProtocol(results)
  const told = results.cells.filter(cell => cell.protocol === protocol && cell.published !== undefined)
  if (told.length === 0) return []
  const far = told.filter(cell => Math.abs(cell.segments.accuracy - cell.published!) > 0.03)
  const list = far
    .map(cell => {
      const difference = 100 * (cell.segments.accuracy - cell.published!)
      return `${cellName(cell)} (${difference > 0 ? '+' : ''}${difference.toFixed(1)})`
    })
    .join('; ')
  const text = `By ${protocol}, ${told.length - far.length} of ${told.length} combinations are within 3 points of the published accuracy.`
  return [{ text: far.length > 0 ? `${text} The others: ${list}.` : text }]
}

function chosenPart(results: ExperimentResults, pictures: Part['items']): Part {
  const all = [...results.cells, ...results.untested].sort((a, b) => b.validation - a.validation)
  return {
    title: 'What was chosen, and how it did',
    items: [
      ...warnings(results),
      { text: `The rule: ${results.rule}` },
      {
        text: `The test rows were looked at ${results.cells.length === 1 ? 'once' : `${results.cells.length} times`} in this run.`,
      },
      {
        caption: 'On the test tracks (95 % interval; standard error)',
        table: {
          columns: ['protocol', 'combination', 'parameters', 'cross-validation', 'test', 'standard error'],
          rows: results.cells.map(cell => {
            const { accuracy, total } = cell.tracks
            return [
              cell.protocol,
              cellName(cell),
              paramsText(cell.params),
              (100 * cell.validation).toFixed(1),
              `${shareText(cell.tracks)}, ${cell.tracks.right} of ${total}`,
              (100 * Math.sqrt((accuracy * (1 - accuracy)) / total)).toFixed(1),
            ]
          }),
        },
      },
      {
        caption: 'All combinations by cross-validation, each with its best parameters',
        table: {
          columns: ['combination', 'parameters', 'cross-validation'],
          rows: all.map(cell => [cellName(cell), paramsText(cell.params), (100 * cell.validation).toFixed(1)]),
        },
      },
      ...pictures,
    ],
  }
}

function warnings(results: ExperimentResults): Part['items'] {
  return warningsOf(results).map(text => ({ text: text.endsWith('.') ? text : `${text}.`, isWarning: true }))
}

function leakPart(results: ExperimentResults): Part {
  return {
    title: 'The leak',
    items: [
      {
        text:
          rowWord(results) === 'tracks'
            ? 'A row is a whole track here, so that no protocol learns from test songs. By row and by track artists, and recordings ' +
              'that are there twice, are on both sides; fault-filtered they are not. Accuracy of tracks by row minus by another ' +
              'protocol, in points, with its 95 % interval; the protocols test other tracks.'
            : 'By row, segments of the test songs are learned from, and a model is paid for recognising songs. The leak is the accuracy ' +
              'of segments by row minus by a protocol that keeps songs (or artists) apart, in points, with its 95 % interval.',
      },
      { table: leakTable(results) },
    ],
  }
}

/** How many tracks of each genre there are. */
function genreCounts({ labels, tracks }: ExperimentData): string {
  const tracksOf = new Map<string, Set<string>>()
  labels.forEach((genre, row) => tracksOf.set(genre, (tracksOf.get(genre) ?? new Set()).add(tracks[row])))
  return [...tracksOf.keys()]
    .sort()
    .map(genre => `${genre} ${tracksOf.get(genre)!.size}`)
    .join(', ')
}

function madePart({ results, data, identity, seconds }: SuiteRun, given: ReportFactsGiven): Part {
  const words = rowWord(results)
  return {
    title: 'How it was made',
    items: [
      {
        table: {
          columns: ['', ''],
          rows: [
            ['table', given.table],
            ['SHA-256 of its names and labels', String(identity.table)],
            ...(identity.absent ? [['rows that it lacks, counted by the splits', String(identity.absent)]] : []),
            ['columns', results.columns.length],
            ['tracks by genre', genreCounts(data)],
            ['seed', results.randomState],
            ['grid', results.grid],
            ['seconds of all fits and scores', Math.round(seconds)],
            ...results.transforms.map(({ name, description }) => [name, description]),
            ...results.models.map(({ name, description }) => [name, description]),
            ...results.protocols.map(facts => [
              `${facts.protocol}, ${facts.selection}`,
              `${facts.method}: ${facts.train} ${words} to learn from, ${facts.validation} to choose by, ${facts.test} to test (${facts.testTracks} tracks)`,
            ]),
            [
              'intervals',
              words === 'tracks'
                ? '95 %: of tracks Wilson’s, of leaks by bootstrap over tracks (2000 draws)'
                : `95 %: of ${words} and leaks by bootstrap over whole tracks (2000 draws), of tracks Wilson’s`,
            ],
            [
              'tracks',
              'probabilities of their rows averaged; decision values where a model has no probabilities (perceptron, ridge)',
            ],
          ],
        },
      },
      { table: resultsTable(results), caption: 'Everything that was measured' },
    ],
  }
}
