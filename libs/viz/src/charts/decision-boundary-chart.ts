import { ShapeError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkValues, orderOf } from './check'
import { pairs } from './scatter-chart'
import type { ChartOptions, VegaLiteSpec } from './spec'

export interface DecisionBoundaryChartOptions extends ChartOptions {
  /** Centres of the grid's columns and rows, evenly spaced, in rising order. */
  readonly gridX: ArrayLike<number>
  readonly gridY: ArrayLike<number>
  /** The class that the model gives to each grid point, row by row: the one at (gridX[i], gridY[j]) is `regions[j * gridX.length + i]`. */
  readonly regions: readonly string[]
  /** The cases, drawn over the regions. */
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  readonly labels: readonly string[]
  readonly xTitle?: string
  readonly yTitle?: string
}

/**
 * What a model of two descriptors (or two components) would say where, as areas of colour, and the cases as points of the same
 * colours: a point on another colour is an error.
 *
 * @throws ShapeError if the regions do not fit the grid, or `x`, `y` and `labels` are not equally many
 *
 * @example
 * ```ts
 * import { decisionBoundaryChart } from '@genre/viz'
 * const spec = decisionBoundaryChart({
 *   gridX: [0, 1], gridY: [0, 1], regions: ['jazz', 'rock', 'jazz', 'rock'], x: [0.1], y: [0.9], labels: ['jazz'],
 * })
 * console.log(spec.description) // => Regions of 2 classes on a 2 x 2 grid: jazz 50 %, rock 50 %; 1 case.
 * ```
 */
export function decisionBoundaryChart(options: DecisionBoundaryChartOptions): VegaLiteSpec {
  const regions = checkList('regions', options.regions)
  const gridX = checkValues('gridX', options.gridX, options.gridX.length, 'gridX')
  const gridY = checkValues('gridY', options.gridY, options.gridY.length, 'gridY')
  if (gridX.length < 2 || gridY.length < 2 || regions.length !== gridX.length * gridY.length) {
    throw new ShapeError({
      array: 'regions',
      received: [regions.length],
      expected: `one class for each of ${gridX.length} x ${gridY.length} grid points, two by two or more`,
    })
  }
  const labels = options.labels
  const x = checkValues('x', options.x, labels.length, 'labels')
  const y = checkValues('y', options.y, labels.length, 'labels')
  const classes = orderOf([...regions, ...labels]).sort()
  const { range, shapes } = pairs(classes.length)
  const halfX = (gridX[1] - gridX[0]) / 2
  const halfY = (gridY[1] - gridY[0]) / 2
  // Runs of one class in a row become one rectangle: the drawing stays small.
  const cells: { x: number; x2: number; y: number; y2: number; label: string }[] = []
  gridY.forEach((centre, j) => {
    const row = regions.slice(j * gridX.length, (j + 1) * gridX.length)
    for (let i = 0; i < row.length;) {
      let end = i + 1
      while (end < row.length && row[end] === row[i]) end++
      cells.push({
        x: gridX[i] - halfX,
        x2: gridX[end - 1] + halfX,
        y: centre - halfY,
        y2: centre + halfY,
        label: row[i],
      })
      i = end
    }
  })
  const domainX = [gridX[0] - halfX, gridX[gridX.length - 1] + halfX]
  const domainY = [gridY[0] - halfY, gridY[gridY.length - 1] + halfY]
  const width = widthOf(options, 480)
  const shares = classes.map(
    name => `${name} ${Math.round((100 * regions.filter(region => region === name).length) / regions.length)} %`,
  )
  const series = { field: 'label', type: 'nominal', title: null, sort: classes, legend: { columns: 1 } }
  const color = { ...series, scale: { domain: classes, range } }
  const description = `Regions of ${classes.length} classes on a ${gridX.length} x ${gridY.length} grid: ${shares.join(', ')}; ${labels.length} case${labels.length === 1 ? '' : 's'}.`
  return chart(options, description, {
    width,
    height: Math.round(width * 0.8),
    layer: [
      {
        data: inline(cells),
        mark: { type: 'rect', opacity: 0.28, clip: true },
        encoding: {
          x: {
            field: 'x',
            type: 'quantitative',
            title: options.xTitle ?? 'x',
            scale: { domain: domainX, nice: false },
          },
          x2: { field: 'x2' },
          y: {
            field: 'y',
            type: 'quantitative',
            title: options.yTitle ?? 'y',
            scale: { domain: domainY, nice: false },
          },
          y2: { field: 'y2' },
          color,
        },
      },
      {
        data: inline(labels.map((label, i) => ({ x: x[i], y: y[i], label }))),
        mark: { type: 'point', filled: true, opacity: 1, size: labels.length > 300 ? 26 : 48, clip: true },
        encoding: {
          x: { field: 'x', type: 'quantitative' },
          y: { field: 'y', type: 'quantitative' },
          color,
          shape: { ...series, scale: { domain: classes, range: shapes } },
        },
      },
    ],
  })
}
