import type { MatrixLike } from '@genre/core'
import { DataError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkMatrix } from './check'
import type { ChartOptions, VegaLiteSpec } from './spec'

export interface CorrelationChartOptions extends ChartOptions {
  readonly names: readonly string[]
  /** Correlations from -1 to 1, one row and one column for each name. */
  readonly matrix: MatrixLike
}

/**
 * A correlation matrix: blue where two descriptors fall and rise against each other, orange where together, pale where they have
 * nothing to do with each other. Up to 16 names, the values stand in the cells.
 *
 * @throws ShapeError if the matrix does not fit the names
 * @throws DataError for a value outside -1 to 1
 *
 * @example
 * ```ts
 * import { correlationChart } from '@genre/viz'
 * const spec = correlationChart({ names: ['rms', 'tempo'], matrix: [[1, 0.3], [0.3, 1]] })
 * console.log(spec.description) // => Correlations of 2 descriptors, the strongest between rms and tempo: 0.30.
 * ```
 */
export function correlationChart(options: CorrelationChartOptions): VegaLiteSpec {
  const names = checkList('names', options.names)
  const n = names.length
  const { data } = checkMatrix('matrix', options.matrix, n, n)
  let strongest = { value: 0, a: '', b: '' }
  const values = names.flatMap((a, i) =>
    names.map((b, j) => {
      const value = data[i * n + j]
      // A correlation that was computed may miss 1 by a rounding error.
      if (Math.abs(value) > 1 + 1e-6) {
        throw new DataError({ table: 'matrix', row: i, column: j, reason: `must be from -1 to 1, is ${value}` })
      }
      if (i < j && Math.abs(value) > Math.abs(strongest.value)) strongest = { value, a, b }
      return { a, b, value, text: value.toFixed(2).replace('-0.00', '0.00') }
    }),
  )
  const cell = n <= 16 ? 44 : Math.max(6, Math.min(18, Math.floor(720 / n)))
  const side = widthOf(options, n * cell)
  const numbers = n <= 16
  const longest = Math.min(30, Math.max(...names.map(name => name.length)))
  const fontSize = numbers ? 12 : Math.max(5, Math.min(11, cell - 2))
  const between =
    strongest.a && `, the strongest between ${strongest.a} and ${strongest.b}: ${strongest.value.toFixed(2)}`
  return chart(options, `Correlations of ${n} descriptors${between}.`, {
    width: side,
    height: side,
    data: inline(values),
    encoding: {
      x: {
        field: 'b',
        type: 'nominal',
        sort: names,
        title: null,
        axis: { labelAngle: longest > 4 || !numbers ? -90 : 0, ticks: false, domain: false, labelFontSize: fontSize },
      },
      y: {
        field: 'a',
        type: 'nominal',
        sort: names,
        title: null,
        axis: { ticks: false, domain: false, labelFontSize: fontSize },
      },
    },
    layer: [
      {
        mark: { type: 'rect' },
        encoding: {
          color: {
            field: 'value',
            type: 'quantitative',
            title: 'correlation',
            scale: { domain: [-1, 0, 1], range: ['#1f5fa8', '#f3f1ee', '#c25400'], interpolate: 'lab' },
            legend: { gradientLength: Math.min(side, 200), values: [-1, -0.5, 0, 0.5, 1] },
          },
        },
      },
      ...(numbers
        ? [
            {
              mark: { type: 'text', fontSize: 11 },
              encoding: {
                text: { field: 'text', type: 'nominal' },
                color: {
                  condition: { test: 'datum.value > 0.93 || datum.value < -0.82', value: '#ffffff' },
                  value: '#10131a',
                },
              },
            },
          ]
        : []),
    ],
  })
}
