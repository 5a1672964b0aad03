import { recallByGenre } from '@genre/models'
import type { Candidate, Comparison, Evaluation } from '@genre/models'
import { accuracyChart, confusionMatrixChart, f1Chart, htmlReport, importanceChart } from '@genre/viz'
import type { ReportBlock, ReportChart, ReportSection, VegaLiteSpec } from '@genre/viz'
import { renderSvg } from '@genre/viz/node'
import { points, share } from './comparison-table'
import type { Picture } from './spectrograms'

/** What the report is made of. */
export interface Exploration {
  readonly comparison: Comparison
  readonly candidates: readonly Candidate[]
  /** The table's file, as it was given. */
  readonly source: string
  readonly hash: string
  readonly seed: number
  /** Descriptors by importance, the first the most important. */
  readonly importances: readonly { readonly name: string; readonly importance: number }[]
  readonly pictures: readonly Picture[]
}

/** One self-contained HTML file: the scores with their intervals, the leak, confusions, descriptors, spectrograms. */
export async function explorationReport(exploration: Exploration): Promise<string> {
  const { comparison, candidates, source, hash, seed, importances, pictures } = exploration
  const { evaluations, leaks, winner, segments, tracks } = comparison
  const best = bestOf(evaluations, winner)
  const sections: ReportSection[] = [
    {
      title: 'Accuracy',
      blocks: [...warnings(evaluations), accuracyTable(comparison), await accuracy(evaluations, best)],
    },
  ]
  if (leaks.length > 0) {
    sections.push({
      title: 'The leak',
      blocks: [
        {
          type: 'text',
          text:
            'By row, segments of the test songs are in the training set, and a model is paid for recognising songs. The leak is the ' +
            'accuracy of segments by row minus by track; its interval draws the same tracks on both sides.',
        },
        {
          type: 'table',
          columns: ['model', 'leak, points (95 % interval)'],
          rows: leaks.map(({ model, difference, interval }) => [model, points(difference, interval)]),
        },
      ],
    })
  }
  sections.push(
    {
      title: 'Which genres are confused',
      blocks: [
        {
          type: 'text',
          text: `${winner}, ${best.protocol}: whole tracks, the probabilities of their segments averaged.`,
        },
        await chart(
          confusionMatrixChart({ labels: best.classes, matrix: best.confusion.map(row => [...row]), theme: 'page' }),
        ),
        await chart(
          f1Chart({
            labels: best.classes,
            series: [{ model: winner, scores: Object.values(recallByGenre(best)) }],
            measure: 'recall',
            theme: 'page',
          }),
        ),
      ],
    },
    {
      title: 'Descriptors that matter',
      blocks: [
        {
          type: 'text',
          text: 'Impurity importance in a random forest on all rows. Descriptors that say the same share their importance.',
        },
        await chart(
          importanceChart({
            names: importances.map(({ name }) => name),
            importances: importances.map(({ importance }) => importance),
            theme: 'page',
          }),
        ),
      ],
    },
  )
  if (pictures.length > 0) {
    sections.push({
      title: 'What it sounds like',
      blocks: pictures.map(({ genre, file, png }) => ({
        type: 'picture',
        png,
        description: `Mel spectrogram of the first ten seconds of ${file}`,
        caption: `${genre}: ${file}, first 10 s, mel scale up to 11 kHz, 80 dB`,
        width: 430,
      })),
    })
  }
  sections.push({
    title: 'How it was made',
    blocks: [
      {
        type: 'facts',
        facts: [
          ['table', source],
          ['SHA-256 of its names and labels', hash],
          ['segments', segments],
          ['tracks', tracks],
          ['seed', seed],
          ...candidates.map(({ name, description }): [string, string] => [name, description]),
          ...[...new Set(evaluations.map(e => `${e.protocol}|${e.method}`))].map(
            (text): [string, string] => text.split('|') as [string, string],
          ),
          ['intervals', '95 %: of segments and leaks by bootstrap over whole tracks (2000 draws), of tracks Wilson’s'],
        ],
      },
    ],
  })
  return htmlReport({
    title: 'Genres, told apart',
    subtitle: `${evaluations.length} evaluations on ${segments} segments of ${tracks} tracks`,
    sections,
    footer: 'Made by genre explore.',
  })
}

/** The winner's evaluation under the most honest protocol there is. */
function bestOf(evaluations: readonly Evaluation[], winner: string): Evaluation {
  const own = evaluations.filter(e => e.model === winner)
  return own.find(e => e.protocol === 'fault-filtered') ?? own.find(e => e.protocol === 'track') ?? own[0]
}

function warnings(evaluations: readonly Evaluation[]): ReportBlock[] {
  const texts = new Set(evaluations.flatMap(e => (e.warning ? [`${e.protocol}: ${e.warning}.`] : [])))
  return [...texts].map(text => ({ type: 'note', tone: 'warning', text }))
}

function accuracyTable({ evaluations, winner }: Comparison): ReportBlock {
  const models = [...new Set(evaluations.map(e => e.model))]
  return {
    type: 'table',
    caption: 'Share of right answers in % (95 % interval)',
    columns: ['model', 'protocol', 'segments', 'tracks', 'seconds'],
    rows: evaluations.map(e => [
      e.model,
      e.protocol,
      share(e.segmentAccuracy, e.segmentInterval),
      share(e.trackAccuracy, e.trackInterval),
      Math.round(10 * e.seconds) / 10,
    ]),
    highlight: evaluations.flatMap((e, row) => (models.length > 1 && e.model === winner ? [row] : [])),
  }
}

function accuracy(evaluations: readonly Evaluation[], { classes }: Evaluation): Promise<ReportChart> {
  return chart(
    accuracyChart({
      results: evaluations.map(e => ({
        model: e.model,
        protocol: e.protocol,
        accuracy: e.segmentAccuracy,
        interval: e.segmentInterval,
      })),
      chance: 1 / classes.length,
      theme: 'page',
    }),
    'Accuracy of segments under each protocol, with 95 % intervals',
  )
}

async function chart(spec: VegaLiteSpec, caption?: string): Promise<ReportChart> {
  return { type: 'chart', svg: await renderSvg(spec), description: spec.description, ...(caption && { caption }) }
}
