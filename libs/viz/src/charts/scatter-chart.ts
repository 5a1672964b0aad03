import { ShapeError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkValues, orderOf } from './check'
import type { ChartOptions, JsonObject, VegaLiteSpec } from './spec'
import { CATEGORY_COLORS, CATEGORY_SHAPES } from './theme'

export interface ScatterChartOptions extends ChartOptions {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  /** The class (or cluster) of each point. */
  readonly labels: readonly string[]
  readonly xTitle?: string
  readonly yTitle?: string
  /** Points that are drawn large, with their names: the centres of clusters. */
  readonly centers?: readonly { readonly x: number; readonly y: number; readonly label: string }[]
}

/**
 * Points in a plane by class: a projection by PCA, clusters of k-means. Each class has a colour and a shape; ten classes are
 * told apart by the pair.
 *
 * @throws ShapeError if `x`, `y` and `labels` are not equally many
 * @throws DataError for a coordinate that is not finite
 *
 * @example
 * ```ts
 * import { scatterChart } from '@genre/viz'
 * const spec = scatterChart({ x: [0, 1, 2], y: [2, 1, 0], labels: ['jazz', 'rock', 'jazz'], xTitle: 'component 1' })
 * console.log(spec.description) // => 3 points of 2 classes: jazz, rock.
 * ```
 */
export function scatterChart(options: ScatterChartOptions): VegaLiteSpec {
  const labels = checkList('labels', options.labels)
  const x = checkValues('x', options.x, labels.length, 'labels')
  const y = checkValues('y', options.y, labels.length, 'labels')
  const classes = orderOf([...labels].sort())
  if (classes.length > CATEGORY_COLORS.length * 5) {
    throw new ShapeError({ array: 'labels', received: [classes.length], expected: 'at most 30 different classes' })
  }
  const { range, shapes } = pairs(classes.length)
  const values = labels.map((label, i) => ({ x: x[i], y: y[i], label }))
  const size = values.length > 2000 ? 14 : values.length > 300 ? 28 : 55
  const width = widthOf(options, 480)
  const axis = (field: string, title: string | undefined): JsonObject => ({
    field,
    type: 'quantitative',
    title: title ?? field,
    scale: { zero: false },
    axis: { tickCount: 6 },
  })
  const series = { field: 'label', type: 'nominal', title: null, sort: classes, legend: { columns: 1, symbolSize: 80 } }
  return chart(options, `${labels.length} points of ${classes.length} classes: ${classes.join(', ')}.`, {
    width,
    height: Math.round(width * 0.8),
    layer: [
      {
        data: inline(values),
        mark: { type: 'point', filled: true, opacity: values.length > 300 ? 0.65 : 0.85, size },
        encoding: {
          x: axis('x', options.xTitle),
          y: axis('y', options.yTitle),
          color: { ...series, scale: { domain: classes, range } },
          shape: { ...series, scale: { domain: classes, range: shapes } },
        },
      },
      ...(options.centers?.length
        ? [
            {
              data: inline(options.centers.map(center => ({ ...center }))),
              mark: { type: 'point', shape: 'cross', size: 260, filled: true, strokeWidth: 1 },
              encoding: { ...plane(), fill: { value: '#ffffff' }, stroke: { value: '#10131a' } },
            },
            {
              data: inline(options.centers.map(center => ({ ...center }))),
              mark: { type: 'text', dy: -15, fontWeight: 600 },
              encoding: { ...plane(), text: { field: 'label', type: 'nominal' } },
            },
          ]
        : []),
    ],
  })
}

function plane(): JsonObject {
  return { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } }
}

/** A colour and a shape for each class, no pair twice among the first thirty. */
export function pairs(count: number): { range: string[]; shapes: string[] } {
  const range: string[] = []
  const shapes: string[] = []
  for (let k = 0; k < count; k++) {
    const round = Math.floor(k / CATEGORY_COLORS.length)
    range.push(CATEGORY_COLORS[k % CATEGORY_COLORS.length])
    shapes.push(CATEGORY_SHAPES[(k + round) % CATEGORY_SHAPES.length])
  }
  return { range, shapes }
}
