import { InvalidParameterError, checkNumber, checkOptions } from '@genre/core'
import { BANDS, bandCorrelation, bandLevels, bandModulation } from './bands'
import type { Descriptor } from './descriptors'
import type { FeatureRecord } from './extract-features'
import { checkFeatureSet } from './feature-set'
import type { FeatureSet } from './feature-set'
import { levelPatterns } from './level-patterns'
import { levelSlopes } from './level-slopes'
import { logMelOf } from './log-mel'
import type { LogMel } from './log-mel'
import { OF_PICTURE, pictureOf } from './picture-levels'
import type { Picture } from './picture-levels'
import { Summary } from './statistic'
import type { Track } from './statistic'

/** Options of {@link extractFromLogMel}. */
export interface ExtractFromLogMelOptions {
  /** Frames a second; default 22050 / 512. */
  frameRate?: number
}

/** Levels in dB and what is made of them, when it is first asked for. */
interface KnownLevels {
  readonly logMel: Track
  readonly bands: Track
  readonly picture: Picture
  readonly frameRate: number
}

/** What can be told from levels. */
const FROM_LEVELS: Partial<Record<Descriptor, (levels: KnownLevels) => Track>> = {
  bandCorrelation: ({ bands }) => bandCorrelation(bands),
  bandLevels: ({ bands }) => bands,
  bandModulation: ({ bands, frameRate }) => bandModulation(bands, frameRate),
  levelPatterns: ({ logMel, frameRate }) => levelPatterns(logMel, frameRate),
  levelSlopes: ({ logMel, frameRate }) => levelSlopes(logMel, frameRate),
  logMelSpectrogram: ({ logMel }) => logMel,
  ...Object.fromEntries(
    Object.entries(OF_PICTURE).map(([name, { compute }]) => [name, ({ picture }: KnownLevels) => compute(picture)]),
  ),
}

/**
 * The values of a feature set for a mel spectrogram in dB that is at hand without its sound: a picture's, or one from a
 * stream. For sets of `bandLevels`, `bandModulation`, `bandCorrelation`, `levelPatterns`, `levelSlopes`, `logMelSpectrogram` and the
 * `picture...` only, such as {@link bandRhythm} and {@link melTexture}; the same values as {@link extractFeatures} gives for the sound.
 *
 * @param source - `{ logMel }`, shape (bands, frames), lowest band first, at least 18 of them (128 for `logMelSpectrogram`)
 * @throws InvalidParameterError for a set that asks for something else, too few bands, or a frame rate that is not positive
 *
 * @example
 * ```ts
 * import { melSpectrogram, powerToDb } from '@genre/dsp'
 * import { bandRhythm, extractFromLogMel } from '@genre/features'
 * const logMel = powerToDb(melSpectrogram(new Float32Array(22050)))
 * extractFromLogMel({ logMel }, bandRhythm).band1_mean // -100
 * ```
 */
export function extractFromLogMel(
  source: LogMel,
  set: FeatureSet,
  options: ExtractFromLogMelOptions = {},
): FeatureRecord {
  const columns = checkFeatureSet(set)
  const { frameRate = 22050 / 512 } = checkOptions(options)
  checkNumber('frameRate', frameRate, { min: 0, max: 1e6, exclusive: 'min' })
  if (typeof source !== 'object' || source === null || !('logMel' in source)) {
    throw new InvalidParameterError({ parameter: 'source', received: source, allowed: 'levels: { logMel }' })
  }
  const { data, bands: rows, frames } = logMelOf(source)
  const levels = known({ data, rows, frames }, frameRate)
  const tracks = new Map<Descriptor, Track>()
  const record: FeatureRecord = {}
  columns.forEach(({ name, descriptor, from, to, statistic }, i) => {
    if (statistic === 'perSample') {
      const allowed = 'another statistic: the number of samples is not known'
      throw new InvalidParameterError({ parameter: `set.columns[${i}].statistic`, received: statistic, allowed })
    }
    checkBands(rows, /^(logMelSpectrogram|pictureLevels)$/.test(descriptor) ? to : BANDS)
    let track = tracks.get(descriptor)
    if (!track) {
      const compute = FROM_LEVELS[descriptor]
      if (!compute) {
        const allowed = `one of ${Object.keys(FROM_LEVELS).join(', ')} where only levels are known`
        throw new InvalidParameterError({ parameter: `set.columns[${i}].descriptor`, received: descriptor, allowed })
      }
      track = compute(levels)
      tracks.set(descriptor, track)
    }
    record[name] = new Summary(track, from, to, frames).get(statistic)
  })
  return record
}

function known(logMel: Track, frameRate: number): KnownLevels {
  let bands: Track | undefined
  let picture: Picture | undefined
  return {
    logMel,
    frameRate,
    get bands() {
      return (bands ??= bandLevels(logMel))
    },
    get picture() {
      return (picture ??= pictureOf(logMel, frameRate, 'dB'))
    },
  }
}

function checkBands(rows: number, least: number): void {
  if (rows >= least) return
  throw new InvalidParameterError({
    parameter: 'logMel',
    received: `${rows} bands`,
    allowed: `at least ${least} bands`,
  })
}
