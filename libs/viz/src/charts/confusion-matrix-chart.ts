import type { MatrixLike } from '@genre/core'
import { checkOneOf, DataError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkMatrix } from './check'
import type { ChartOptions, VegaLiteSpec } from './spec'
import { BRIGHT, INK } from './theme'

export interface ConfusionMatrixChartOptions extends ChartOptions {
  /** The classes in the order of the matrix' rows and columns. */
  readonly labels: readonly string[]
  /** Row: true class, column: predicted class, as `confusionMatrix` of `@genre/classical` gives it. */
  readonly matrix: MatrixLike
  /** What stands in the cells: the counts (default), or the percentage of the row. */
  readonly show?: 'counts' | 'percent'
}

const CELL = 46

/**
 * A confusion matrix: each cell is coloured by its share of its row (of the true class), so that classes of unequal size
 * can be compared, and shows the count or that share.
 *
 * @throws ShapeError if the matrix is not square with one row per label
 * @throws DataError if it holds a negative or non-finite number
 *
 * @example
 * ```ts
 * import { confusionMatrixChart } from '@genre/viz'
 * const spec = confusionMatrixChart({ labels: ['jazz', 'rock'], matrix: [[8, 2], [1, 9]] })
 * console.log(spec.description) // => Confusion matrix of 2 classes, 20 cases: 85.0 % on the diagonal.
 * ```
 */
export function confusionMatrixChart(options: ConfusionMatrixChartOptions): VegaLiteSpec {
  const labels = checkList('labels', options.labels)
  const n = labels.length
  const { data } = checkMatrix('matrix', options.matrix, n, n)
  const show = checkOneOf('show', options.show ?? 'counts', ['counts', 'percent'])
  const percent = show === 'percent'
  data.forEach((count, i) => {
    if (count >= 0) return
    const row = Math.floor(i / n)
    throw new DataError({ table: 'matrix', row, column: i - row * n, reason: `must be 0 or more, is ${count}` })
  })
  let total = 0
  let right = 0
  const values = labels.flatMap((actual, i) => {
    const row = data.subarray(i * n, (i + 1) * n)
    const sum = row.reduce((a, b) => a + b, 0)
    total += sum
    right += row[i]
    return labels.map((predicted, j) => {
      const share = sum > 0 ? row[j] / sum : 0
      return {
        actual,
        predicted,
        share,
        text: row[j] === 0 ? '' : percent ? `${Math.round(100 * share)}` : `${Math.round(row[j] * 100) / 100}`,
        tip: `${actual} taken for ${predicted}: ${row[j]} of ${sum}`,
      }
    })
  })
  const accuracy = total > 0 ? `${((100 * right) / total).toFixed(1)} % on the diagonal` : 'empty'
  // About how far the labels reach, in characters.
  const longest = Math.min(30, Math.max(...labels.map(label => label.length)))
  const side = widthOf(options, Math.max(140, n * CELL))
  return chart(options, `Confusion matrix of ${n} classes, ${total} cases: ${accuracy}.`, {
    width: side,
    height: side,
    data: inline(values),
    encoding: {
      x: {
        field: 'predicted',
        type: 'nominal',
        sort: labels,
        title: 'predicted genre',
        axis: { labelAngle: -45, ticks: false, domain: false, titleY: 22 + 4.6 * longest },
      },
      y: {
        field: 'actual',
        type: 'nominal',
        sort: labels,
        title: 'true genre',
        axis: { ticks: false, domain: false, titleX: -20 - 6.8 * longest },
      },
    },
    layer: [
      {
        mark: { type: 'rect' },
        encoding: {
          color: {
            field: 'share',
            type: 'quantitative',
            title: 'share of the true genre',
            scale: { scheme: 'viridis', domain: [0, 1] },
            legend: { format: '.0%', gradientLength: Math.min(side, 200) },
          },
          tooltip: { field: 'tip', type: 'nominal' },
        },
      },
      {
        mark: { type: 'text', fontSize: 12, baseline: 'middle' },
        encoding: {
          text: { field: 'text', type: 'nominal' },
          color: { condition: { test: `datum.share > ${BRIGHT}`, value: INK.dark }, value: INK.light },
        },
      },
    ],
  })
}
