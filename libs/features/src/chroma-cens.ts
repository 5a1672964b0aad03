import type { NdArray } from '@genre/core'
import { checkInteger, checkOptions } from '@genre/core'
import type { Signal } from '@genre/dsp'
import { getWindow } from '@genre/dsp'
import { chromaCqt } from './chroma-cqt'
import type { ChromaCqtOptions } from './chroma-cqt'
import { TINY_FLOAT32, checkNorm } from './norm'

/** Options of {@link chromaCens}. */
export interface ChromaCensOptions extends Omit<ChromaCqtOptions, 'threshold'> {
  /** Frames that the chroma is smoothed over, `null` for no smoothing; default 41. */
  winLenSmooth?: number | null
}

/** Shares of a frame's chroma above which a pitch class gains a quarter each. */
const STEPS = [0.4, 0.2, 0.1, 0.05]

/**
 * Chroma energy normalised statistics: the chroma of {@link chromaCqt} scaled to sum to 1, quantised (a quarter for each of
 * 0.05, 0.1, 0.2, 0.4 that is exceeded), smoothed over time by a Hann window, `sum_i w[i] q[c, t - i] / sum_i w[i]`, and scaled to
 * length 1. Insensitive to dynamics and articulation; used to match performances.
 *
 * Follows `librosa.feature.chroma_cens` 0.11. Quantising makes single steps out of tiny differences, so single values
 * may be off by a step where librosa's own result is as arbitrary (see the package's README).
 *
 * @param source - sound
 * @returns shape (nChroma, frames); memory runs frame by frame
 * @throws InvalidParameterError for a bad option, no samples or NaN values
 *
 * @example
 * ```ts
 * import { chromaCens } from '@genre/features'
 * chromaCens({ samples: new Float32Array(22050).fill(0.1), sampleRate: 22050 }).shape // [12, 44]
 * ```
 */
export function chromaCens(source: Signal, options: ChromaCensOptions = {}): NdArray<Float32Array> {
  const { winLenSmooth = 41, norm = 2, ...rest } = checkOptions(options)
  if (winLenSmooth !== null) checkInteger('winLenSmooth', winLenSmooth, { min: 1, max: 2 ** 20 })
  const length = checkNorm(norm, 2, TINY_FLOAT32)
  const chroma = chromaCqt(source, { ...rest, norm: 1 })
  const [classes, frames] = chroma.shape
  const quantised = chroma.data.map(value => {
    let sum = 0
    for (const step of STEPS) if (value > step) sum += 0.25
    return sum
  })
  const out = chroma.data
  if (winLenSmooth === null) out.set(quantised)
  else {
    // The window's outer two points are zero.
    const window = getWindow('hann', winLenSmooth + 2, { periodic: false })
    const total = window.reduce((sum, value) => sum + value, 0)
    const half = Math.floor((winLenSmooth + 2) / 2)
    for (let t = 0; t < frames; t++) {
      for (let c = 0; c < classes; c++) {
        let sum = 0
        for (let i = 0; i < window.length; i++) {
          const at = t + half - i
          if (at >= 0 && at < frames) sum += window[i] * quantised[at * classes + c]
        }
        out[t * classes + c] = sum / total
      }
    }
  }
  for (let t = 0; t < frames; t++) {
    const scale = length.length(out, t * classes, classes)
    for (let c = 0; c < classes; c++) out[t * classes + c] /= scale
  }
  return chroma
}
