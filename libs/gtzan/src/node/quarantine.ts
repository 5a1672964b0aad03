import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import {
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
  unlink,
} from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { DataError, InvalidParameterError } from '@genre/core'
import type { HealthProblem, HealthReport } from '../health/health-report'
import { writeAtomic } from '@genre/core/node'

/** The manifest's name in a quarantine folder. */
export const QUARANTINE_MANIFEST = 'quarantine.json'

const FORMAT = 'genre-quarantine'
const VERSION = 1

/** A file in quarantine: its path below the dataset's root, with `/`, and why it is there. */
export interface QuarantinedFile {
  readonly file: string
  readonly problems: readonly HealthProblem[]
}

/** What was moved, and what was not. */
export interface MoveReport {
  readonly moved: readonly string[]
  readonly left: readonly { readonly file: string; readonly reason: string }[]
}

/**
 * Moves the bad files of a health report into a quarantine folder, where they keep their path below the dataset's root,
 * and notes them and their problems in `quarantine.json` there. {@link restoreQuarantine} brings them back.
 *
 * Nothing is ever overwritten: a file whose place in the quarantine is taken stays where it is. The manifest is written
 * before the first file moves, and a file has its new name before it loses the old one, so that a kill or a full disk
 * at any moment loses nothing; run again, what was left half done is finished. Files that lie outside the root (by a linked folder) stay.
 * A link to a file is moved as a link.
 *
 * @param report - of `checkHealth`
 * @param dir - the quarantine; made if absent; must lie outside the dataset's root
 * @throws InvalidParameterError for a quarantine within the dataset; DataError if its manifest is damaged or of another
 *   root, or the folder cannot be written
 */
export async function quarantine(
  report: Pick<HealthReport, 'root' | 'files'>,
  dir: string,
  options: { signal?: AbortSignal } = {},
): Promise<MoveReport> {
  const root = await realpath(report.root).catch((cause: unknown) => {
    const reason = 'is no folder; files can be moved out of a folder only, not out of an archive'
    throw new DataError({ table: report.root, reason, cause })
  })
  const bad = report.files.filter(file => file.status === 'bad')
  const target = resolve(dir)
  if (isWithin(root, await realpathOfNearest(target))) {
    throw new InvalidParameterError({
      parameter: 'quarantine',
      received: dir,
      allowed: `a folder outside ${report.root}`,
    })
  }
  if (bad.length === 0) return { moved: [], left: [] }
  const known = await readManifest(target)
  if (known.root !== null && known.root !== root && known.files.length > 0) {
    throw new DataError({
      table: join(target, QUARANTINE_MANIFEST),
      reason: `the quarantine holds files of ${known.root}; take another folder for those of ${root}`,
    })
  }
  const entries = new Map(known.files.map(entry => [entry.file, entry]))
  for (const { file, problems } of bad) entries.set(file, { file, problems })
  await mkdir(target, { recursive: true })
  await writeManifest(target, { root, files: [...entries.values()] })
  return moveAll(bad, root, target, options.signal)
}

/**
 * Brings the files of a quarantine back to where they were, below the given root. A file whose place is taken by now
 * stays in quarantine. When all are back, the manifest is removed.
 *
 * @param dir - the quarantine
 * @param folder - the dataset's folder, or one above it: files go below the root that the manifest names if that lies
 *   within `folder`, else below `folder` itself
 * @throws DataError without a manifest, or if it is damaged; no path of a manifest leads out of the two folders
 */
export async function restoreQuarantine(
  dir: string,
  folder: string,
  options: { signal?: AbortSignal } = {},
): Promise<MoveReport> {
  const from = resolve(dir)
  const manifest = await readManifest(from, true)
  const given = await realpath(folder)
  const noted = manifest.root === null ? null : await realpath(manifest.root).catch(() => null)
  const root = noted !== null && isWithin(given, noted) ? noted : given
  const present: QuarantinedFile[] = []
  for (const entry of manifest.files) if (await lstat(join(from, entry.file)).catch(() => null)) present.push(entry)
  const report = await moveAll(present, await realpath(from), root, options.signal)
  const stay = new Set(report.left.map(({ file }) => file))
  if (stay.size) await writeManifest(from, { root, files: present.filter(({ file }) => stay.has(file)) })
  else await rm(join(from, QUARANTINE_MANIFEST), { force: true })
  return report
}

async function moveAll(
  files: readonly QuarantinedFile[],
  from: string,
  to: string,
  signal: AbortSignal | undefined,
): Promise<MoveReport> {
  const moved: string[] = []
  const left: { file: string; reason: string }[] = []
  for (const { file } of files) {
    signal?.throwIfAborted()
    const reason = await move(file, from, to)
    if (reason === null) moved.push(file)
    else left.push({ file, reason })
  }
  return { moved, left }
}

/** Moves one file; null if that went well, else why it stays. */
async function move(file: string, from: string, to: string): Promise<string | null> {
  if (!isPlainPath(file)) return 'its path leads out of the folder'
  const source = join(from, file)
  const target = join(to, file)
  try {
    if (!isWithin(from, await realpath(dirname(source)))) return 'it lies outside the folder, behind a link'
    if (!isWithin(await realpath(to), await realpathOfNearest(dirname(target))))
      return 'its place lies outside the folder, behind a link'
    await mkdir(dirname(target), { recursive: true })
    const stats = await lstat(source)
    if (await isSame(source, target)) {
      // An earlier move was stopped between giving the new name and taking the old one.
    } else if (stats.isSymbolicLink()) await symlink(resolve(dirname(source), await readlink(source)), target)
    else if (stats.isFile()) await linkOrCopy(source, target)
    else return 'it is no file'
    await unlink(source)
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return 'its place is taken'
    if (typeof code === 'string') return `it cannot be moved (${code})`
    throw error
  }
}

/** Whether the target is there already and holds just what the source holds. */
async function isSame(source: string, target: string): Promise<boolean> {
  const there = await lstat(target).catch(() => null)
  if (!there) return false
  const here = await lstat(source)
  if (here.isSymbolicLink() && there.isSymbolicLink()) {
    return resolve(dirname(source), await readlink(source)) === (await readlink(target))
  }
  if (!here.isFile() || !there.isFile()) return false
  if (here.dev === there.dev && here.ino === there.ino) return true
  return here.size === there.size && (await contentHash(source)) === (await contentHash(target))
}

async function contentHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/**
 * A second name for the file, or on another disk, or one that knows no second names, a copy that gets its name when it is
 * whole. Fails where the name is taken.
 */
async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    const temporary = `${target}.copying`
    try {
      // what a kill left behind
      await rm(temporary, { force: true })
      await copyFile(source, temporary, constants.COPYFILE_EXCL)
      const handle = await open(temporary, 'r+')
      await handle.sync().finally(() => handle.close())
      await giveName(temporary, target)
    } finally {
      await rm(temporary, { force: true })
    }
  }
}

async function giveName(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw error
    // no second names on this disk: a new name, if it is free
    if (await lstat(target).catch(() => null)) throw Object.assign(new Error('taken'), { code: 'EEXIST' })
    await rename(temporary, target)
  }
}

/** What a manifest says; its root is a hint only and never trusted. */
interface Manifest {
  readonly root: string | null
  readonly files: readonly QuarantinedFile[]
}

async function writeManifest(dir: string, { root, files }: Manifest): Promise<void> {
  const manifest = { format: FORMAT, version: VERSION, root, files }
  await writeAtomic(join(dir, QUARANTINE_MANIFEST), [`${JSON.stringify(manifest, null, 1)}\n`])
}

async function readManifest(dir: string, needed = false): Promise<Manifest> {
  const path = join(dir, QUARANTINE_MANIFEST)
  const refuse = (reason: string, cause?: unknown): never => {
    throw new DataError({ table: path, reason, cause })
  }
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return needed
        ? refuse('there is no such file, so this is no quarantine (or all is restored)', cause)
        : { root: null, files: [] }
    }
    return refuse(`cannot be read (${code})`, cause)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    return refuse('is damaged: no JSON', cause)
  }
  const { format, version, root, files } = (json ?? {}) as Record<string, unknown>
  if (format !== FORMAT) return refuse('is not the manifest of a quarantine')
  if (version !== VERSION) return refuse(`has version ${String(version)}; this program reads version ${VERSION}`)
  if (!Array.isArray(files)) return refuse('is damaged: it lists no files')
  const entries = files.map((entry: { file?: unknown; problems?: unknown } | null, row) => {
    const file = entry?.file
    if (typeof file !== 'string' || !isPlainPath(file)) {
      throw new DataError({ table: path, row, reason: 'the path of a file leads out of the folder, or is none' })
    }
    return { file, problems: Array.isArray(entry?.problems) ? (entry.problems as HealthProblem[]) : [] }
  })
  return { root: typeof root === 'string' ? root : null, files: entries }
}

/** Whether a relative path stays below where it starts. */
function isPlainPath(file: string): boolean {
  const parts = file.split(/[/\\]/)
  return (
    file !== '' &&
    !isAbsolute(file) &&
    !parts.includes('..') &&
    !parts.includes('') &&
    !file.includes('\0') &&
    parts[0] !== QUARANTINE_MANIFEST
  )
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/** The real path of a folder that may not be there yet. */
async function realpathOfNearest(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(await realpathOfNearest(parent), relative(parent, path))
  }
}
