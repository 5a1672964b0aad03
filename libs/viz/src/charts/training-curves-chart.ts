import { DataError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, orderOf } from './check'
import type { ChartOptions, JsonObject, VegaLiteSpec } from './spec'
import { CATEGORY_COLORS, CATEGORY_SHAPES, cycle, TOP_LEGEND } from './theme'

/** What was measured after one epoch (or iteration) on one set. */
export interface TrainingPoint {
  /** From 1. */
  readonly epoch: number
  /** `'train'`, `'validation'`, ... */
  readonly set: string
  readonly loss?: number
  /** 0 to 1. */
  readonly accuracy?: number
}

export interface TrainingCurvesChartOptions extends ChartOptions {
  readonly history: readonly TrainingPoint[]
  /** An epoch to be marked, for example the one whose weights are kept. */
  readonly best?: number
}

/**
 * Loss and accuracy by epoch, one line for each set; the measures that the history has.
 *
 * @throws DataError for an epoch or measure that is not finite, or a history without any measure
 *
 * @example
 * ```ts
 * import { trainingCurvesChart } from '@genre/viz'
 * const spec = trainingCurvesChart({ history: [{ epoch: 1, set: 'train', loss: 2 }, { epoch: 2, set: 'train', loss: 1 }] })
 * console.log(spec.description) // => Training over 2 epochs: train loss 2 to 1.
 * ```
 */
export function trainingCurvesChart(options: TrainingCurvesChartOptions): VegaLiteSpec {
  const history = checkList('history', options.history)
  history.forEach((point, row) => {
    for (const column of ['epoch', 'loss', 'accuracy'] as const) {
      const value = point[column]
      if (column !== 'epoch' && value === undefined) continue
      if (!Number.isFinite(value)) {
        throw new DataError({ table: 'history', row, column, reason: `must be a finite number, is ${String(value)}` })
      }
    }
  })
  const sets = orderOf(history.map(point => point.set))
  const measures = (['loss', 'accuracy'] as const).filter(measure =>
    history.some(point => point[measure] !== undefined),
  )
  if (measures.length === 0) throw new DataError({ table: 'history', reason: 'has neither loss nor accuracy' })
  const epochs = history.map(point => point.epoch)
  const scale = { domain: sets, range: cycle(CATEGORY_COLORS, sets.length) }
  const series = { field: 'set', type: 'nominal', title: null, sort: sets }
  const several = sets.length > 1
  const panels = measures.map((measure): JsonObject => ({
    width: widthOf(options, measures.length === 1 ? 460 : 300),
    height: 220,
    layer: [
      ...(options.best === undefined
        ? []
        : [
            {
              data: inline([{ epoch: options.best }]),
              mark: { type: 'rule', strokeDash: [4, 4], opacity: 0.6 },
              encoding: { x: { field: 'epoch', type: 'quantitative' } },
            },
          ]),
      {
        data: inline(
          history.flatMap(point =>
            point[measure] === undefined ? [] : [{ epoch: point.epoch, set: point.set, value: point[measure] }],
          ),
        ),
        mark: {
          type: 'line',
          point: { size: epochs.length / sets.length > 40 ? 0 : 30, filled: true },
          strokeWidth: 2,
        },
        encoding: {
          x: {
            field: 'epoch',
            type: 'quantitative',
            title: 'epoch',
            scale: { zero: false, nice: false },
            axis: { tickMinStep: 1, format: 'd', tickCount: 8 },
          },
          y: {
            field: 'value',
            type: 'quantitative',
            title: measure,
            scale: { zero: false },
            axis: measure === 'accuracy' ? { format: '.0%', tickCount: 6 } : { tickCount: 6 },
          },
          color: { ...series, scale, legend: several ? TOP_LEGEND : null },
          strokeDash: { ...series, scale: { domain: sets }, legend: several ? TOP_LEGEND : null },
          shape: {
            ...series,
            scale: { domain: sets, range: cycle(CATEGORY_SHAPES, sets.length) },
            legend: several ? TOP_LEGEND : null,
          },
        },
      },
    ],
  }))
  const parts = sets.flatMap(set =>
    measures.flatMap(measure => {
      const own = history.filter(point => point.set === set && point[measure] !== undefined)
      if (own.length === 0) return []
      const [first, last] = [own[0][measure]!, own[own.length - 1][measure]!]
      return [`${set} ${measure} ${Number(first.toPrecision(3))} to ${Number(last.toPrecision(3))}`]
    }),
  )
  const description = `Training over ${new Set(epochs).size} epochs: ${parts.join('; ')}.`
  return chart(options, description, panels.length === 1 ? panels[0] : { hconcat: panels, spacing: 40 })
}
