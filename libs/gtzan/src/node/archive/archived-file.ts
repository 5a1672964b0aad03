import { stat } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { AudioFileError } from '../../decode/audio-file-error'
import { memorySource } from '../../decode/byte-source'
import type { FileSource } from '../file-source'
import { ArchiveError } from './byte-feed'
import { archiveKind, MOST_IN_MEMORY, openFeed, openMember } from './tar-archive'
import { walkTar } from './tar-walk'

/**
 * Opens a path that leads into an archive: `genres.tar.gz/genres/blues/blues.00000.au`. Of a compressed archive everything up
 * to that file is unpacked, and the file is held in memory; who wants many reads them in order, as `extractTable` does.
 *
 * @returns undefined if no part of the path is an archive
 * @throws AudioFileError if it is one without such a file, or one that is damaged before it
 */
export async function openArchivedFile(path: string): Promise<FileSource | undefined> {
  const archive = await archiveAbove(path)
  if (archive === undefined) return undefined
  const fail = (problem: 'not-found' | 'unreadable', reason: string): never => {
    throw new AudioFileError({ file: path, problem, reason })
  }
  const name = relative(archive, path).split(sep).join('/')
  const { feed, compressed } = await openFeed(archive)
  try {
    for await (const member of walkTar(feed)) {
      if (member.name !== name) continue
      if (member.unusable !== undefined) return fail('unreadable', `in the archive it is no file: ${member.unusable}`)
      const { offset, size } = member
      if (!compressed) return await openMember({ path: archive, compressed, offset, size })
      if (size > MOST_IN_MEMORY) return fail('unreadable', `too large to be read from a compressed archive; unpack it`)
      const bytes = await feed.read(size)
      if (bytes.length < size) return fail('unreadable', 'the archive ends within it')
      return { ...memorySource(bytes), close: () => Promise.resolve() }
    }
  } catch (error) {
    if (error instanceof ArchiveError) return fail('unreadable', `${archive} cannot be read: ${error.message}`)
    throw error
  } finally {
    await feed.close()
  }
  return fail('not-found', 'there is no such file in the archive')
}

/** The file among the folders above a path, if it is an archive. */
async function archiveAbove(path: string): Promise<string | undefined> {
  for (let above = dirname(path); above !== dirname(above); above = dirname(above)) {
    const info = await stat(above).catch(() => undefined)
    if (info?.isFile()) return (await archiveKind(above)) === undefined ? undefined : above
    if (info) return undefined
  }
  return undefined
}
