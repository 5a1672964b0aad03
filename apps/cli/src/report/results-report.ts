import { htmlReport, trainingCurvesChart } from '@genre/viz'
import type { ReportBlock, ReportSection } from '@genre/viz'
import { points, share } from '../explore/comparison-table'
import { PROTOCOLS } from '../learn/protocol-of'
import { accuracyBlock, chartBlock, confusionBlocks, importanceBlock } from './chart-blocks'
import type { KeptEvaluation, Results } from './read-results'

/** One HTML file of whatever results there are. */
export async function resultsReport(results: Results, title: string): Promise<string> {
  const sections: ReportSection[] = []
  if (results.evaluations.length > 0) sections.push(await accuracySection(results))
  const leaks = leaksOf(results)
  if (leaks.length > 0) {
    sections.push({
      title: 'The leak',
      blocks: [
        {
          type: 'text',
          text:
            'By row, segments of the test songs are in the training set, and a model is paid for recognising songs. The leak is the ' +
            'accuracy of segments by row minus by track.',
        },
        { type: 'table', columns: ['model', 'leak, points'], rows: leaks },
      ],
    })
  }
  for (const evaluation of bestOfEach(results)) sections.push(await confusionSection(evaluation))
  if (results.importances.length > 0) {
    sections.push({ title: 'Descriptors that matter', blocks: [await importanceBlock(results.importances)] })
  }
  for (const { file, history } of results.histories) {
    sections.push({
      title: `Training: ${file}`,
      blocks: [await chartBlock(trainingCurvesChart({ history, theme: 'page' }))],
    })
  }
  for (const { file, name, card } of results.cards) {
    const facts: [string, string | number][] = [
      ['what', card.description],
      ['trained on', card.data],
      ['segments', card.rows],
      ['tracks', card.tracks],
      ['licence', card.licence],
    ]
    sections.push({
      title: `Model: ${name} (${file})`,
      blocks: [
        { type: 'facts', facts },
        ...card.limits.map((text): ReportBlock => ({ type: 'note', text: String(text) })),
      ],
    })
  }
  if (results.pictures.length > 0) {
    sections.push({
      title: 'Pictures',
      blocks: results.pictures.map(({ file, png }) => ({ type: 'picture', png, description: file, caption: file })),
    })
  }
  if (results.facts.length > 0) {
    sections.push({
      title: 'How it was made',
      blocks: results.facts.map(({ file, facts }): ReportBlock => ({
        type: 'facts',
        facts: [['file', file], ...facts],
      })),
    })
  }
  const count = results.used.length
  return htmlReport({
    title,
    subtitle: `from ${count} ${count === 1 ? 'file' : 'files'}`,
    sections,
    footer: 'Made by genre report.',
  })
}

async function accuracySection({ evaluations }: Results): Promise<ReportSection> {
  const warnings = new Set(
    evaluations.flatMap(({ evaluation: e }) => (e.warning ? [`${e.protocol}: ${e.warning}.`] : [])),
  )
  const drawn = unique(evaluations.map(({ evaluation }) => evaluation))
  return {
    title: 'Accuracy',
    blocks: [
      ...[...warnings].map((text): ReportBlock => ({ type: 'note', tone: 'warning', text })),
      {
        type: 'table',
        caption: 'Share of right answers in % (95 % interval)',
        columns: ['model', 'protocol', 'segments', 'tracks', 'file'],
        rows: evaluations.map(({ file, evaluation: e }) => [
          e.model,
          e.protocol,
          share(e.segmentAccuracy, e.segmentInterval),
          share(e.trackAccuracy, e.trackInterval),
          file,
        ]),
      },
      await accuracyBlock(drawn),
    ],
  }
}

/** One evaluation for each model and protocol: the last that was read. */
function unique(evaluations: readonly KeptEvaluation[]): KeptEvaluation[] {
  return [...new Map(evaluations.map(e => [JSON.stringify([e.model, e.protocol]), e])).values()]
}

/** The leaks that were measured, and for models that have none the plain difference. */
function leaksOf({ evaluations, leaks }: Results): [string, string][] {
  const rows = leaks.map(({ model, difference, interval }): [string, string] => [model, points(difference, interval)])
  const known = new Set(leaks.map(({ model }) => model))
  const all = unique(evaluations.map(({ evaluation }) => evaluation))
  for (const model of new Set(all.map(e => e.model))) {
    const [row, track] = ['row', 'track'].map(name => all.find(e => e.model === model && e.protocol === name))
    if (known.has(model) || !row || !track) continue
    rows.push([model, `${(100 * (row.segmentAccuracy - track.segmentAccuracy)).toFixed(1)}`])
  }
  return rows
}

const HONESTY = [...PROTOCOLS].reverse()

/** For each model its evaluation under the most honest protocol; of many models only the three best. */
function bestOfEach({ evaluations }: Results): KeptEvaluation[] {
  const all = unique(evaluations.map(({ evaluation }) => evaluation))
  const rank = ({ protocol }: KeptEvaluation) => HONESTY.indexOf(protocol)
  const fairest = [...new Set(all.map(e => e.model))].map(
    model => all.filter(e => e.model === model).sort((a, b) => rank(a) - rank(b))[0],
  )
  return fairest.sort((a, b) => rank(a) - rank(b) || b.trackAccuracy - a.trackAccuracy).slice(0, 3)
}

async function confusionSection(e: KeptEvaluation): Promise<ReportSection> {
  return {
    title: `Which genres are confused: ${e.model}`,
    blocks: [
      { type: 'text', text: `${e.protocol}, ${e.method}: whole tracks, the probabilities of their segments averaged.` },
      ...(await confusionBlocks(e)),
    ],
  }
}
