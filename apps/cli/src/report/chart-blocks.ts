import { recallByGenre } from '@genre/models'
import { accuracyChart, confusionMatrixChart, f1Chart, importanceChart } from '@genre/viz'
import type { ReportChart, VegaLiteSpec } from '@genre/viz'
import { renderSvg } from '@genre/viz/node'
import type { KeptEvaluation } from './read-results'

/** A chart as a block of a report. */
export async function chartBlock(spec: VegaLiteSpec, caption?: string): Promise<ReportChart> {
  return { type: 'chart', svg: await renderSvg(spec), description: spec.description, ...(caption && { caption }) }
}

/** The accuracy of segments of some evaluations of the same classes. */
export function accuracyBlock(evaluations: readonly KeptEvaluation[]): Promise<ReportChart> {
  const spec = accuracyChart({
    results: evaluations.map(e => ({
      model: e.model,
      protocol: e.protocol,
      accuracy: e.segmentAccuracy,
      interval: e.segmentInterval,
    })),
    chance: 1 / evaluations[0].classes.length,
    theme: 'page',
  })
  return chartBlock(spec, 'Accuracy of segments under each protocol, with 95 % intervals')
}

/** Which genres an evaluation confused, and how much of each it found. */
export async function confusionBlocks(e: KeptEvaluation): Promise<ReportChart[]> {
  const scores = Object.values(recallByGenre(e))
  return [
    await chartBlock(
      confusionMatrixChart({ labels: e.classes, matrix: e.confusion.map(row => [...row]), theme: 'page' }),
    ),
    await chartBlock(
      f1Chart({ labels: e.classes, series: [{ model: e.model, scores }], measure: 'recall', theme: 'page' }),
    ),
  ]
}

/** Descriptors by importance. */
export function importanceBlock(
  importances: readonly { readonly name: string; readonly importance: number }[],
): Promise<ReportChart> {
  return chartBlock(
    importanceChart({
      names: importances.map(({ name }) => name),
      importances: importances.map(({ importance }) => importance),
      theme: 'page',
    }),
  )
}
