import type { Candidate, Comparison, Evaluation } from '@genre/models'
import { htmlReport } from '@genre/viz'
import type { ReportBlock, ReportSection } from '@genre/viz'
import { fairest } from '../learn/protocol-of'
import { accuracyBlock, confusionBlocks, importanceBlock } from '../report/chart-blocks'
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
      blocks: [...warnings(evaluations), accuracyTable(comparison), await accuracyBlock(evaluations)],
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
        ...(await confusionBlocks(best)),
      ],
    },
    {
      title: 'Descriptors that matter',
      blocks: [
        {
          type: 'text',
          text: 'Impurity importance in a random forest on all rows. Descriptors that say the same share their importance.',
        },
        await importanceBlock(importances),
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
  return fairest(evaluations.filter(e => e.model === winner))!
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
