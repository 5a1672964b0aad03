import type { Dirent } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import { DataError } from '@genre/core'
import type { Excerpts } from '../table/feature-table'
import { parseFileName } from '../table/file-name'
import { isGenre } from '../table/genres'
import { ArchiveError } from './archive/byte-feed'
import type { ArchivePlace } from './archive/tar-archive'
import { archiveKind, indexArchive } from './archive/tar-archive'

/** One audio file of a dataset. */
export interface DatasetFile {
  /** Where it lies, to be opened. */
  readonly path: string
  /** Its name in tables, unique in the dataset: `blues.00000.wav`, or the path below the root where that is needed. */
  readonly name: string
  /** The recording: `blues.00000`; segments and copies in other formats share it. */
  readonly track: string
  /** The genre. */
  readonly label: string
  /** Where its bytes lie, if it is in an archive; `path` is then that of the archive followed by the path within. */
  readonly archive?: ArchivePlace
}

/** Something that was passed over, and why. */
export interface Skipped {
  readonly file: string
  readonly error: { readonly code: string; readonly message: string }
}

/** A folder of audio files by genre. As {@link Excerpts} it can be split like a table: one row a file. */
export interface Dataset extends Excerpts {
  /** The folder that names are relative to: `DIR/genres_original` of Kaggle's layout, or `genres.tar.gz/genres`. */
  readonly root: string
  /** How the folder is laid out; `flat` if all files lie in it directly. */
  readonly layout: 'kaggle' | 'marsyas' | 'torchaudio' | 'folders' | 'flat'
  /** The files in the order of their paths. */
  readonly files: readonly DatasetFile[]
  /** Folders that could not be read, and what of an archive is no file. */
  readonly skipped: readonly Skipped[]
}

/** Parameters of {@link openDataset}. */
export interface OpenDatasetOptions {
  /** Which files count as audio, by extension without the dot. Default: those that `readAudio` knows. */
  readonly extensions?: readonly string[]
  /** The genre of a file by its path below the root (with `/`). Default: see {@link openDataset}. */
  readonly labelOf?: (relativePath: string) => string
  readonly signal?: AbortSignal
}

const EXTENSIONS = 'wav wave au snd aif aiff aifc mp3 flac ogg oga opus m4a mp4 aac'.split(' ')

/** Folders within a download that hold the genres, the first that is there counts. */
const ROOTS = ['genres_original', 'Data/genres_original', 'genres', 'Data/genres', '.']

/**
 * Lists the audio files of a dataset on disk with their tracks and genres. Known layouts: Kaggle's (`genres_original`,
 * also within `Data`), the Marsyas tarball and torchaudio's (`genres`, with .au or .wav), any folder of genre folders,
 * and a folder of files called `GENRE.NNNNN.wav`. No audio file is opened.
 *
 * A tar archive, compressed by gzip or not, takes the place of a folder and is not unpacked: `openDataset('genres.tar.gz')`. Of a plain one
 * only the headers are read. A compressed one is read once now, to list it, and once more by `extractTable` or
 * `checkHealth`, in its own order; memory is that of the names, and of as many files as there are threads. Links, devices, sparse
 * files and paths that lead out of the archive are listed in `skipped`; so is a place from which the archive is damaged: what stands
 * before it can be used.
 *
 * The genre of a file is the nearest folder above it that is one of the ten; else what its name says (`blues.00000.wav`); else
 * the folder that it lies in. Folders are searched to any depth, links are followed, each folder once, so a link to a
 * folder above does no harm. Names with a dot in front, `__MACOSX` and files of other kinds are passed over. A
 * broken link is listed, since reading it is what will tell.
 *
 * Files called as in GTZAN go by that name in tables, all others by their path below the root; so does a name that is there twice.
 *
 * @throws DataError if there is no such folder, or no audio file in it
 *
 * @example
 * ```ts
 * import { openDataset } from '@genre/gtzan/node'
 * try {
 *   const { layout, files } = await openDataset('gtzan')
 *   console.log(layout, files.length) // kaggle 1000
 * } catch (error) {
 *   console.log((error as Error).message) // => gtzan: there is no such folder
 * }
 * ```
 */
export async function openDataset(dir: string, options: OpenDatasetOptions = {}): Promise<Dataset> {
  const extensions = new Set((options.extensions ?? EXTENSIONS).map(extension => extension.toLowerCase()))
  const { labelOf, signal } = options
  const kind = await kindOf(dir)
  if (kind === 'file') return openArchiveDataset(dir, { extensions, labelOf, signal })
  if (kind !== 'folder') throw new DataError({ table: dir, reason: 'there is no such folder' })
  const root = await findRoot(dir)
  const skipped: Skipped[] = []
  const paths: string[] = []
  await walk(root, '', new Set(), { extensions, signal, paths, skipped })
  if (paths.length === 0) throw noAudio(dir, skipped[0]?.error.message, await archiveIn(dir))
  return datasetOf(root, layoutOf(root !== dir, root, paths), paths, { labelOf, skipped })
}

/** The files of an archive as those of a folder. */
async function openArchiveDataset(
  archive: string,
  options: { extensions: ReadonlySet<string>; labelOf?: (path: string) => string; signal?: AbortSignal },
): Promise<Dataset> {
  const { extensions, labelOf, signal } = options
  const refuse = (reason: string, cause?: unknown): never => {
    throw new DataError({ table: archive, reason, cause })
  }
  if ((await archiveKind(archive)) === undefined) {
    return refuse('is a file; a folder of audio files, or a .tar or .tar.gz of one, is needed')
  }
  const index = await indexArchive(archive, signal).catch((error: unknown) => {
    if (error instanceof ArchiveError) return refuse(`cannot be read: ${error.message}`, error)
    throw error
  })
  const { compressed, members, repeated, damage } = index
  const isAudio = ({ name }: { name: string }) => {
    const parts = name.split('/')
    return (
      extensions.has(extname(name).slice(1).toLowerCase()) &&
      !parts.some(part => (part.startsWith('.') && part !== '..') || part === '__MACOSX')
    )
  }
  const skipped: Skipped[] = []
  const pass = (name: string, code: string, message: string) =>
    skipped.push({ file: archive, error: { code, message: `${JSON.stringify(name)} ${message}` } })
  const audio = members.filter(isAudio)
  const usable = audio.filter(({ unusable }) => unusable === undefined)
  for (const { name, unusable } of audio)
    if (unusable !== undefined) pass(name, 'ARCHIVE', `is passed over: ${unusable}`)
  for (const { name } of repeated.filter(isAudio))
    pass(name, 'ARCHIVE', 'is in the archive once more; the first counts')
  if (damage !== undefined) skipped.push({ file: archive, error: { code: 'ARCHIVE', message: damage } })
  if (usable.length === 0) throw noAudio(archive, skipped[0]?.error.message)

  // GTZAN's own folder within the archive, if there is one and audio files are in it.
  const within = ROOTS.slice(0, -1).find(folder => usable.some(({ name }) => name.startsWith(`${folder}/`)))
  const inRoot = within === undefined ? usable : usable.filter(({ name }) => name.startsWith(`${within}/`))
  const root = within === undefined ? archive : join(archive, within)
  const places = new Map(
    inRoot.map(({ name, offset, size }): [string, ArchivePlace] => [
      within === undefined ? name : name.slice(within.length + 1),
      { path: archive, compressed, offset, size },
    ]),
  )
  const paths = [...places.keys()]
  return datasetOf(root, layoutOf(within !== undefined, root, paths), paths, { labelOf, skipped, places })
}

function noAudio(table: string, why: string | undefined, archive?: string): DataError {
  const hint = archive === undefined ? '' : `, but an archive: name that (${archive})`
  return new DataError({
    table,
    reason: `holds no audio file${why === undefined ? '' : ` that can be read (${why})`}${hint}`,
  })
}

/** An archive of GTZAN that lies in a folder. */
async function archiveIn(dir: string): Promise<string | undefined> {
  const names = await readdir(dir).catch(() => [])
  const name = names.find(candidate => ARCHIVE_NAME.test(candidate))
  return name === undefined ? undefined : join(dir, name)
}

/** A dataset of given files, in the order of their paths; each counts once. Names are relative to the folder they share. */
export function datasetOfFiles(files: readonly string[]): Dataset {
  if (files.length === 0) throw new DataError({ table: 'files', reason: 'the list of files is empty' })
  const absolute = [...new Set(files.map(file => resolve(file)))]
  let root = dirname(absolute[0])
  while (!absolute.every(file => file.startsWith(root.endsWith(sep) ? root : root + sep))) root = dirname(root)
  const paths = absolute.map(file => relative(root, file).split(sep).join('/'))
  const layout = paths.some(path => path.includes('/')) ? 'folders' : 'flat'
  return datasetOf(root, layout, paths)
}

function datasetOf(
  root: string,
  layout: Dataset['layout'],
  unsorted: readonly string[],
  options: {
    labelOf?: (path: string) => string
    skipped?: Skipped[]
    places?: ReadonlyMap<string, ArchivePlace>
  } = {},
): Dataset {
  const paths = [...unsorted].sort()
  const names = tableNames(paths)
  const folder = basename(resolve(root)).replace(ARCHIVE_NAME, '')
  const { places } = options
  const files = paths.map((path, i) => ({
    path: join(root, path),
    name: names[i],
    track: parseFileName(names[i]).track,
    label: options.labelOf ? options.labelOf(path) : labelOf(`${folder}/${path}`),
    ...(places && { archive: places.get(path)! }),
  }))
  return {
    root,
    layout,
    files,
    skipped: options.skipped ?? [],
    filenames: names,
    tracks: files.map(({ track }) => track),
    labels: files.map(({ label }) => label),
  }
}

function kindOf(path: string): Promise<'folder' | 'file' | 'nothing'> {
  return stat(path).then(
    info => (info.isDirectory() ? 'folder' : 'file'),
    () => 'nothing' as const,
  )
}

async function findRoot(dir: string): Promise<string> {
  for (const candidate of ROOTS) {
    const root = candidate === '.' ? dir : join(dir, candidate)
    if ((await kindOf(root)) === 'folder') return root
  }
  return dir
}

const ARCHIVE_NAME = /\.(tar|tar\.gz|tgz)$/i

interface Walk {
  readonly extensions: ReadonlySet<string>
  readonly signal: AbortSignal | undefined
  readonly paths: string[]
  readonly skipped: Skipped[]
}

/** Collects the audio files in `root/below` and its folders. */
async function walk(root: string, below: string, seen: Set<string>, found: Walk): Promise<void> {
  found.signal?.throwIfAborted()
  const folder = join(root, below)
  let entries: Dirent[]
  try {
    // Device and inode tell a folder whatever path leads to it.
    const { dev, ino } = await stat(folder, { bigint: true })
    if (seen.has(`${dev}:${ino}`)) return
    seen.add(`${dev}:${ino}`)
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    const { code = 'UNKNOWN', message } = error as NodeJS.ErrnoException
    found.skipped.push({ file: folder, error: { code, message } })
    return
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    const isFolder = entry.isSymbolicLink()
      ? await stat(join(root, path)).then(
          info => info.isDirectory(),
          () => false,
        )
      : entry.isDirectory()
    if (entry.name.includes('\ufffd') && !(await exists(join(root, path)))) {
      // What Node makes of bytes that are no UTF-8 is no name any more.
      found.skipped.push({
        file: join(root, path),
        error: { code: 'NAME', message: 'its name is not UTF-8; rename it' },
      })
    } else if (isFolder) await walk(root, path, seen, found)
    else if (found.extensions.has(extname(entry.name).slice(1).toLowerCase())) found.paths.push(path)
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** What files are called in tables: GTZAN's own name where it is there once, else the path. */
function tableNames(paths: readonly string[]): string[] {
  const count = new Map<string, number>()
  for (const path of paths) {
    const name = basename(path)
    count.set(name, (count.get(name) ?? 0) + 1)
  }
  return paths.map(path => {
    const name = basename(path)
    // Only a name that is GTZAN's tells a genre without a folder.
    return count.get(name) === 1 && parseFileName(name).genre !== '' ? name : path
  })
}

function labelOf(path: string): string {
  const folders = path.split('/').slice(0, -1)
  const known = folders.reverse().find(isGenre)
  return known ?? parseFileName(path).genre
}

function layoutOf(isKnown: boolean, root: string, paths: readonly string[]): Dataset['layout'] {
  if (isKnown) {
    if (basename(root) === 'genres_original') return 'kaggle'
    return paths.some(path => extname(path).toLowerCase() === '.au') ? 'marsyas' : 'torchaudio'
  }
  return paths.some(path => path.includes('/')) ? 'folders' : 'flat'
}
