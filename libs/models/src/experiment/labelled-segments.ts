import { ShapeError, asMatrix } from '@genre/core'
import type { MatrixLike, NdArray } from '@genre/core'

/** Segments to learn from: one row each, with its genre and the track it was cut from. */
export interface LabelledSegments {
  /** Descriptors: (segments, columns). */
  readonly X: MatrixLike
  readonly labels: readonly string[]
  /** Segments with the same name here belong together: they never stand on both sides of an honest split. */
  readonly tracks: readonly string[]
}

/** Segments whose parts were seen to fit together. */
export interface CheckedSegments extends LabelledSegments {
  readonly X: NdArray<Float64Array>
}

/** @throws ShapeError unless there is one label and one track for each row */
export function checkSegments(data: LabelledSegments): CheckedSegments {
  const X = asMatrix('X', data.X)
  const rows = X.shape[0]
  for (const [array, { length }] of [
    ['labels', data.labels],
    ['tracks', data.tracks],
  ] as const) {
    if (length !== rows)
      throw new ShapeError({ array, received: [length], expected: `${rows} items, one for each row of X` })
  }
  return { X, labels: data.labels, tracks: data.tracks }
}
