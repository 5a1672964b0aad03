import { colorTable, frequencyScale } from '@genre/viz'
import { encodePng } from '@genre/viz/node'

// Panels of the gallery as Vega-Lite: pictures of arrays and lines, with axes in the same places below each other.

const WIDTH = 660
const TEXT = '#1b1f24'
const COLORS = ['#0d59ff', '#db781b', '#2ea677', '#bb17b6', '#cb2d37']

/** @typedef {import('@genre/core').NdArray} NdArray */
/** @typedef {Record<string, any>} Panel a Vega-Lite view */

/** What a chart draws over a picture, in its coordinates. */
/** @typedef {{ name: string, x: ArrayLike<number>, y: ArrayLike<number>, color?: string }} Line */

/**
 * An array of shape (rows, frames) as a picture: time to the right, rows upwards, each value a block of one colour.
 *
 * @param {NdArray} values
 * @param {object} options
 * @param {string} [options.title]
 * @param {number} options.seconds what the frames span
 * @param {[number, number]} options.range the values of the first and the last colour
 * @param {string} options.unit of the values, beside the colours
 * @param {{ title: string, ticks: [number, string][], position: (value: number) => number }} options.y the vertical axis: ticks by
 *   value with their label, and where a value stands, 0 at the bottom to 1 at the top
 * @param {(position: number) => number} [options.row] the row at a position, fractions between rows; evenly by default
 * @param {number} [options.height]
 * @param {import('@genre/viz').ColorMap} [options.colorMap]
 * @param {Line[]} [options.lines] drawn over the picture, `y` by value
 * @returns {Panel}
 */
export function heat(values, { title, seconds, range, unit, y, row, height = 180, colorMap = 'magma', lines = [] }) {
  const [rows, frames] = values.shape
  const [low, high] = range
  const table = colorTable(colorMap)
  const width = Math.min(frames, WIDTH)
  const tall = row ? height : Math.min(height, rows)
  const data = new Uint8ClampedArray(4 * width * tall)
  for (let py = 0; py < tall; py++) {
    const position = 1 - (py + 0.5) / tall
    const at = row ? row(position) : Math.floor(position * rows)
    const [below, above] = [Math.floor(at), Math.min(rows - 1, Math.ceil(at))]
    for (let px = 0; px < width; px++) {
      const t = Math.floor(((px + 0.5) / width) * frames)
      const a = values.get(below, t)
      const value = a + (at - below) * (values.get(above, t) - a)
      const color = Math.round(255 * Math.max(0, Math.min(1, (value - low) / (high - low))))
      for (let c = 0; c < 3; c++) data[4 * (py * width + px) + c] = table[3 * color + c]
      data[4 * (py * width + px) + 3] = 255
    }
  }
  const url = `data:image/png;base64,${Buffer.from(encodePng({ width, height: tall, data })).toString('base64')}`
  const colors = Array.from({ length: 9 }, (_, i) => hex(table, Math.round((255 * i) / 8)))
  const over = lines.flatMap(({ name, x, y: up, color }) =>
    Array.from(x, (seconds, i) => ({ name, seconds, at: y.position(up[i]), color: color ?? '#ffffff' })).filter(
      ({ at }) => at >= 0 && at <= 1,
    ),
  )
  return {
    ...(title ? { title: titled(title) } : {}),
    width: WIDTH,
    height,
    layer: [
      {
        data: { values: [{ url }] },
        mark: { type: 'image', width: WIDTH, height, aspect: false, align: 'left', baseline: 'top' },
        encoding: { url: { field: 'url', type: 'nominal' }, x: { value: 0 }, y: { value: 0 } },
      },
      {
        data: { values: range.map(value => ({ value, seconds: value === low ? 0 : seconds, at: 0 })) },
        mark: { type: 'point', opacity: 0 },
        encoding: {
          x: timeAxis(seconds),
          y: {
            field: 'at',
            type: 'quantitative',
            title: y.title,
            scale: { domain: [0, 1], nice: false },
            axis: {
              grid: false,
              tickCount: y.ticks.length, // or Vega shows every other one where it finds them too many
              values: y.ticks.map(([value]) => y.position(value)),
              labelExpr: labels(y.ticks.map(([value, text]) => [y.position(value), text])),
            },
          },
          color: {
            field: 'value',
            type: 'quantitative',
            scale: { domain: range, range: colors, interpolate: 'rgb' },
            legend: { title: unit, gradientLength: Math.min(height, 160), gradientThickness: 12, tickCount: 4 },
          },
        },
      },
      ...(over.length === 0
        ? []
        : [
            {
              data: { values: over },
              mark: { type: 'line', strokeWidth: 1.6, clip: true },
              encoding: {
                x: { field: 'seconds', type: 'quantitative' },
                y: { field: 'at', type: 'quantitative' },
                detail: { field: 'name' },
                stroke: { field: 'color', type: 'nominal', scale: null },
              },
            },
          ]),
    ],
    resolve: { scale: { color: 'independent' } },
  }
}

/**
 * The vertical axis of a spectrogram in Hz, for {@link heat}.
 *
 * @param {Omit<import('@genre/viz').FrequencyScaleOptions, 'bins'> & { bins: number }} options
 */
export function frequency(options) {
  const { position, frequency: hz, row, low, high } = frequencyScale(options)
  const all =
    options.axis === 'linear' ? [0, 2000, 4000, 6000, 8000, 10000] : [0, 62, 125, 250, 500, 1000, 2000, 4000, 8000]
  const ticks = all.filter(
    each => each >= low - 1e-9 && each <= high && (options.axis !== 'mel' || each === 0 || each >= 500),
  )
  return {
    y: {
      title: 'Hz',
      ticks: /** @type {[number, string][]} */ (ticks.map(each => [each, String(each)])),
      position,
    },
    row: (/** @type {number} */ at) => Math.max(0, Math.min(options.bins - 1, row(hz(at)))),
  }
}

/** The vertical axis of pitch classes. */
export const PITCHES = {
  title: 'pitch class',
  ticks: /** @type {[number, string][]} */ (
    ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'].map((name, i) => [i, name])
  ),
  position: (/** @type {number} */ pitch) => (pitch + 0.5) / 12,
}

/**
 * Rows by number, for {@link heat}.
 *
 * @param {string} title
 * @param {number} rows
 * @param {number[]} numbers
 */
export function numbered(title, rows, numbers) {
  return {
    title,
    ticks: /** @type {[number, string][]} */ (numbers.map(n => [n, String(n)])),
    position: (/** @type {number} */ n) => (n + 0.5) / rows,
  }
}

/**
 * Lines over a common axis.
 *
 * @param {Line[]} lines
 * @param {object} options
 * @param {string} [options.title]
 * @param {{ title: string, domain: [number, number], values?: number[] }} options.x
 * @param {{ title: string, domain?: [number, number] }} options.y
 * @param {number} [options.height]
 * @param {number} [options.width]
 * @param {{ name: string, at: ArrayLike<number>, color: string }[]} [options.marks] vertical lines
 * @returns {Panel}
 */
export function curves(lines, { title, x, y, height = 160, width = WIDTH, marks = [] }) {
  const values = lines.flatMap(({ name, x, y }) => Array.from(x, (at, i) => ({ name, x: at, y: y[i] })))
  const names = [...lines, ...marks].map(({ name }) => name)
  const colors = [...lines.map(({ color }, i) => color ?? COLORS[i]), ...marks.map(({ color }) => color)]
  const color = {
    field: 'name',
    type: 'nominal',
    title: null,
    sort: names,
    scale: { domain: names, range: colors },
    legend: names.length > 1 ? { orient: 'top', direction: 'horizontal', offset: 4, symbolType: 'stroke' } : null,
  }
  return {
    ...(title ? { title: titled(title) } : {}),
    width,
    height,
    layer: [
      {
        data: { values },
        mark: { type: 'line', strokeWidth: 1.4, clip: true },
        encoding: {
          x: {
            field: 'x',
            type: 'quantitative',
            title: x.title,
            scale: { domain: x.domain, nice: false },
            axis: { ...(x.values ? { values: x.values } : { tickCount: 8 }) },
          },
          y: {
            field: 'y',
            type: 'quantitative',
            title: y.title,
            ...(y.domain ? { scale: { domain: y.domain, nice: false, zero: false } } : {}),
            axis: { tickCount: 5 },
          },
          color,
        },
      },
      ...marks.map(({ name, at }) => ({
        data: { values: Array.from(at, position => ({ name, position })) },
        mark: { type: 'rule', strokeWidth: 1.2, strokeDash: [4, 3], opacity: 0.8 },
        encoding: { x: { field: 'position', type: 'quantitative' }, color },
      })),
    ],
  }
}

/**
 * Panels below each other.
 *
 * @param {string} description for who cannot see it
 * @param {Panel[]} panels
 */
export function sheet(description, panels) {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description,
    background: '#ffffff',
    padding: 12,
    vconcat: panels,
    spacing: 22,
    resolve: { scale: { color: 'independent', x: 'independent' }, legend: { color: 'independent' } },
    config: {
      font: 'DejaVu Sans, system-ui, sans-serif',
      view: { stroke: null },
      axis: {
        labelColor: TEXT,
        titleColor: TEXT,
        labelFontSize: 11,
        titleFontSize: 11,
        titleFontWeight: 500,
        gridOpacity: 0.35,
      },
      legend: {
        labelColor: TEXT,
        titleColor: TEXT,
        labelFontSize: 11,
        titleFontSize: 11,
        titleFontWeight: 500,
        symbolStrokeWidth: 2,
        labelLimit: 300,
      },
    },
  }
}

/** @param {number} seconds */
function timeAxis(seconds) {
  return {
    field: 'seconds',
    type: 'quantitative',
    title: 'seconds',
    scale: { domain: [0, seconds], nice: false },
    axis: { grid: false, tickCount: 8 },
  }
}

/** @param {string} text */
function titled(text) {
  return { text, anchor: 'start', frame: 'group', fontSize: 13, fontWeight: 600, color: TEXT, offset: 6 }
}

/** @param {[number, string][]} ticks */
function labels(ticks) {
  return `${ticks.map(([at, text]) => `abs(datum.value - ${at}) < 1e-6 ? '${text}'`).join(' : ')} : ''`
}

/**
 * @param {Uint8Array | Uint8ClampedArray} table
 * @param {number} i
 */
function hex(table, i) {
  return `#${[0, 1, 2].map(c => table[3 * i + c].toString(16).padStart(2, '0')).join('')}`
}
