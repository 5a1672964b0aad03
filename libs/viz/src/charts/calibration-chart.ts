import { DataError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkShare, orderOf } from './check'
import type { ChartOptions, VegaLiteSpec } from './spec'
import { CATEGORY_COLORS, CATEGORY_SHAPES, cycle, TOP_LEGEND } from './theme'

/** Cases to which a model gave about the same probability. */
export interface CalibrationBin {
  /** The mean of the probabilities, 0 to 1. */
  readonly confidence: number
  /** The share of these cases that it got right, 0 to 1. */
  readonly accuracy: number
  readonly count: number
}

export interface CalibrationChartOptions extends ChartOptions {
  readonly series: readonly { readonly model: string; readonly bins: readonly CalibrationBin[] }[]
}

/**
 * How far a model's probabilities can be believed: the share that it got right over what it said, larger marks for more
 * cases. On the dashed line it keeps its word; below it is too sure.
 *
 * @throws DataError for a share outside 0 to 1 or a count below 0
 *
 * @example
 * ```ts
 * import { calibrationChart } from '@genre/viz'
 * const spec = calibrationChart({ series: [{ model: 'SVM', bins: [{ confidence: 0.9, accuracy: 0.8, count: 50 }] }] })
 * console.log(spec.description) // => Calibration: SVM misses by 10.0 points on average over 50 cases.
 * ```
 */
export function calibrationChart(options: CalibrationChartOptions): VegaLiteSpec {
  const series = checkList('series', options.series)
  const models = orderOf(series.map(({ model }) => model))
  const values = series.flatMap(({ model, bins }, k) =>
    bins.flatMap(({ confidence, accuracy, count }, row) => {
      const table = `series[${k}].bins`
      checkShare(table, 'confidence', row, confidence)
      checkShare(table, 'accuracy', row, accuracy)
      if (!(Number.isFinite(count) && count >= 0)) {
        throw new DataError({ table, row, column: 'count', reason: `must be 0 or more, is ${String(count)}` })
      }
      return count > 0 ? [{ model, confidence, accuracy, count }] : []
    }),
  )
  const parts = models.map(model => {
    const own = values.filter(value => value.model === model)
    const total = own.reduce((sum, bin) => sum + bin.count, 0)
    const missed = own.reduce((sum, bin) => sum + bin.count * Math.abs(bin.confidence - bin.accuracy), 0)
    return `${model} misses by ${total > 0 ? ((100 * missed) / total).toFixed(1) : '0'} points on average over ${total} cases`
  })
  const several = models.length > 1
  const field = { field: 'model', type: 'nominal', title: null, sort: models, legend: several ? TOP_LEGEND : null }
  const color = { ...field, scale: { domain: models, range: cycle(CATEGORY_COLORS, models.length) } }
  const side = widthOf(options, 340)
  const x = {
    field: 'confidence',
    type: 'quantitative',
    title: 'what the model said',
    scale: { domain: [0, 1] },
    axis: { format: '.0%', tickCount: 6 },
  }
  const y = {
    field: 'accuracy',
    type: 'quantitative',
    title: 'what was right',
    scale: { domain: [0, 1] },
    axis: { format: '.0%', tickCount: 6 },
  }
  return chart(options, `Calibration: ${parts.join('; ')}.`, {
    width: side,
    height: side,
    layer: [
      {
        data: inline([{ from: 0, to: 1 }]),
        mark: { type: 'rule', strokeDash: [4, 4], opacity: 0.6 },
        encoding: {
          x: { field: 'from', type: 'quantitative' },
          x2: { field: 'to' },
          y: { field: 'from', type: 'quantitative' },
          y2: { field: 'to' },
        },
      },
      { data: inline(values), mark: { type: 'line', strokeWidth: 1.5, opacity: 0.7 }, encoding: { x, y, color } },
      {
        data: inline(values),
        mark: { type: 'point', filled: true, opacity: 1 },
        encoding: {
          x,
          y,
          color,
          shape: { ...field, scale: { domain: models, range: cycle(CATEGORY_SHAPES, models.length) } },
          size: {
            field: 'count',
            type: 'quantitative',
            title: 'cases',
            scale: { range: [30, 320] },
            legend: { tickCount: 3, symbolType: 'circle', format: 'd' },
          },
        },
      },
    ],
  })
}
