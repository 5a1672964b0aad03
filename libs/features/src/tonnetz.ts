import type { ArrayView } from '@genre/core'
import { InvalidParameterError, NdArray } from '@genre/core'
import { frameMajorData, matrixView } from './frame-source'
import { TINY_FLOAT32 } from './norm'

/** Rows of a tonnetz: two coordinates each on the circles of fifths, minor thirds and major thirds. */
export const TONNETZ_ROWS = 6

/**
 * The tonal centroid of each chroma frame: six coordinates, sine and cosine on the circles of fifths, of minor thirds and of
 * major thirds (the last of radius 1/2).
 *
 * With the chroma `c` scaled to sum to 1 in each frame: `sum_l R[p] cos(pi (s[p] l - o[p])) c[l]`, pitch class `l` counted
 * in semitones, `s = 7/6, 7/6, 3/2, 3/2, 2/3, 2/3`, `o = 1/2, 0, 1/2, 0, 1/2, 0`, `R = 1, 1, 1, 1, 1/2, 1/2`.
 *
 * Equal to `librosa.feature.tonnetz(chroma=...)` 0.11 within 1e-5. librosa's call on sound takes the chroma of a constant-Q
 * transform: give that of `chromaCqt` for the same.
 *
 * @param chroma - shape (pitch classes, frames), not negative: the result of `chromaStft`, `chromaCqt` or `chromaCens`
 * @returns shape (6, frames); memory runs frame by frame. A frame of zeros stays zero.
 * @throws ShapeError unless `chroma` has two axes
 *
 * @example
 * ```ts
 * import { chromaStft, tonnetz } from '@genre/features'
 * const chroma = chromaStft({ samples: new Float32Array(22050), sampleRate: 22050 })
 * tonnetz(chroma).shape // [6, 44]
 * ```
 */
export function tonnetz(chroma: ArrayView): NdArray<Float32Array> {
  const view = matrixView('chroma', chroma)
  const [classes, frames] = view.shape
  const out = new Float32Array(TONNETZ_ROWS * frames)
  const data = frameMajorData(view, true)
  const at = data.findIndex(value => !Number.isFinite(value))
  if (at >= 0) {
    const parameter = `chroma (class ${at % classes}, frame ${Math.floor(at / classes)})`
    throw new InvalidParameterError({ parameter, received: data[at], allowed: 'finite' })
  }
  tonalCentroids(data, classes, frames, tonnetzBasis(classes), out)
  return new NdArray(out, [TONNETZ_ROWS, frames], [1, TONNETZ_ROWS])
}

/** Weight of each pitch class on each row, pitch class by pitch class: `basis[6 * l + p]`. */
export function tonnetzBasis(classes: number): Float64Array {
  const scale = [7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3]
  const radius = [1, 1, 1, 1, 0.5, 0.5]
  const basis = new Float64Array(TONNETZ_ROWS * classes)
  for (let l = 0; l < classes; l++) {
    for (let p = 0; p < TONNETZ_ROWS; p++) {
      const turn = scale[p] * ((12 * l) / classes) - (p % 2 === 0 ? 0.5 : 0)
      basis[TONNETZ_ROWS * l + p] = radius[p] * Math.cos(Math.PI * turn)
    }
  }
  return basis
}

/** Tonal centroids of `frames` chroma vectors into `out`, frame by frame. */
export function tonalCentroids(
  chroma: Float32Array,
  classes: number,
  frames: number,
  basis: Float64Array,
  out: Float32Array,
): void {
  for (let t = 0; t < frames; t++) {
    let sum = 0
    for (let l = 0; l < classes; l++) sum += Math.abs(chroma[t * classes + l])
    const scale = sum < TINY_FLOAT32 ? 1 : 1 / sum
    for (let p = 0; p < TONNETZ_ROWS; p++) {
      let value = 0
      for (let l = 0; l < classes; l++) value += basis[TONNETZ_ROWS * l + p] * chroma[t * classes + l]
      out[t * TONNETZ_ROWS + p] = value * scale
    }
  }
}
