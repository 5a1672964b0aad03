import { InvalidParameterError, checkInteger, checkOneOf } from '@genre/core'
import { DESCRIPTORS, DESCRIPTOR_NAMES } from './descriptors'
import type { Descriptor } from './descriptors'
import { STATISTICS } from './statistic'
import type { Statistic } from './statistic'

/** One column of a feature table: a descriptor, which of its rows, and the statistic over their values in all frames. */
export interface FeatureColumn {
  /** The column's name, unique in its set. */
  readonly name: string
  /** What is measured; see {@link Descriptor} for the list. */
  readonly descriptor: Descriptor
  /** One row of the descriptor (from 0), or rows `[from, to)`; default all of them, taken together. */
  readonly row?: number | readonly [from: number, to: number]
  /** How the values become one number; default `'mean'`. */
  readonly statistic?: Statistic
}

/**
 * A named list of columns, which is all that a set is: plain data that goes through JSON. Make your own like
 * {@link gtzan57}.
 *
 * @example
 * ```ts
 * import { extractFeatures } from '@genre/features'
 * import type { FeatureSet } from '@genre/features'
 * const brightness: FeatureSet = {
 *   name: 'brightness',
 *   columns: [
 *     { name: 'centroid', descriptor: 'spectralCentroid' },
 *     { name: 'centroid_spread', descriptor: 'spectralCentroid', statistic: 'std' },
 *     { name: 'high_bands', descriptor: 'melSpectrogram', row: [80, 128] },
 *   ],
 * }
 * extractFeatures({ samples: new Float32Array(22050), sampleRate: 22050 }, brightness).centroid // 0
 * ```
 */
export interface FeatureSet {
  /** What tables and models call it. */
  readonly name: string
  /** In the order of the table. */
  readonly columns: readonly FeatureColumn[]
}

/** A column with its rows and statistic made explicit. */
export interface CheckedColumn {
  readonly name: string
  readonly descriptor: Descriptor
  readonly from: number
  readonly to: number
  readonly statistic: Statistic
}

/**
 * The columns of a set, checked.
 *
 * @throws InvalidParameterError for a set that is empty, names a column twice, or asks for what does not exist
 */
export function checkFeatureSet(set: FeatureSet): CheckedColumn[] {
  if (!Array.isArray(set?.columns) || set.columns.length === 0) {
    const allowed = 'a feature set: { name, columns: [{ name, descriptor, ... }] } with at least one column'
    throw new InvalidParameterError({ parameter: 'set', received: set, allowed })
  }
  const names = new Set<string>()
  return set.columns.map((column: FeatureColumn, i) => {
    if (typeof column !== 'object' || column === null) {
      const allowed = 'a feature set whose columns are objects, { name, descriptor, ... }'
      throw new InvalidParameterError({ parameter: 'set', received: set, allowed })
    }
    const { name, descriptor, row, statistic = 'mean' } = column
    if (typeof name !== 'string' || name === '' || names.has(name)) {
      const allowed = 'a name that no other column of the set has'
      throw new InvalidParameterError({ parameter: `set.columns[${i}].name`, received: name, allowed })
    }
    names.add(name)
    checkOneOf(`set.columns[${i}].descriptor`, descriptor, DESCRIPTOR_NAMES)
    checkOneOf(`set.columns[${i}].statistic`, statistic, STATISTICS)
    const { rows, most = rows } = DESCRIPTORS[descriptor]
    let from = 0
    let to = rows
    if (row !== undefined) {
      const [first, end] = Array.isArray(row) ? (row as number[]) : [row as number, (row as number) + 1]
      from = checkInteger(`set.columns[${i}].row`, first, { min: 0, max: most - 1 })
      to = checkInteger(`set.columns[${i}].row`, end, { min: first + 1, max: most })
    }
    return { name, descriptor, from, to, statistic }
  })
}
