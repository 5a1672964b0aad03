import { chart, inline, widthOf } from './chart'
import { checkList, checkShare, checkValues } from './check'
import type { ChartOptions, VegaLiteSpec } from './spec'
import { CATEGORY_COLORS, CATEGORY_SHAPES, cycle, TOP_LEGEND } from './theme'

/** Scores of one model by class. */
export interface F1Series {
  readonly model: string
  /** One score (0 to 1) per label. */
  readonly scores: ArrayLike<number>
}

export interface F1ChartOptions extends ChartOptions {
  readonly labels: readonly string[]
  /** One model or several. */
  readonly series: readonly F1Series[]
  /** What the scores are; default `'F1'`. */
  readonly measure?: string
}

/**
 * F1 (or precision, or recall) by genre: a line from 0 for the genre, a mark for each model.
 *
 * @throws ShapeError if a model has not one score per label
 * @throws DataError for a score outside 0 to 1
 *
 * @example
 * ```ts
 * import { f1Chart } from '@genre/viz'
 * const spec = f1Chart({ labels: ['jazz', 'rock'], series: [{ model: 'SVM', scores: [0.9, 0.5] }] })
 * console.log(spec.description) // => F1 by class: SVM from 0.50 (rock) to 0.90 (jazz).
 * ```
 */
export function f1Chart(options: F1ChartOptions): VegaLiteSpec {
  const labels = checkList('labels', options.labels)
  const series = checkList('series', options.series)
  const measure = options.measure ?? 'F1'
  const models = series.map(({ model }) => model)
  const values = series.flatMap(({ model, scores }, k) =>
    checkValues(`series[${k}].scores`, scores, labels.length, 'labels').map((score, row) => ({
      model,
      label: labels[row],
      score: checkShare(`series[${k}].scores`, 'score', row, score),
      text: score.toFixed(2),
    })),
  )
  const spans = labels.map(label => {
    const scores = values.filter(value => value.label === label).map(value => value.score)
    return { label, low: 0, high: Math.max(...scores) }
  })
  const parts = series.map(({ model }) => {
    const own = values.filter(value => value.model === model).sort((a, b) => a.score - b.score)
    const [worst, best] = [own[0], own[own.length - 1]]
    return `${model} from ${worst.text} (${worst.label}) to ${best.text} (${best.label})`
  })
  const several = series.length > 1
  const legend = { legend: several ? TOP_LEGEND : null }
  return chart(options, `${measure} by class: ${parts.join('; ')}.`, {
    width: widthOf(options, 420),
    height: { step: 28 },
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
        mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.3 },
        encoding: {
          x: { field: 'low', type: 'quantitative', title: measure, scale: { domain: [0, 1] }, axis: { tickCount: 6 } },
          x2: { field: 'high' },
        },
      },
      {
        data: inline(values),
        mark: { type: 'point', filled: true, size: 95, opacity: 1 },
        encoding: {
          x: { field: 'score', type: 'quantitative' },
          color: {
            field: 'model',
            type: 'nominal',
            title: null,
            sort: models,
            scale: { domain: models, range: cycle(CATEGORY_COLORS, models.length) },
            ...legend,
          },
          shape: {
            field: 'model',
            type: 'nominal',
            title: null,
            sort: models,
            scale: { domain: models, range: cycle(CATEGORY_SHAPES, models.length) },
            ...legend,
          },
        },
      },
      ...(several
        ? []
        : [
            {
              data: inline(values),
              mark: { type: 'text', align: 'left', dx: 9, fontSize: 11 },
              encoding: { x: { field: 'score', type: 'quantitative' }, text: { field: 'text', type: 'nominal' } },
            },
          ]),
    ],
  })
}
