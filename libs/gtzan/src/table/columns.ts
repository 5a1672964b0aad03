const FRAME_WISE = [
  'chroma_stft',
  'rms',
  'spectral_centroid',
  'spectral_bandwidth',
  'rolloff',
  'zero_crossing_rate',
  'harmony',
  'perceptr',
]

/**
 * The names of the 57 descriptors of Kaggle's GTZAN tables, in their order: mean and variance of eight descriptors, the
 * tempo, mean and variance of twenty MFCCs. They are the columns of `gtzan57` in `@genre/features`.
 *
 * A table file has `filename` and `length` before them and `label` after them.
 *
 * @example
 * ```ts
 * import { gtzan57Columns } from '@genre/gtzan'
 * console.log(gtzan57Columns().length, gtzan57Columns()[16]) // => 57 tempo
 * ```
 */
export function gtzan57Columns(): string[] {
  const meanAndVariance = (name: string) => [`${name}_mean`, `${name}_var`]
  const mfcc = Array.from({ length: 20 }, (_, k) => `mfcc${k + 1}`)
  return [...FRAME_WISE.flatMap(meanAndVariance), 'tempo', ...mfcc.flatMap(meanAndVariance)]
}
