import { checkOneOf, DataError } from '@genre/core'
import { chart, inline, widthOf } from './chart'
import { checkList, checkValues, orderOf } from './check'
import type { ChartOptions, VegaLiteSpec } from './spec'
import { CATEGORY_COLORS, cycle, TOP_LEGEND } from './theme'

/** One spectrum: the noise, the recording before, the recording after. */
export interface SpectrumSeries {
  readonly name: string
  /** Level in dB for each frequency. */
  readonly levels: ArrayLike<number>
}

export interface NoiseSpectrumChartOptions extends ChartOptions {
  /** Hz, rising. */
  readonly frequencies: ArrayLike<number>
  readonly spectra: readonly SpectrumSeries[]
  /** `'log'` (default) leaves out frequencies below 20 Hz. */
  readonly axis?: 'log' | 'linear'
}

/** More points than this in a line are thinned out: pairs of lowest and highest level in each step keep its shape. */
const MAX_POINTS = 600

/**
 * Levels over frequency: the noise that spectral subtraction takes away, and the recording before and after it.
 *
 * @throws ShapeError if a spectrum has not one level per frequency
 * @throws DataError for a level that is not finite, or nothing to show from 20 Hz on
 *
 * @example
 * ```ts
 * import { noiseSpectrumChart } from '@genre/viz'
 * const spec = noiseSpectrumChart({ frequencies: [100, 1000], spectra: [{ name: 'noise', levels: [-40, -60] }] })
 * console.log(spec.description) // => Spectra from 100 to 1000 Hz: noise between -60 and -40 dB.
 * ```
 */
export function noiseSpectrumChart(options: NoiseSpectrumChartOptions): VegaLiteSpec {
  const spectra = checkList('spectra', options.spectra)
  const frequencies = checkValues('frequencies', options.frequencies, options.frequencies.length, 'frequencies')
  const axis = checkOneOf('axis', options.axis ?? 'log', ['log', 'linear'])
  const from = axis === 'log' ? 20 : -Infinity
  if (!frequencies.some(hz => hz >= from)) {
    throw new DataError({ table: 'frequencies', reason: 'has none from 20 Hz on; a linear axis would show them' })
  }
  const names = orderOf(spectra.map(({ name }) => name))
  const values = spectra.flatMap(({ name, levels }, k) => {
    const checked = checkValues(`spectra[${k}].levels`, levels, frequencies.length, 'frequencies')
    const points = frequencies.flatMap((hz, i) => (hz >= from ? [{ hz, level: checked[i] }] : []))
    return thin(points).map(point => ({ name, ...point }))
  })
  const several = names.length > 1
  const series = { field: 'name', type: 'nominal', title: null, sort: names, legend: several ? TOP_LEGEND : null }
  const kept = values.map(value => value.hz)
  const parts = names.map(name => {
    const levels = values.filter(value => value.name === name).map(value => value.level)
    return `${name} between ${Math.round(Math.min(...levels))} and ${Math.round(Math.max(...levels))} dB`
  })
  const range = `${Math.round(Math.min(...kept))} to ${Math.round(Math.max(...kept))} Hz`
  return chart(options, `Spectra from ${range}: ${parts.join('; ')}.`, {
    width: widthOf(options, 560),
    height: 240,
    data: inline(values),
    mark: { type: 'line', strokeWidth: 1.5 },
    encoding: {
      x: {
        field: 'hz',
        type: 'quantitative',
        title: 'frequency (Hz)',
        scale: axis === 'log' ? { type: 'log', nice: false } : { zero: false, nice: false },
        axis:
          axis === 'log'
            ? { values: [20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000], format: '~s' }
            : { tickCount: 8, format: '~s' },
      },
      y: { field: 'level', type: 'quantitative', title: 'level (dB)', scale: { zero: false }, axis: { tickCount: 6 } },
      color: { ...series, scale: { domain: names, range: cycle(CATEGORY_COLORS, names.length) } },
      strokeDash: { ...series, scale: { domain: names } },
    },
  })
}

function thin(points: readonly { hz: number; level: number }[]): readonly { hz: number; level: number }[] {
  if (points.length <= MAX_POINTS) return points
  const kept: { hz: number; level: number }[] = []
  const step = (2 * points.length) / MAX_POINTS
  for (let start = 0; start < points.length; start += step) {
    const part = points.slice(Math.floor(start), Math.max(Math.floor(start) + 1, Math.floor(start + step)))
    const low = part.reduce((a, b) => (b.level < a.level ? b : a))
    const high = part.reduce((a, b) => (b.level > a.level ? b : a))
    kept.push(...(low === high ? [low] : low.hz < high.hz ? [low, high] : [high, low]))
  }
  return kept
}
