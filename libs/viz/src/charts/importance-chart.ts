import { checkInteger } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkValues } from './check'
import type { ChartOptions, VegaLiteSpec } from './spec'
import { MAIN_COLOR } from './theme'

export interface ImportanceChartOptions extends ChartOptions {
  /** Names of the descriptors. */
  readonly names: readonly string[]
  readonly importances: ArrayLike<number>
  /** Standard deviations, drawn as lines. */
  readonly deviations?: ArrayLike<number>
  /** How many of the most important are shown; default 20. */
  readonly top?: number
  /** What is measured; default `'importance'`. */
  readonly measure?: string
}

/**
 * The most important descriptors as bars, the first on top.
 *
 * @throws ShapeError if there are not as many importances as names
 * @throws DataError for one that is not finite
 *
 * @example
 * ```ts
 * import { importanceChart } from '@genre/viz'
 * const spec = importanceChart({ names: ['tempo', 'rms_mean'], importances: [0.2, 0.8] })
 * console.log(spec.description) // => The 2 most important of 2 descriptors: rms_mean (0.8), tempo (0.2).
 * ```
 */
export function importanceChart(options: ImportanceChartOptions): VegaLiteSpec {
  const names = checkList('names', options.names)
  const importances = checkValues('importances', options.importances, names.length, 'names')
  const deviations = options.deviations && checkValues('deviations', options.deviations, names.length, 'names')
  const top = checkInteger('top', options.top ?? 20, { min: 1 })
  const measure = options.measure ?? 'importance'
  const values = names
    .map((name, i) => ({
      name,
      importance: importances[i],
      low: importances[i] - (deviations?.[i] ?? 0),
      high: importances[i] + (deviations?.[i] ?? 0),
    }))
    .sort((a, b) => b.importance - a.importance)
    .slice(0, top)
  const list = values.slice(0, 5).map(({ name, importance }) => `${name} (${Number(importance.toPrecision(3))})`)
  const description = `The ${values.length} most important of ${names.length} descriptors: ${list.join(', ')}${values.length > 5 ? ', ...' : ''}.`
  return chart(options, description, {
    width: widthOf(options, 420),
    height: { step: 20 },
    data: inline(values),
    encoding: {
      y: {
        field: 'name',
        type: 'nominal',
        sort: values.map(({ name }) => name),
        title: null,
        axis: { ticks: false, domain: false, grid: false },
      },
    },
    layer: [
      {
        mark: { type: 'bar', color: MAIN_COLOR, height: { band: 0.72 }, cornerRadiusEnd: 2 },
        encoding: { x: { field: 'importance', type: 'quantitative', title: measure, axis: { tickCount: 6 } } },
      },
      ...(deviations
        ? [
            {
              mark: { type: 'rule', strokeWidth: 1.5 },
              encoding: { x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
            },
          ]
        : []),
    ],
  })
}
