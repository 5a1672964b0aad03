import { InvalidParameterError, NdArray, checkInteger, checkNumber, checkOptions } from '@genre/core'
import type { Signal } from '@genre/dsp'
import { sampleRateOf, samplesOf } from '@genre/dsp'
import { MOST_CLASSES } from './chroma-filter-bank'
import { C1, ConstantQ } from './constant-q'
import { estimateTuning } from './estimate-tuning'
import { DEFAULT_HOP_LENGTH } from './frame-source'
import { TINY_FLOAT32, checkNorm } from './norm'
import type { Norm } from './norm'
import { roundHalfEven } from './round'

/** Options of {@link chromaCqt}. */
export interface ChromaCqtOptions {
  /** Rate of bare samples in Hz; audio brings its own. Default 22050. */
  sampleRate?: number
  /** Samples from one frame to the next; default 512. The more often it can be halved, the cheaper the low octaves. */
  hopLength?: number
  /** Lowest frequency in Hz; default that of C1, 32.70. */
  fMin?: number
  /** Norm that each frame is scaled to, `null` for none; default `Infinity`: the strongest pitch class is 1. */
  norm?: Norm
  /** Values under this become 0 before scaling; default 0. */
  threshold?: number
  /** Tuning in fractions of a bin of the transform; by default estimated from the signal. */
  tuning?: number
  /** Number of pitch classes; default 12, the first being C. */
  nChroma?: number
  /** Octaves that are analysed; default 7. */
  nOctaves?: number
  /** Bins of the transform in an octave, a multiple of `nChroma`; default 36. */
  binsPerOctave?: number
}

/**
 * The chromagram of a constant-Q transform: its magnitudes, summed over octaves into pitch classes, each frame scaled to
 * its largest value. The transform's bins stand at `fMin * 2^((k + tuning) / binsPerOctave)` Hz; a pitch class is the sum of `|Q[k, t]|`
 * over the bins nearest to it in every octave. Sharper in pitch than `chromaStft` for low notes, and slower.
 *
 * Follows `librosa.feature.chroma_cqt` 0.11 (mode `'full'`), within 1e-5 on music and 1e-3 on all reference
 * signals: librosa halves the sampling rate in single precision, whose noise shows where nothing but tones above 4.2 kHz sounds.
 *
 * @param source - sound
 * @returns shape (nChroma, frames); memory runs frame by frame
 * @throws InvalidParameterError for a bad option, no samples, NaN values, or more octaves than fit below half the rate
 *
 * @example
 * ```ts
 * import { chromaCqt } from '@genre/features'
 * const a440 = Float32Array.from({ length: 22050 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 22050))
 * chromaCqt({ samples: a440, sampleRate: 22050 }).get(9, 20) // 1: pitch class 9 is A
 * ```
 */
export function chromaCqt(source: Signal, options: ChromaCqtOptions = {}): NdArray<Float32Array> {
  const { nChroma = 12, threshold = 0, hopLength = DEFAULT_HOP_LENGTH, fMin = C1 } = checkOptions(options)
  const { nOctaves = 7, binsPerOctave = 36 } = options
  const norm = checkNorm(options.norm, Infinity, TINY_FLOAT32)
  checkNumber('threshold', threshold)
  checkInteger('nChroma', nChroma, { min: 1, max: MOST_CLASSES })
  checkInteger('binsPerOctave', binsPerOctave, { min: 2 })
  if (binsPerOctave % nChroma !== 0) {
    const allowed = `a multiple of nChroma (${nChroma})`
    throw new InvalidParameterError({ parameter: 'binsPerOctave', received: binsPerOctave, allowed })
  }
  const samples = samplesOf(source)
  const sampleRate = sampleRateOf(source, options.sampleRate)
  const { tuning = estimateTuning({ samples, sampleRate }, { binsPerOctave }) } = options
  checkNumber('tuning', tuning)
  const transform = new ConstantQ({ sampleRate, hopLength, fMin, octaves: nOctaves, binsPerOctave, tuning })
  const { data, frames } = transform.magnitudes(samples)

  // Bins half a pitch class around each semitone belong to it; row 0 is C.
  const merge = binsPerOctave / nChroma
  const semitones = ((69 + 12 * Math.log2(fMin / 440)) % 12) + 12
  const turn = roundHalfEven(((semitones % 12) * nChroma) / 12)
  const classOf = Int32Array.from({ length: transform.bins }, (_, bin) => {
    const own = Math.floor(((bin + Math.floor(merge / 2)) % binsPerOctave) / merge)
    return (own + turn) % nChroma
  })
  const out = new Float32Array(nChroma * frames)
  const sums = new Float64Array(nChroma)
  for (let t = 0; t < frames; t++) {
    sums.fill(0)
    for (let bin = 0; bin < transform.bins; bin++) sums[classOf[bin]] += data[t * transform.bins + bin]
    for (let c = 0; c < nChroma; c++) out[t * nChroma + c] = sums[c] < threshold ? 0 : sums[c]
    const length = norm.length(out, t * nChroma, nChroma)
    for (let c = 0; c < nChroma; c++) out[t * nChroma + c] /= length
  }
  return new NdArray(out, [nChroma, frames], [1, nChroma])
}
