import type { ByteFeed } from './byte-feed'
import { ArchiveError } from './byte-feed'
import type { TarHeader } from './tar-header'
import { parsePax, parseTarHeader, parseText, TAR_BLOCK } from './tar-header'

/** One thing in an archive. */
export interface TarMember {
  /** Its path, with `/`, without `./` in front. */
  readonly name: string
  /** Where its bytes begin in the unpacked archive, and how many they are. */
  readonly offset: number
  readonly size: number
  /** Why it cannot be read as a file, if it cannot. */
  readonly unusable?: string
}

/** Names and pax records longer than this are no names. */
const MOST_METADATA = 1 << 20
/** An archive of more members than this is refused. */
const MOST_MEMBERS = 1_000_000

/**
 * Goes through a tar archive, one member after the other, from the first byte of the feed. Between two members the feed may be read
 * up to the end of the member's bytes; what is left is passed over.
 *
 * Only headers are held in memory, and of those only one at a time. Names are those of POSIX, GNU and pax archives.
 * Links, devices, sparse files and members whose path leads out of the archive (absolute, or with `..`) come with the reason why they
 * are `unusable`. Nothing is ever written anywhere.
 *
 * @throws ArchiveError where the archive is damaged or ends too early; what came before is whole
 */
export async function* walkTar(feed: ByteFeed): AsyncGenerator<TarMember> {
  let next: Partial<Naming> = {}
  let everywhere: Partial<Naming> = {}
  for (let count = 0; ; count++) {
    if (count > MOST_MEMBERS) throw new ArchiveError(`it has more than ${MOST_MEMBERS} members`)
    const at = feed.position
    const block = await feed.read(TAR_BLOCK)
    if (block.length === 0 && count > 0) return
    const header = parseTarHeader(block)
    if (header === null) return
    if (header === undefined) {
      const what = block.length < TAR_BLOCK ? 'ends too early' : count === 0 ? 'is none' : 'is damaged'
      throw new ArchiveError(`the tar archive ${what} (byte ${at})`)
    }
    if ('xgXLK'.includes(header.type)) {
      const read = await readNaming(feed, header)
      if (header.type === 'g') everywhere = { ...everywhere, ...read }
      else next = { ...next, ...read }
      continue
    }
    const naming = { ...everywhere, ...next }
    next = {}
    for (let more = header.continues; more;) {
      const map = await feed.read(TAR_BLOCK)
      more = map.length === TAR_BLOCK && map[504] !== 0
    }
    const size = naming.size ?? header.size
    const offset = feed.position
    const path = naming.path ?? header.name
    const unusable = whyUnusable(header.type, path, naming)
    // What is no file has no bytes, whatever its header says: only files, and unknown types, which POSIX reads as files.
    const bytes = '123456'.includes(header.type) ? 0 : size
    const name = path
      .split('/')
      .filter(part => part !== '.' && part !== '')
      .join('/')
    if (header.type !== '5' && name !== '') yield { name, offset, size: bytes, ...(unusable && { unusable }) }
    const end = offset + Math.ceil(bytes / TAR_BLOCK) * TAR_BLOCK
    // The last block of an archive that was cut is filled up by nobody: that its bytes are there is seen when they are read.
    if (feed.position < end && !(await feed.skip(end - feed.position)) && bytes > 0) {
      if (feed.position < offset + bytes) throw new ArchiveError(`the tar archive ends within ${JSON.stringify(name)}`)
      return
    }
  }
}

/** What stands before a header and changes it. */
interface Naming {
  readonly path: string
  readonly size: number
  readonly sparse: boolean
}

async function readNaming(feed: ByteFeed, header: TarHeader): Promise<Partial<Naming>> {
  const { type, size } = header
  if (size > MOST_METADATA) throw new ArchiveError(`the tar archive has a name of ${size} bytes`)
  const bytes = await feed.read(size)
  if (bytes.length < size || !(await feed.skip((TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK))) {
    throw new ArchiveError('the tar archive ends within a name')
  }
  if (type === 'L') return { path: parseText(bytes) }
  if (type === 'K') return {}
  const records = parsePax(bytes)
  if (!records) throw new ArchiveError('the tar archive has damaged pax records')
  const path = records.get('path')
  const text = records.get('size')
  const stated = text === undefined ? undefined : Number(text)
  if (stated !== undefined && !(Number.isSafeInteger(stated) && stated >= 0)) {
    throw new ArchiveError('the tar archive has damaged pax records')
  }
  const sparse = [...records.keys()].some(key => key.startsWith('GNU.sparse.'))
  return {
    ...(path !== undefined && { path }),
    ...(stated !== undefined && { size: stated }),
    ...(sparse && { sparse }),
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '1': 'a hard link',
  '2': 'a symbolic link',
  '3': 'a device',
  '4': 'a device',
  '6': 'a named pipe',
  D: 'a folder of an incremental backup',
  M: 'a part of a file of another volume',
  S: 'a sparse file',
  V: 'the name of a volume',
}

function whyUnusable(type: string, path: string, naming: Partial<Naming>): string | undefined {
  if (type in TYPES) return `${TYPES[type]}, not a file`
  if (naming.sparse) return 'a sparse file, which is not read'
  if (path.includes('\0')) return 'its name has a zero byte'
  if (/^([/\\]|[A-Za-z]:[/\\])/.test(path)) return 'its path is absolute'
  if (path.split(/[/\\]/).includes('..')) return 'its path leads out of the archive'
  return undefined
}
