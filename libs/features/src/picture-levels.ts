import { DctPlan } from '@genre/dsp'
import { BANDS, BAND_PAIRS, MODULATIONS, bandCorrelation, bandLevels, bandModulation } from './bands'
import { PATTERNS, PATTERN_ZONES, levelPatterns } from './level-patterns'
import { DIRECTIONS, SLOPE_ZONES, levelSlopes } from './level-slopes'
import type { Track } from './statistic'

/** Seconds from one column of Kaggle's mel pictures to the next: 1293 frames of 512 samples on an axis of 334.8 pixels. */
export const PICTURE_STEP = ((1293 / 334.8) * 512) / 22050

/** The loudest hundredth of the values is all that may lie above 0. */
const LOUD = 0.01

/** Levels end here. */
const FLOOR = -50

/** How many cepstral coefficients there are of a picture. */
export const COEFFICIENTS = 20

/** A mel spectrogram as {@link pictureOf} gives it. */
export interface Picture {
  readonly levels: Track
  /** {@link bandLevels} of it. */
  readonly bands: Track
  /** Frames a second. */
  readonly frameRate: number
}

/**
 * What Kaggle's mel pictures show of a mel spectrogram: one frame in four (the one at or before each step of 0.0897 s; all where frames are
 * no closer), levels as `20 log10` of the power (the pictures' maker took power for amplitude: a level of 1 is half a decibel), and only
 * the loud part. The pictures count from the loudest value, which one click can decide; here 0 is the level that a hundredth of the
 * values exceeds, and -50 the lowest. So neither a gain nor a single peak matters. Silence is 0 everywhere.
 *
 * @param mel - power (`scale` `'power'`) or dB of power (`'dB'`)
 * @param frameRate - its frames a second
 */
export function pictureOf(mel: Track, frameRate: number, scale: 'power' | 'dB'): Picture {
  const { rows } = mel
  const step = Math.max(1, PICTURE_STEP * frameRate)
  const frames = Math.ceil(mel.frames / step)
  const data = new Float32Array(rows * frames)
  for (let t = 0; t < frames; t++) {
    const from = rows * Math.min(mel.frames - 1, Math.floor(t * step + 1e-6))
    for (let r = 0; r < rows; r++) data[rows * t + r] = mel.data[from + r]
  }
  const zero = loudLevel(data)
  if (scale === 'dB') {
    for (let i = 0; i < data.length; i++) data[i] = Math.max(2 * (data[i] - zero), FLOOR)
  } else {
    const least = zero * 10 ** (FLOOR / 20)
    for (let i = 0; i < data.length; i++) data[i] = zero > 0 ? 20 * Math.log10(Math.max(data[i], least) / zero) : 0
  }
  const levels = { data, rows, frames }
  let bands: Track | undefined
  return {
    levels,
    get bands() {
      return (bands ??= bandLevels(levels))
    },
    frameRate: frameRate / step,
  }
}

/** The value that a hundredth of the values exceeds. */
function loudLevel(data: Float32Array): number {
  return data.slice().sort()[Math.floor((1 - LOUD) * data.length)]
}

/** What is measured on pictures: the number of rows, and how. */
export const OF_PICTURE = {
  pictureLevels: { rows: 128, compute: (picture: Picture) => picture.levels },
  pictureBands: { rows: BANDS, compute: (picture: Picture) => picture.bands },
  pictureModulation: {
    rows: BANDS * MODULATIONS,
    compute: ({ bands, frameRate }: Picture) => bandModulation(bands, frameRate),
  },
  pictureCorrelation: { rows: BAND_PAIRS, compute: ({ bands }: Picture) => bandCorrelation(bands) },
  picturePatterns: {
    rows: PATTERN_ZONES * PATTERNS,
    compute: ({ levels, frameRate }: Picture) => levelPatterns(levels, frameRate),
  },
  pictureSlopes: {
    rows: SLOPE_ZONES * DIRECTIONS,
    compute: ({ levels, frameRate }: Picture) => levelSlopes(levels, frameRate),
  },
  pictureCepstrum: { rows: COEFFICIENTS, compute: ({ levels }: Picture) => cepstrumOf(levels) },
} as const

/** Names of what is measured on pictures. */
export type PictureDescriptor = keyof typeof OF_PICTURE

function cepstrumOf({ data, rows, frames }: Track): Track {
  const out = new Float32Array(COEFFICIENTS * frames)
  new DctPlan(rows, { n: COEFFICIENTS }).applyToFrames(data as Float32Array, 0, frames, out, 0)
  return { data: out, rows: COEFFICIENTS, frames }
}
