import { AudioFileError } from '../decode/audio-file-error'
import { memorySource } from '../decode/byte-source'
import { openArchivedFile } from './archive/archived-file'
import type { ArchivePlace } from './archive/tar-archive'
import { openMember, readMembers } from './archive/tar-archive'
import type { FileSource } from './file-source'
import { openFileSource } from './file-source'

/** A file that is to be read: by its path, by its place in an archive, or already in memory. Plain data, for threads. */
export interface FileToRead {
  /** What errors call it; it is opened if nothing else is given. */
  readonly path: string
  readonly archive?: ArchivePlace
  readonly bytes?: Uint8Array
  /** Why it cannot be read, if that is known already. */
  readonly failure?: string
}

/**
 * Opens a file wherever it is; a path may lead into a tar archive.
 *
 * @throws AudioFileError if it cannot be opened
 */
export async function openFile({ path, archive, bytes, failure }: FileToRead): Promise<FileSource> {
  if (failure !== undefined) throw new AudioFileError({ file: path, problem: 'unreadable', reason: failure })
  if (bytes) return { ...memorySource(bytes), close: () => Promise.resolve() }
  if (archive && !archive.compressed) return openMember(archive)
  try {
    return await openFileSource(path)
  } catch (error) {
    if (!(error instanceof AudioFileError) || error.problem !== 'not-found') throw error
    const archived = await openArchivedFile(path)
    if (!archived) throw error
    return archived
  }
}

/**
 * Goes through the files of a dataset in the order in which they are read best: as given, or, where they lie in a compressed archive, in
 * its order and in one pass, each with its bytes. Several readers may take from it at a time; each file goes to one of them.
 */
export async function* inReadingOrder(
  files: readonly FileToRead[],
  signal?: AbortSignal,
): AsyncGenerator<{ index: number; file: FileToRead }, void, undefined> {
  const archive = files.find(file => file.archive?.compressed)?.archive
  if (!archive) {
    for (const [index, file] of files.entries()) yield { index, file: toRead(file) }
    return
  }
  const order = [...files.keys()].sort((a, b) => files[a].archive!.offset - files[b].archive!.offset)
  const places = order.map(index => files[index].archive!)
  let at = 0
  for await (const bytes of readMembers(archive.path, places, signal)) {
    const index = order[at++]
    const { path } = files[index]
    yield { index, file: bytes instanceof AudioFileError ? { path, failure: bytes.reason } : { path, bytes } }
  }
}

function toRead({ path, archive }: FileToRead): FileToRead {
  return archive ? { path, archive } : { path }
}
