import { DataError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkShare, orderOf } from './check'
import type { ChartOptions, JsonObject, VegaLiteSpec } from './spec'
import { CATEGORY_COLORS, CATEGORY_SHAPES, cycle, TOP_LEGEND } from './theme'

/** The accuracy of one model under one protocol. */
export interface AccuracyResult {
  readonly model: string
  /** How the split was made: `'row'`, `'track'`, `'fault-filtered'`, ... */
  readonly protocol: string
  /** 0 to 1. */
  readonly accuracy: number
  /** The 95 % interval, if known. */
  readonly interval?: readonly [low: number, high: number]
}

export interface AccuracyChartOptions extends ChartOptions {
  readonly results: readonly AccuracyResult[]
  /** Accuracy by chance, drawn as a line; default none. */
  readonly chance?: number
  /** The two protocols whose difference is the leak; default `['row', 'track']`, `null` for none. */
  readonly leak?: readonly [leaking: string, honest: string] | null
}

/**
 * Models and protocols side by side: accuracy as a mark with its 95 % interval, and, where a model has both, the leak from one
 * protocol to the other as a line with its size in points.
 *
 * @throws DataError for an accuracy or interval that is no share from 0 to 1, or a model that has a protocol twice
 *
 * @example
 * ```ts
 * import { accuracyChart } from '@genre/viz'
 * const spec = accuracyChart({
 *   results: [
 *     { model: 'KNN', protocol: 'row', accuracy: 0.92, interval: [0.9, 0.94] },
 *     { model: 'KNN', protocol: 'track', accuracy: 0.6, interval: [0.56, 0.64] },
 *   ],
 * })
 * console.log(spec.description) // => Accuracy of 1 model: KNN row 92.0 %, track 60.0 % (leak 32.0 points).
 * ```
 */
export function accuracyChart(options: AccuracyChartOptions): VegaLiteSpec {
  const results = checkList('results', options.results)
  const seen = new Map<string, AccuracyResult>()
  results.forEach((result, row) => {
    checkShare('results', 'accuracy', row, result.accuracy)
    result.interval?.forEach(end => checkShare('results', 'interval', row, end))
    const key = keyOf(result.model, result.protocol)
    if (seen.has(key))
      throw new DataError({ table: 'results', row, reason: `${result.model} has ${result.protocol} twice` })
    seen.set(key, result)
  })
  const models = orderOf(results.map(result => result.model))
  const protocols = orderOf(results.map(result => result.protocol))
  const leaking = options.leak === undefined ? (['row', 'track'] as const) : options.leak
  const leaks = leaking ? leaksOf(models, seen, leaking) : []

  // The label stands right of its mark, but left of it where the line of the leak begins.
  const values = results.map(({ model, protocol, accuracy, interval }) => ({
    model,
    protocol,
    accuracy,
    low: interval?.[0] ?? accuracy,
    high: interval?.[1] ?? accuracy,
    label: percent(accuracy),
    left: leaks.some(leak => leak.model === model && leak.protocol === protocol),
  }))
  const yOffset = { field: 'protocol', type: 'nominal', sort: protocols, scale: { paddingOuter: 0.25 } }
  const series = { field: 'protocol', type: 'nominal', title: null, sort: protocols, legend: TOP_LEGEND }
  const color = { ...series, scale: { domain: protocols, range: cycle(CATEGORY_COLORS, protocols.length) } }
  const shape = { ...series, scale: { domain: protocols, range: cycle(CATEGORY_SHAPES, protocols.length) } }
  const label = { type: 'text', fontSize: 11 }
  const text = { field: 'label', type: 'nominal' }
  return chart(options, describe(models, protocols, seen, leaks), {
    width: widthOf(options, 460),
    height: models.length * (16 + 20 * protocols.length),
    data: inline(values),
    encoding: {
      y: {
        field: 'model',
        type: 'nominal',
        sort: models,
        title: null,
        axis: { ticks: false, domain: false, grid: false },
      },
    },
    layer: [
      ...(options.chance === undefined
        ? []
        : [
            {
              data: inline([{ chance: checkShare('options', 'chance', 0, options.chance) }]),
              mark: { type: 'rule', strokeDash: [4, 4], opacity: 0.6 },
              encoding: { x: { field: 'chance', type: 'quantitative' }, y: null },
            },
          ]),
      ...(leaks.length === 0
        ? []
        : [
            {
              data: inline(leaks),
              mark: { type: 'rule', strokeWidth: 1.2, strokeDash: [2, 3] },
              encoding: { yOffset, x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } },
            },
            {
              data: inline(leaks),
              mark: { ...label, fontStyle: 'italic', align: 'left', dx: 6 },
              encoding: { yOffset, x: { field: 'to', type: 'quantitative' }, text },
            },
          ]),
      {
        mark: { type: 'rule', strokeWidth: 2.5, opacity: 0.55 },
        encoding: {
          yOffset,
          color,
          x: {
            field: 'low',
            type: 'quantitative',
            title: 'accuracy (with 95 % interval)',
            scale: { domain: [0, 1] },
            axis: { format: '.0%', tickCount: 6 },
          },
          x2: { field: 'high' },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 85, opacity: 1 },
        encoding: { yOffset, color, shape, x: { field: 'accuracy', type: 'quantitative' }, tooltip: text },
      },
      {
        transform: [{ filter: '!datum.left' }],
        mark: { ...label, align: 'left', dx: 8 },
        encoding: { yOffset, x: { field: 'high', type: 'quantitative' }, text },
      },
      {
        transform: [{ filter: 'datum.left' }],
        mark: { ...label, align: 'right', dx: -8 },
        encoding: { yOffset, x: { field: 'low', type: 'quantitative' }, text },
      },
    ],
  })
}

/** What a model loses when segments of one track are no longer torn apart, and the line that shows it. */
interface Leak extends JsonObject {
  readonly model: string
  readonly protocol: string
  readonly from: number
  readonly to: number
  readonly label: string
}

function leaksOf(
  models: readonly string[],
  seen: ReadonlyMap<string, AccuracyResult>,
  [leaking, honest]: readonly [string, string],
): Leak[] {
  return models.flatMap(model => {
    const above = seen.get(keyOf(model, leaking))
    const below = seen.get(keyOf(model, honest))
    if (!above || !below) return []
    const points = (100 * (above.accuracy - below.accuracy)).toFixed(1)
    const from = Math.min(below.interval?.[1] ?? below.accuracy, above.accuracy)
    return [{ model, protocol: honest, from, to: above.accuracy, label: `leak ${points} points` }]
  })
}

const keyOf = (model: string, protocol: string) => JSON.stringify([model, protocol])

function describe(
  models: readonly string[],
  protocols: readonly string[],
  seen: ReadonlyMap<string, AccuracyResult>,
  leaks: readonly Leak[],
): string {
  const parts = models.map(model => {
    const known = protocols.flatMap(protocol => {
      const result = seen.get(keyOf(model, protocol))
      return result ? [`${protocol} ${percent(result.accuracy)}`] : []
    })
    const leak = leaks.find(one => one.model === model)
    return `${model} ${known.join(', ')}${leak ? ` (${leak.label})` : ''}`
  })
  return `Accuracy of ${models.length} model${models.length === 1 ? '' : 's'}: ${parts.join('; ')}.`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
