import { checkInteger, checkNumber, checkOneOf, InvalidParameterError } from '@genre/core'

/** How frequency runs up a picture. */
export const FREQUENCY_AXES = ['mel', 'linear', 'log'] as const

/** One of {@link FREQUENCY_AXES}. */
export type FrequencyAxis = (typeof FREQUENCY_AXES)[number]

/** What the rows of a spectrogram are and how they are to be drawn. */
export interface FrequencyScaleOptions {
  /** Number of rows of the spectrogram. */
  readonly bins: number
  /** Hz; default 22050. */
  readonly sampleRate?: number
  /** How frequency runs up the picture; default `'mel'`. */
  readonly axis?: FrequencyAxis
  /**
   * What the rows are: `'mel'` bands, or `'linear'` steps from 0 to half the sample rate (an STFT). Default: `'mel'` for a
   * mel axis, `'linear'` for the others.
   */
  readonly rows?: 'mel' | 'linear'
  /** For mel bands: the edges of the filter bank in Hz; default 0 and half the sample rate. */
  readonly fMin?: number
  readonly fMax?: number
}

/** Where frequencies stand in a picture: position 0 is the bottom edge, 1 the top edge. */
export interface FrequencyScale {
  readonly axis: FrequencyAxis
  /** Frequencies at the bottom and at the top edge in Hz. */
  readonly low: number
  readonly high: number
  /** Where a frequency stands. */
  position(hz: number): number
  /** Which frequency stands at a position. */
  frequency(position: number): number
  /** The row of the spectrogram that holds a frequency; fractions lie between rows' centres. */
  row(hz: number): number
}

/**
 * The vertical scale of a spectrogram's picture, for the picture itself and for whoever draws ticks beside it.
 *
 * Mel is Slaney's scale as librosa has it: band i of n lies at `melMin + (i + 1) / (n + 1) (melMax - melMin)`. A linear row i
 * of n lies at `i / (n - 1) * sampleRate / 2`. A log axis begins at row 1 of an STFT, or at mel band 0.
 *
 * @throws InvalidParameterError for fewer than two rows, a bad rate or band edges that are out of order
 *
 * @example
 * ```ts
 * import { frequencyScale } from '@genre/viz'
 * const { low, high, position } = frequencyScale({ bins: 1025, axis: 'log' })
 * console.log(low.toFixed(1), high, position(low)) // => 10.8 11025 0
 * ```
 */
export function frequencyScale(options: FrequencyScaleOptions): FrequencyScale {
  const bins = checkInteger('bins', options.bins, { min: 2 })
  const sampleRate = checkNumber('sampleRate', options.sampleRate ?? 22050, { min: 0, exclusive: 'min' })
  const axis = checkOneOf('axis', options.axis ?? 'mel', FREQUENCY_AXES)
  const rows = checkOneOf('rows', options.rows ?? (axis === 'mel' ? 'mel' : 'linear'), ['mel', 'linear'])
  const fMin = checkNumber('fMin', options.fMin ?? 0, { min: 0 })
  const fMax = checkNumber('fMax', options.fMax ?? sampleRate / 2, { min: 0, exclusive: 'min' })
  if (fMin >= fMax)
    throw new InvalidParameterError({ parameter: 'fMin', received: fMin, allowed: `below fMax (${fMax})` })

  const melMin = hzToMel(fMin)
  const melStep = (hzToMel(fMax) - melMin) / (bins + 1)
  const rowToHz = (row: number) =>
    rows === 'mel' ? melToHz(melMin + melStep * (row + 1)) : (row / (bins - 1)) * (sampleRate / 2)
  const hzToRow = (hz: number) =>
    rows === 'mel' ? (hzToMel(hz) - melMin) / melStep - 1 : (hz / (sampleRate / 2)) * (bins - 1)

  const onMel = axis === 'mel' && rows === 'mel'
  // On its own axis a mel band is as high as any other: the picture ends half a band beyond the outermost centres.
  const low = onMel ? rowToHz(-0.5) : axis === 'log' ? rowToHz(rows === 'mel' ? 0 : 1) : rowToHz(0)
  const high = rowToHz(onMel ? bins - 0.5 : bins - 1)
  const forward = axis === 'mel' ? hzToMel : axis === 'log' ? Math.log2 : (hz: number) => hz
  const backward = axis === 'mel' ? melToHz : axis === 'log' ? (x: number) => 2 ** x : (x: number) => x
  const bottom = forward(low)
  const range = forward(high) - bottom
  return {
    axis,
    low,
    high,
    position: hz => (forward(hz) - bottom) / range,
    frequency: position => backward(bottom + position * range),
    row: hzToRow,
  }
}

const LOG_STEP = Math.log(6.4) / 27

/** Slaney's mel scale: linear to 1000 Hz, then logarithmic. */
function hzToMel(hz: number): number {
  return hz < 1000 ? (3 * hz) / 200 : 15 + Math.log(hz / 1000) / LOG_STEP
}

function melToHz(mel: number): number {
  return mel < 15 ? (200 * mel) / 3 : 1000 * Math.exp(LOG_STEP * (mel - 15))
}
