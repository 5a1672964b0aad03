// Tracks of the 3 s table as sequences: what system C's recurrent nets take.
import { PCA, StandardScaler } from '@genre/classical'
import { createFeatureTable, faultFilteredSplit, rowSplit, trackSplit } from '@genre/gtzan'

/** @typedef {import('@genre/gtzan').FeatureTable} FeatureTable */
/** @typedef {'row' | 'track' | 'fault-filtered'} Protocol */

/**
 * The rows that learn, choose and test. By row and by track 80 and 20 %, as the source; fault-filtered the published parts.
 *
 * @param {FeatureTable} table
 * @param {Protocol} protocol
 * @param {number} seed
 * @param {{ testSize: number, validationSize: number }} [sizes]
 */
export function splitRows(table, protocol, seed, sizes = { testSize: 0.2, validationSize: 0 }) {
  if (protocol === 'fault-filtered') return faultFilteredSplit(table)
  return (protocol === 'row' ? rowSplit : trackSplit)(table, { ...sizes, randomState: seed })
}

/**
 * Standardised columns without `tempo`, then, where asked for, the principal components that hold a share of the variance;
 * all learned from the training rows.
 *
 * @param {FeatureTable} table
 * @param {Int32Array} train
 * @param {number} [variance]
 */
export function columnsOf(table, train, variance) {
  const { X, columns } = table
  const kept = columns.flatMap((name, k) => (name === 'tempo' ? [] : [k]))
  const rows = table.filenames.map((_, row) => kept.map(k => X.get(row, k)))
  const learned = Array.from(train, row => rows[row])
  const scaler = new StandardScaler().fit(learned)
  let values = scaler.transform(rows)
  if (variance !== undefined) {
    const pca = new PCA({ nComponents: variance }).fit(scaler.transform(learned))
    values = pca.transform(values)
  }
  return { values: Float32Array.from(values.data), width: values.shape[1] }
}

/**
 * One sequence of `steps` rows a track from some rows of the table, in the order of segments. A track that has fewer of them
 * begins again with its first.
 *
 * @param {FeatureTable} table
 * @param {{ values: Float32Array, width: number }} columns
 * @param {Int32Array} rows
 * @param {{ steps: number, classes: readonly string[] }} options
 */
export function sequencesOf(table, { values, width }, rows, { steps, classes }) {
  /** @type {Map<string, number[]>} */
  const byTrack = new Map()
  for (const row of rows) {
    const track = table.tracks[row]
    byTrack.set(track, [...(byTrack.get(track) ?? []), row])
  }
  const tracks = [...byTrack.keys()]
  const data = new Float32Array(tracks.length * steps * width)
  tracks.forEach((track, i) => {
    const own = /** @type {number[]} */ (byTrack.get(track)).sort((a, b) => table.segments[a] - table.segments[b])
    for (let step = 0; step < steps; step++) {
      const row = own[step % own.length]
      data.set(values.subarray(row * width, (row + 1) * width), (i * steps + step) * width)
    }
  })
  const label = (/** @type {string} */ track) => classes.indexOf(track.slice(0, track.indexOf('.')))
  return {
    tracks,
    examples: { inputs: { data, shape: [tracks.length, steps, width] }, labels: tracks.map(label) },
  }
}

/**
 * The table with rows that it lacks, so that a seed draws the rows that it draws in the full table; and where each of the rows
 * of the full one is in that at hand, or -1.
 *
 * @param {FeatureTable} table
 * @param {readonly string[]} absent names of segments
 */
export function fullTable(table, absent) {
  const ghosts = new Set(absent)
  const names = [...table.filenames, ...ghosts].sort(byNumbers)
  const place = new Map(table.filenames.map((name, row) => [name, row]))
  const excerpts = createFeatureTable({
    columns: [],
    filenames: names,
    lengths: names.map(() => 66149),
    labels: names.map(name => name.slice(0, name.indexOf('.'))),
    values: names.map(() => []),
  })
  return { excerpts, rowOf: Int32Array.from(names, name => place.get(name) ?? -1) }
}

/** @param {string} a @param {string} b */
function byNumbers(a, b) {
  const [genre, track, segment] = a.split('.')
  const [otherGenre, otherTrack, otherSegment] = b.split('.')
  if (genre !== otherGenre) return genre < otherGenre ? -1 : 1
  return Number(track) - Number(otherTrack) || Number(segment) - Number(otherSegment)
}
