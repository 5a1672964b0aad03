import { checkNumber, InvalidParameterError } from '@genre/core'
import type { FrequencyScaleOptions } from '../image/frequency-scale'
import { frequencyScale } from '../image/frequency-scale'
import { chart, inline, widthOf } from './chart'
import type { ChartOptions, VegaLiteSpec } from './spec'

export interface SpectrogramChartOptions extends ChartOptions, FrequencyScaleOptions {
  /** The picture as a `data:image/png;base64,` address, from `spectrogramImage` with the same axis, `sampleRate`, `fMin`, `fMax`. */
  readonly picture: string
  /** What the picture's width stands for: `frames * hopLength / sampleRate` seconds. */
  readonly seconds: number
  readonly height?: number
}

/** Frequencies at which ticks stand, as far as they lie within the picture. */
const TICKS: Readonly<Record<'mel' | 'linear' | 'log', readonly number[]>> = {
  mel: [0, 500, 1000, 2000, 4000, 8000, 16000],
  log: [16, 31, 62, 125, 250, 500, 1000, 2000, 4000, 8000, 16000],
  linear: [0, 2000, 4000, 6000, 8000, 10000, 12000, 16000, 20000, 24000],
}

/**
 * A spectrogram's picture with its axes: seconds to the right, Hz upwards.
 *
 * @throws InvalidParameterError for a picture that is no embedded PNG, or a bad scale
 *
 * @example
 * ```ts
 * import { spectrogramChart } from '@genre/viz'
 * const spec = spectrogramChart({ picture: 'data:image/png;base64,iVBORw0KGgo=', seconds: 3, bins: 128 })
 * console.log(spec.description) // => Spectrogram of 3.0 s, up to 10879 Hz.
 * ```
 */
export function spectrogramChart(options: SpectrogramChartOptions): VegaLiteSpec {
  const { picture } = options
  if (!/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/.test(picture)) {
    throw new InvalidParameterError({
      parameter: 'picture',
      received: picture,
      allowed: 'a data:image/png;base64, address',
    })
  }
  const seconds = checkNumber('seconds', options.seconds, { min: 0, exclusive: 'min' })
  const { axis, low, high, position } = frequencyScale(options)
  const width = widthOf(options, 640)
  const height = checkNumber('height', options.height ?? 240, { min: 50, max: 4000 })
  const ticks = TICKS[axis].filter(hz => hz >= low - 1e-9 && hz <= high)
  const places = ticks.map(hz => Math.round(1e6 * position(hz)) / 1e6)
  const labels = ticks.map((hz, k) => `datum.value == ${places[k]} ? '${hz}'`)
  return chart(options, `Spectrogram of ${seconds.toFixed(1)} s, up to ${Math.round(high)} Hz.`, {
    width,
    height,
    data: inline([{ from: 0, to: seconds, bottom: 0, top: 1, picture }]),
    layer: [
      {
        mark: { type: 'image', width, height, aspect: false, align: 'left', baseline: 'top' },
        encoding: { url: { field: 'picture', type: 'nominal' }, x: { value: 0 }, y: { value: 0 } },
      },
      {
        mark: { type: 'rect', fill: null, stroke: null },
        encoding: {
          x: {
            field: 'from',
            type: 'quantitative',
            title: 'time (s)',
            scale: { domain: [0, seconds], nice: false },
            axis: { grid: false, tickCount: 8 },
          },
          x2: { field: 'to' },
          y: {
            field: 'bottom',
            type: 'quantitative',
            title: 'frequency (Hz)',
            scale: { domain: [0, 1], nice: false },
            axis: { grid: false, values: places, labelExpr: `${labels.join(' : ')}${labels.length ? " : ''" : "''"}` },
          },
          y2: { field: 'top' },
        },
      },
    ],
  })
}
