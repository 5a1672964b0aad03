export type { Audio } from './audio'
export { checkBoolean, checkInteger, checkNumber, checkOneOf, checkOptions } from './check'
export {
  DataError,
  DecodeError,
  GenreError,
  InvalidParameterError,
  ModelFormatError,
  NotFittedError,
  ShapeError,
} from './errors'
export type { MatrixLike } from './matrix'
export { asMatrix } from './matrix'
export type { ArrayView, NumericArray } from './ndarray'
export { NdArray, checkView, isArrayView, rowMajor } from './ndarray'
export type { OnProgress, Progress } from './progress'
export { ProgressMeter } from './progress'
export type { Seed } from './random-state'
export { RandomState } from './random-state'
