import { DataError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkShare, orderOf } from './check'
import type { ChartOptions, VegaLiteSpec } from './spec'
import { CATEGORY_COLORS, CATEGORY_SHAPES, cycle, TOP_LEGEND } from './theme'

/** One set of parameters that was tried. */
export interface Trial {
  /** The parameters in words: `'C = 10'`. */
  readonly label: string
  /** Accuracies (0 to 1) by the set that they were measured on: `{ train: 0.99, validation: 0.7 }`. */
  readonly scores: Readonly<Record<string, number>>
}

export interface TrialsChartOptions extends ChartOptions {
  readonly trials: readonly Trial[]
  /** The set by which the best trial is chosen and marked; default `'validation'`, else the last one. */
  readonly chooseBy?: string
}

/**
 * A search over parameters: for each trial the accuracy on each set, and the line between them, which is how much is learnt
 * by heart. The best is marked.
 *
 * @throws DataError for a score outside 0 to 1, or a trial without scores
 *
 * @example
 * ```ts
 * import { trialsChart } from '@genre/viz'
 * const spec = trialsChart({
 *   trials: [
 *     { label: 'C = 1', scores: { train: 0.8, validation: 0.7 } },
 *     { label: 'C = 100', scores: { train: 0.99, validation: 0.65 } },
 *   ],
 * })
 * console.log(spec.description) // => 2 trials, the best by validation: C = 1 with 70.0 %.
 * ```
 */
export function trialsChart(options: TrialsChartOptions): VegaLiteSpec {
  const trials = checkList('trials', options.trials)
  const values = trials.flatMap(({ label, scores }, row) => {
    const entries = Object.entries(scores)
    if (entries.length === 0) throw new DataError({ table: 'trials', row, reason: 'has no score' })
    return entries.map(([set, score]) => ({ label, set, score: checkShare('trials', set, row, score) }))
  })
  const sets = orderOf(values.map(value => value.set))
  const labels = orderOf(trials.map(trial => trial.label))
  const wanted = options.chooseBy ?? 'validation'
  const chooseBy = sets.includes(wanted) ? wanted : sets[sets.length - 1]
  const judged = values.filter(value => value.set === chooseBy)
  const best = judged.reduce((a, b) => (b.score > a.score ? b : a), judged[0])
  const spans = labels.map(label => {
    const scores = values.filter(value => value.label === label).map(value => value.score)
    return { label, low: Math.min(...scores), high: Math.max(...scores) }
  })
  const series = { field: 'set', type: 'nominal', title: null, sort: sets, legend: TOP_LEGEND }
  const percent = `${(100 * best.score).toFixed(1)} %`
  return chart(options, `${trials.length} trials, the best by ${chooseBy}: ${best.label} with ${percent}.`, {
    width: widthOf(options, 420),
    height: { step: 26 },
    encoding: {
      y: {
        field: 'label',
        type: 'nominal',
        sort: labels,
        title: null,
        axis: { ticks: false, domain: false, grid: false },
      },
    },
    layer: [
      {
        data: inline(spans),
        mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.35 },
        encoding: {
          x: {
            field: 'low',
            type: 'quantitative',
            title: 'accuracy',
            scale: { zero: false, padding: 14 },
            axis: { format: '.0%', tickCount: 6 },
          },
          x2: { field: 'high' },
        },
      },
      {
        data: inline(values),
        mark: { type: 'point', filled: true, size: 80, opacity: 1 },
        encoding: {
          x: { field: 'score', type: 'quantitative' },
          color: { ...series, scale: { domain: sets, range: cycle(CATEGORY_COLORS, sets.length) } },
          shape: { ...series, scale: { domain: sets, range: cycle(CATEGORY_SHAPES, sets.length) } },
        },
      },
      {
        data: inline([best]),
        mark: { type: 'point', shape: 'circle', size: 330, strokeWidth: 1.5, filled: false },
        encoding: { x: { field: 'score', type: 'quantitative' }, stroke: { value: CATEGORY_COLORS[4] } },
      },
      {
        data: inline([{ ...best, text: `best: ${percent}`, end: spans.find(span => span.label === best.label)!.high }]),
        mark: { type: 'text', align: 'left', dx: 14, fontSize: 11 },
        encoding: { x: { field: 'end', type: 'quantitative' }, text: { field: 'text', type: 'nominal' } },
      },
    ],
  })
}
