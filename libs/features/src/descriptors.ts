import { needFrames } from './analysis'
import type { Analysis } from './analysis'
import { BANDS, BAND_PAIRS, MODULATIONS, bandCorrelation, bandModulation } from './bands'
import { isSilent } from './beat-track'
import { chromaCqt } from './chroma-cqt'
import { deltas } from './delta'
import { PATTERNS, PATTERN_ZONES, levelPatterns } from './level-patterns'
import { DIRECTIONS, SLOPE_ZONES, levelSlopes } from './level-slopes'
import { OF_PICTURE, pictureOf } from './picture-levels'
import type { Picture, PictureDescriptor } from './picture-levels'
import { polynomialFit } from './polynomial'
import { polynomials } from './poly-features'
import { bandwidths } from './spectral-bandwidth'
import { contrastBands, contrasts } from './spectral-contrast'
import { flatnesses } from './spectral-flatness'
import { rolloffs } from './spectral-rolloff'
import type { Track } from './statistic'
import { TempoEstimator } from './tempo'
import { tonalCentroids, tonnetzBasis } from './tonnetz'
import { crossingRates } from './zero-crossing-rate'

/** RMS under which a frame counts as silent. */
const SILENCE = 0.01

/**
 * What a column may measure. Most names are those of functions, with their default parameters; the others:
 *
 * - `harmonic`, `percussive` (1 row): the samples of the two parts of the clip, `rmsOfHarmonic` their RMS
 * - `melSpectrogram`, `logMelSpectrogram` (128 rows): power, and dB
 * - `mfcc`, `mfccDelta`, `mfccDelta2`: 20 rows by default, up to 128 if asked for
 * - `tempo` (1 row, one value): that of `beatTrack`
 * - `tonnetz` of `chromaStft`, `tonnetzOfHarmonic` of the `chromaCqt` of the harmonic part (6 rows)
 * - `silence` (1 row): 1 for a frame with an RMS under 0.01, else 0
 * - `bandLevels` (18 rows): mean level in dB of groups of about seven mel bands
 * - `bandModulation` (180 rows, one value each): row `10 * band + rate`, how strongly the level of a band varies at 10 rates from
 *   0.1 to 10 Hz, equally spaced on a log scale, in dB
 * - `bandCorrelation` (153 rows, one value each): correlation over time of each pair of bands, (0, 1), (0, 2), ...
 * - `levelPatterns` (354 rows, one value each): row `59 * zone + pattern`, how often each local pattern (which of its eight
 *   neighbours, one mel band or 0.09 s away, are more than 0.5 dB louder than a value) occurs in each of 6 zones of frequency:
 *   the square root of its share; the 58 patterns with at most two changes around the ring, then all others together
 * - `levelSlopes` (96 rows, one value each): row `12 * zone + direction`, logarithm of how steep the dB mel spectrogram is in
 *   each direction (steps of 30 degrees) in each of 8 zones of frequency
 * - `pictureLevels` (128 rows): the mel spectrogram as Kaggle's pictures show it, one frame every 0.0897 s, `20 log10` of the power,
 *   from -50 up; 0 is the level that a hundredth of the values exceeds, so that gain does not matter
 * - `pictureBands`, `pictureModulation`, `pictureCorrelation`, `picturePatterns`, `pictureSlopes`: `bandLevels` and so on of
 *   `pictureLevels`; `pictureCepstrum` (20 rows): its DCT
 */
export type Descriptor =
  | 'bandCorrelation'
  | 'bandLevels'
  | 'bandModulation'
  | 'chromaStft'
  | 'harmonic'
  | 'levelPatterns'
  | 'levelSlopes'
  | 'logMelSpectrogram'
  | 'melSpectrogram'
  | 'mfcc'
  | 'mfccDelta'
  | 'mfccDelta2'
  | 'onsetStrength'
  | 'percussive'
  | 'pictureBands'
  | 'pictureCepstrum'
  | 'pictureCorrelation'
  | 'pictureLevels'
  | 'pictureModulation'
  | 'picturePatterns'
  | 'pictureSlopes'
  | 'polyFeatures'
  | 'rms'
  | 'rmsOfHarmonic'
  | 'silence'
  | 'spectralBandwidth'
  | 'spectralCentroid'
  | 'spectralContrast'
  | 'spectralFlatness'
  | 'spectralRolloff'
  | 'tempo'
  | 'tonnetz'
  | 'tonnetzOfHarmonic'
  | 'zeroCrossingRate'

/** How a descriptor comes about. */
interface DescriptorRule {
  /** Number of rows. */
  readonly rows: number
  /** Rows that may be asked for, if more than `rows`. */
  readonly most?: number
  /** Whether it needs the harmonic or the percussive part. */
  readonly separates?: boolean
  /** Tables for one extractor, and the function that computes the descriptor of the clip loaded. */
  prepare(analysis: Analysis): () => Track
}

const row = (data: Float32Array | Float64Array): Track => ({ data, rows: 1, frames: data.length })

const ofPicture = Object.fromEntries(
  Object.entries(OF_PICTURE).map(([name, { rows, compute }]) => [
    name,
    { rows, prepare: (a: Analysis) => () => compute(pictureIn(a)) },
  ]),
) as Record<PictureDescriptor, DescriptorRule>

/** All descriptors: each from the same kernels as the function of its name. */
export const DESCRIPTORS: Readonly<Record<Descriptor, DescriptorRule>> = {
  bandCorrelation: { rows: BAND_PAIRS, prepare: a => () => bandCorrelation(a.bandLevels) },
  bandLevels: { rows: BANDS, prepare: a => () => a.bandLevels },
  bandModulation: {
    rows: BANDS * MODULATIONS,
    prepare: a => () => bandModulation(a.bandLevels, a.sampleRate / a.hopLength),
  },
  chromaStft: { rows: 12, prepare: a => () => a.chroma },
  harmonic: { rows: 1, separates: true, prepare: a => () => row(a.harmonic) },
  levelPatterns: {
    rows: PATTERN_ZONES * PATTERNS,
    prepare: a => () => levelPatterns(a.logMel, a.sampleRate / a.hopLength),
  },
  levelSlopes: {
    rows: SLOPE_ZONES * DIRECTIONS,
    prepare: a => () => levelSlopes(a.logMel, a.sampleRate / a.hopLength),
  },
  logMelSpectrogram: { rows: 128, prepare: a => () => a.logMel },
  melSpectrogram: { rows: 128, prepare: a => () => a.mel },
  mfcc: { rows: 20, most: 128, prepare: a => () => a.mfcc },
  mfccDelta: { rows: 20, most: 128, prepare: a => () => difference(a, 1) },
  mfccDelta2: { rows: 20, most: 128, prepare: a => () => difference(a, 2) },
  onsetStrength: { rows: 1, prepare: a => () => row(a.onsetMean) },
  percussive: { rows: 1, separates: true, prepare: a => () => row(a.percussive) },
  ...ofPicture,
  polyFeatures: {
    rows: 2,
    prepare: a => {
      const fit = polynomialFit(a.frequencies, 1)
      return () => {
        const data = new Float64Array(2 * a.frames)
        polynomials(a.magnitude, a.bins, a.frames, fit, data)
        return { data, rows: 2, frames: a.frames }
      }
    },
  },
  rms: { rows: 1, prepare: a => () => row(a.level) },
  rmsOfHarmonic: { rows: 1, separates: true, prepare: a => () => row(a.levelOf(a.harmonic, a.padMode)) },
  silence: { rows: 1, prepare: a => () => row(a.level.map(level => (level < SILENCE ? 1 : 0))) },
  spectralBandwidth: {
    rows: 1,
    prepare: a => () => {
      const data = new Float64Array(a.frames)
      bandwidths(a.magnitude, a.bins, a.frames, a.frequencies, a.centroid, data)
      return row(data)
    },
  },
  spectralCentroid: { rows: 1, prepare: a => () => row(a.centroid) },
  spectralContrast: {
    rows: 7,
    prepare: a => {
      const bands = contrastBands(a)
      return () => {
        const data = new Float64Array(7 * a.frames)
        contrasts(a.magnitude, a.bins, a.frames, bands, false, data)
        return { data, rows: 7, frames: a.frames }
      }
    },
  },
  spectralFlatness: {
    rows: 1,
    prepare: a => () => {
      const data = new Float32Array(a.frames)
      flatnesses(a.magnitude, a.bins, a.frames, 1e-10, 2, data)
      return row(data)
    },
  },
  spectralRolloff: {
    rows: 1,
    prepare: a => () => {
      const data = new Float64Array(a.frames)
      rolloffs(a.magnitude, a.bins, a.frames, 0.85, a.frequencies, data)
      return row(data)
    },
  },
  tempo: {
    rows: 1,
    prepare: a => {
      const estimator = new TempoEstimator(a)
      return () => row(Float64Array.of(isSilent(a.onsetMedian) ? 0 : estimator.estimate(a.onsetMedian)))
    },
  },
  tonnetz: { rows: 6, prepare: a => () => tonnetzOf(a.chroma) },
  tonnetzOfHarmonic: {
    rows: 6,
    separates: true,
    prepare: a => () => {
      const chroma = chromaCqt({ samples: a.harmonic, sampleRate: a.sampleRate })
      return tonnetzOf({ data: chroma.data, rows: 12, frames: chroma.shape[1] })
    },
  },
  zeroCrossingRate: {
    rows: 1,
    prepare: a => () => {
      const data = new Float64Array(a.frames)
      const { buffer, byteOffset, length } = a.scratch('crossings', a.samples.length)
      const seen = new Int32Array(buffer, byteOffset, length)
      crossingRates(a.samples, a.nFft / 2, a.frames, a.nFft, a.hopLength, 1e-10, data, seen)
      return row(data)
    },
  },
}

/** Names of all descriptors. */
export const DESCRIPTOR_NAMES = Object.keys(DESCRIPTORS) as Descriptor[]

function pictureIn(analysis: Analysis): Picture {
  const { sampleRate, hopLength, mel } = analysis
  return analysis.once('picture', () => pictureOf(mel, sampleRate / hopLength, 'power'))
}

function difference(analysis: Analysis, order: number): Track {
  needFrames(analysis, 'differences of MFCC', 9)
  const { data, rows, frames } = analysis.mfcc
  const out = new Float32Array(data.length)
  deltas(data, rows, frames, { order }, out)
  return { data: out, rows, frames }
}

function tonnetzOf({ data, rows, frames }: Track): Track {
  const out = new Float32Array(6 * frames)
  tonalCentroids(data as Float32Array, rows, frames, tonnetzBasis(rows), out)
  return { data: out, rows: 6, frames }
}
