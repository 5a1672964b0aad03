import { isGenre } from './genres'

/** What the name of an excerpt says. */
export interface ExcerptName {
  /** The genre: GTZAN's own word, or the folder that a file of another collection lies in; `''` where neither says. */
  readonly genre: string
  /** What all segments of one recording share: `blues.00012`, or the relative path without its extension. */
  readonly track: string
  /** Which segment of the track, from 0; -1 for the whole track. */
  readonly segment: number
}

const GTZAN_NAME = /^([^./\\]+)\.(\d{5})(?:\.(0|[1-9]\d{0,8}))?\.([A-Za-z][A-Za-z0-9]{0,4})$/
const FOREIGN_SEGMENT = /\.(0|[1-9]\d{0,8})$/

/**
 * Reads GTZAN's naming: `GENRE.NNNNN.wav` is a whole track, `GENRE.NNNNN.K.wav` its segment K (Kaggle's 3 s table). Any
 * extension will do. A folder in front stays in front of the track, so that two copies of one name stay two tracks.
 *
 * Names of other collections work too: the genre is the folder that the file lies in, the track is the path without
 * the extension. Whether `song.3.wav` is segment 3 of `song` or a track called `song.3` cannot be seen from the name:
 * say so with `segmented`. GTZAN's own names do not need it.
 *
 * A known genre as folder wins over the name (Kaggle labels by folder), the name wins over any other folder.
 *
 * @param path - a file name, or a path relative to the collection, with `/` or `\`
 * @param options - `segmented`: whether a number before the extension of a foreign name is a segment; default false
 *
 * @example
 * ```ts
 * import { parseFileName } from '@genre/gtzan'
 * console.log(parseFileName('blues.00012.7.wav')) // => { genre: 'blues', track: 'blues.00012', segment: 7 }
 * console.log(parseFileName('techno/my song.mp3').track) // => techno/my song
 * ```
 */
export function parseFileName(path: string, options: { segmented?: boolean } = {}): ExcerptName {
  const parts = path.split(/[/\\]/)
  const base = parts[parts.length - 1]
  const folders = parts.slice(0, -1)
  const folder = folders[folders.length - 1] ?? ''
  const match = GTZAN_NAME.exec(base)
  if (match) {
    const [, word, number, segment] = match
    return {
      genre: isGenre(folder) ? folder : word,
      track: [...folders, `${word}.${number}`].join('/'),
      segment: segment === undefined ? -1 : Number(segment),
    }
  }
  const dot = base.lastIndexOf('.')
  const stem = dot > 0 ? base.slice(0, dot) : base
  const suffix = options.segmented ? FOREIGN_SEGMENT.exec(stem) : null
  return {
    genre: folder,
    track: [...folders, suffix ? stem.slice(0, suffix.index) : stem].join('/'),
    segment: suffix ? Number(suffix[1]) : -1,
  }
}

/**
 * The name of a segment as Kaggle writes it: `blues.00000.wav` and 3 give `blues.00000.3.wav`; -1 gives the name itself.
 *
 * @example
 * ```ts
 * import { segmentFileName } from '@genre/gtzan'
 * console.log(segmentFileName('blues.00000.wav', 3)) // => blues.00000.3.wav
 * ```
 */
export function segmentFileName(name: string, segment: number): string {
  if (segment < 0) return name
  const slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'))
  const dot = name.lastIndexOf('.')
  return dot > slash + 1 ? `${name.slice(0, dot)}.${segment}${name.slice(dot)}` : `${name}.${segment}`
}

/** Whether the names of a table that are not GTZAN's are best read as segments: all of them end in a number. */
export function namesAreSegmented(names: readonly string[]): boolean {
  return names.every(name => {
    const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
    if (GTZAN_NAME.test(base)) return true
    const dot = base.lastIndexOf('.')
    return dot > 0 && FOREIGN_SEGMENT.test(base.slice(0, dot))
  })
}
