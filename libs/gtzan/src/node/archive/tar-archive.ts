import type { FileSource } from '../file-source'
import { openFileSource } from '../file-source'
import { AudioFileError } from '../../decode/audio-file-error'
import type { ByteFeed } from './byte-feed'
import { ArchiveError, fileFeed, gunzipFeed } from './byte-feed'
import { parseTarHeader, TAR_BLOCK } from './tar-header'
import type { TarMember } from './tar-walk'
import { walkTar } from './tar-walk'

/** Where the bytes of a file lie within an archive. */
export interface ArchivePlace {
  /** The archive. */
  readonly path: string
  /** Whether it is compressed, so that it can only be read from its start. */
  readonly compressed: boolean
  /** The first byte, in the unpacked archive. */
  readonly offset: number
  readonly size: number
}

/** What an archive holds. */
export interface ArchiveIndex {
  readonly compressed: boolean
  /** In the order of the archive; of two of one name only the first. */
  readonly members: readonly TarMember[]
  /** Members whose name was there before. */
  readonly repeated: readonly TarMember[]
  /** Why the archive could not be read to its end, if it could not; what is listed before is whole. */
  readonly damage?: string
}

/** A compressed member larger than this is not taken into memory. */
export const MOST_IN_MEMORY = 1 << 29

/** Whether a file is a tar archive, compressed by gzip or not, by what it holds; undefined if it is none. */
export async function archiveKind(path: string): Promise<'tar' | 'tar.gz' | undefined> {
  const file = await fileFeed(path)
  try {
    const block = await file.read(TAR_BLOCK)
    if (block[0] === 0x1f && block[1] === 0x8b) return 'tar.gz'
    return parseTarHeader(block) ? 'tar' : undefined
  } finally {
    await file.close()
  }
}

/**
 * Reads the headers of an archive: of a plain one only these, of a compressed one everything, unpacked and forgotten as it
 * comes, so that memory is that of the names.
 *
 * @throws ArchiveError if there is not even one header
 */
export async function indexArchive(path: string, signal?: AbortSignal): Promise<ArchiveIndex> {
  const { feed, compressed } = await openFeed(path, signal)
  const names = new Set<string>()
  const members: TarMember[] = []
  const repeated: TarMember[] = []
  try {
    for await (const member of walkTar(feed)) {
      signal?.throwIfAborted()
      if (names.has(member.name)) repeated.push(member)
      else members.push(member)
      names.add(member.name)
    }
    return { compressed, members, repeated }
  } catch (error) {
    signal?.throwIfAborted()
    const last = members.at(-1)
    if (last && feed.position < last.offset + last.size) members.pop()
    if (!(error instanceof ArchiveError) || (members.length === 0 && repeated.length === 0)) throw error
    return { compressed, members, repeated, damage: error.message }
  } finally {
    await feed.close()
  }
}

/**
 * The bytes of files of one archive, in one pass; one file at a time is in memory.
 *
 * @param places - in ascending order of their offsets
 * @returns for each place its bytes, or why there are none
 */
export async function* readMembers(
  path: string,
  places: readonly ArchivePlace[],
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array | AudioFileError> {
  if (places.length === 0) return
  const { feed } = await openFeed(path, signal)
  let failure: string | undefined
  try {
    for (const { offset, size } of places) {
      const fail = (reason: string) =>
        new AudioFileError({ file: path, problem: 'unreadable', reason: `the archive cannot be read: ${reason}` })
      if (size > MOST_IN_MEMORY) {
        yield fail(`a compressed file of ${Math.round(size / 1e6)} MB in it is too large; unpack it`)
        continue
      }
      let bytes: Uint8Array | undefined
      try {
        if (failure === undefined && (await feed.skip(offset - feed.position))) bytes = await feed.read(size)
      } catch (error) {
        signal?.throwIfAborted()
        if (!(error instanceof ArchiveError)) throw error
        failure = error.message
      }
      if (bytes?.length !== size) failure ??= 'it ends too early'
      yield failure === undefined ? bytes! : fail(failure)
    }
  } finally {
    await feed.close()
  }
}

/** A file within a plain archive, read in pieces. */
export async function openMember(place: ArchivePlace): Promise<FileSource> {
  const source = await openFileSource(place.path)
  return {
    size: place.size,
    read: (offset, length) => source.read(place.offset + offset, Math.max(0, Math.min(length, place.size - offset))),
    close: () => source.close(),
  }
}

/** The unpacked bytes of an archive, from their start. */
export async function openFeed(path: string, signal?: AbortSignal): Promise<{ feed: ByteFeed; compressed: boolean }> {
  const kind = await archiveKind(path)
  if (kind === undefined) throw new ArchiveError('it is no tar archive')
  return kind === 'tar'
    ? { feed: await fileFeed(path), compressed: false }
    : { feed: gunzipFeed(path, signal), compressed: true }
}
