import type { MatrixLike } from '@genre/core'
import { asMatrix, DataError, ShapeError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList } from './check'
import type { ChartOptions, VegaLiteSpec } from './spec'
import { BRIGHT, INK } from './theme'

export interface AccuracyHeatMapOptions extends ChartOptions {
  /** Names of the rows, for example models. */
  readonly rows: readonly string[]
  /** Names of the columns, for example transforms. */
  readonly columns: readonly string[]
  /** Accuracies from 0 to 1, shape (rows, columns); NaN leaves a cell empty. */
  readonly accuracies: MatrixLike
  readonly rowTitle?: string
  readonly columnTitle?: string
}

/**
 * Accuracies of many combinations (models x transforms) as a table of colours with the percentages in the cells.
 *
 * @throws ShapeError if the matrix does not fit the names
 * @throws DataError for a value outside 0 to 1
 *
 * @example
 * ```ts
 * import { accuracyHeatMap } from '@genre/viz'
 * const spec = accuracyHeatMap({ rows: ['KNN', 'SVM'], columns: ['none', 'PCA'], accuracies: [[0.9, 0.8], [0.7, 0.75]] })
 * console.log(spec.description) // => Accuracy of 2 x 2 combinations, the best 90.0 % (KNN, none).
 * ```
 */
export function accuracyHeatMap(options: AccuracyHeatMapOptions): VegaLiteSpec {
  const rows = checkList('rows', options.rows)
  const columns = checkList('columns', options.columns)
  const matrix = asMatrix('accuracies', options.accuracies)
  if (matrix.shape[0] !== rows.length || matrix.shape[1] !== columns.length) {
    const expected = `shape (${rows.length}, ${columns.length})`
    throw new ShapeError({ array: 'accuracies', received: matrix.shape, expected })
  }
  const values = rows.flatMap((row, i) =>
    columns.flatMap((column, j) => {
      const accuracy = matrix.get(i, j)
      if (Number.isNaN(accuracy)) return []
      if (accuracy < 0 || accuracy > 1) {
        throw new DataError({ table: 'accuracies', row: i, column: j, reason: `must be from 0 to 1, is ${accuracy}` })
      }
      return [{ row, column, accuracy, text: (100 * accuracy).toFixed(1) }]
    }),
  )
  const accuracies = values.map(value => value.accuracy)
  const low = Math.min(...accuracies)
  const high = Math.max(...accuracies)
  const best = values.find(value => value.accuracy === high)
  // Dark text where viridis is bright; the colours run from the lowest to the highest accuracy.
  const bright = low + BRIGHT * (high - low)
  const description = best
    ? `Accuracy of ${rows.length} x ${columns.length} combinations, the best ${best.text} % (${best.row}, ${best.column}).`
    : 'No accuracies.'
  return chart(options, description, {
    width: widthOf(options, columns.length * 84),
    height: { step: 34 },
    data: inline(values),
    encoding: {
      x: {
        field: 'column',
        type: 'nominal',
        sort: columns,
        title: options.columnTitle ?? null,
        axis: { labelAngle: 0, orient: 'top', ticks: false, domain: false },
      },
      y: {
        field: 'row',
        type: 'nominal',
        sort: rows,
        title: options.rowTitle ?? null,
        axis: { ticks: false, domain: false },
      },
    },
    layer: [
      {
        mark: { type: 'rect' },
        encoding: {
          color: {
            field: 'accuracy',
            type: 'quantitative',
            scale: { scheme: 'viridis', domain: high > low ? [low, high] : [0, 1] },
            legend: { title: 'accuracy', format: '.0%' },
          },
        },
      },
      {
        mark: { type: 'text', fontSize: 12 },
        encoding: {
          text: { field: 'text', type: 'nominal' },
          color: {
            condition: { test: `datum.accuracy > ${high > low ? bright : BRIGHT}`, value: INK.dark },
            value: INK.light,
          },
        },
      },
    ],
  })
}
