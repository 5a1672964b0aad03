import { InvalidParameterError } from '@genre/core'
import { artistIndex, faultFilteredSplit, rowSplit, trackSplit } from '@genre/gtzan'
import type { FeatureTable, Split } from '@genre/gtzan'
import type { ExperimentProtocol, ProtocolName } from '@genre/models'

type Excerpts = Pick<FeatureTable, 'filenames' | 'tracks' | 'labels'>

/** A table's rows among those of a table that has more. */
export interface WholeTable {
  readonly excerpts: Excerpts
  /** For each of its rows the row of the table at hand, or -1. */
  readonly rowOf: Int32Array
}

/**
 * A table together with rows that it lacks: a split drawn over both gives the rows that a seed gives in the full table.
 *
 * @param absent - file names of the rows that are lacking (`blues.00003.5.wav`); they are put where the order of names has them
 * @throws InvalidParameterError for a name that the table has, or that is no GTZAN segment's
 */
export function withAbsentRows(table: Excerpts, absent: readonly string[]): WholeTable {
  const known = new Set(table.filenames)
  const ghosts = absent.map(filename => {
    const match = /^([a-z]+)\.(\d+)\.\d+\.wav$/.exec(filename)
    if (!match || known.has(filename)) {
      const allowed = 'names of segments (blues.00003.5.wav) that the table lacks'
      throw new InvalidParameterError({ parameter: 'absent', received: filename, allowed })
    }
    return { filename, track: `${match[1]}.${match[2]}`, label: match[1], row: -1 }
  })
  const rows = table.filenames.map((filename, row) => {
    return { filename, track: table.tracks[row], label: table.labels[row], row }
  })
  const order = new Intl.Collator('en', { numeric: true })
  const all = ghosts.length > 0 ? [...rows, ...ghosts].sort((a, b) => order.compare(a.filename, b.filename)) : rows
  return {
    excerpts: {
      filenames: all.map(one => one.filename),
      tracks: all.map(one => one.track),
      labels: all.map(one => one.label),
    },
    rowOf: Int32Array.from(all, one => one.row),
  }
}

/** The protocols by name: how each divides the rows of a table, and what it keeps apart in folds. */
export function suiteProtocols(
  names: readonly ProtocolName[],
  whole: WholeTable,
  table: Excerpts,
  seed: number,
): ExperimentProtocol[] {
  const present = (rows: Int32Array) =>
    whole.rowOf.length === table.filenames.length
      ? rows
      : Int32Array.from(Array.from(rows, row => whole.rowOf[row]).filter(row => row >= 0))
  const parts = (split: Split, method: string) => {
    const [train, validation, test] = [split.train, split.validation, split.test].map(present)
    const warning = split.protocol === 'row' ? leakWarning(table, train, test) : split.warning
    return { train, validation, test, method, ...(warning !== undefined && { warning }) }
  }
  const shares = ({ testSize, validationSize }: { testSize: number; validationSize: number }) =>
    [1 - testSize - validationSize, validationSize, testSize]
      .filter(share => share > 0)
      .map(share => Math.round(100 * share))
      .join('/')
  return names.map((name): ExperimentProtocol => {
    if (name === 'row') {
      return {
        name,
        groups: null,
        split: sizes =>
          parts(
            rowSplit(whole.excerpts, { ...sizes, randomState: seed }),
            `${shares(sizes)} by row, seed ${seed}${sizes.validationSize > 0 ? ', two nested random splits' : ''}`,
          ),
      }
    }
    if (name === 'track') {
      return {
        name,
        groups: table.tracks,
        split: sizes =>
          parts(
            trackSplit(whole.excerpts, { ...sizes, randomState: seed }),
            `${shares(sizes)} by track, genres in proportion, seed ${seed}`,
          ),
      }
    }
    return {
      name,
      groups: artistsOf(table),
      split: () =>
        parts(
          faultFilteredSplit(whole.excerpts),
          'published split of GTZAN: repeats and distortions out, artists apart',
        ),
    }
  })
}

/** Who is to stay on one side: the artist where it is known, else the track. */
function artistsOf({ tracks }: Excerpts): string[] {
  const artists = artistIndex()
  return tracks.map(track => artists.get(track.replace(/^.*\//, '')) ?? track)
}

function leakWarning(table: Excerpts, train: Int32Array, test: Int32Array): string {
  const learned = new Set(Array.from(train, row => table.tracks[row]))
  const torn = test.filter(row => learned.has(table.tracks[row])).length
  return torn > 0
    ? `${torn} of ${test.length} test rows are segments of tracks that are also learned from: this measures recognition of songs`
    : 'artists and repeated recordings are not kept apart'
}
