import { existsSync, statSync } from 'node:fs'
import { link, lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileHealth } from '../health/health-report'
import { QUARANTINE_MANIFEST, quarantine, restoreQuarantine } from './quarantine'

let dir: string
let root: string
let jail: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre quarantine '))
  root = join(dir, 'data')
  jail = join(dir, 'jail')
  await mkdir(root)
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const problems = [{ code: 'not-audio', message: 'no audio' }]

async function put(file: string, text = file): Promise<void> {
  await mkdir(join(root, file, '..'), { recursive: true })
  await writeFile(join(root, file), text)
}

function report(...files: string[]): { root: string; files: FileHealth[] } {
  return {
    root,
    files: files.map(file => ({ path: join(root, file), file, track: file, label: 'x', status: 'bad', problems })),
  }
}

const odd = [
  'jazz/jazz.00054.wav',
  'a b/it\'s "so".wav',
  'line\nbreak/über 音楽.wav',
  '-rf.wav',
  'deep/er/and/deeper.wav',
]

describe('quarantine', () => {
  it('moves bad files with their paths, whatever they are called, and back', async () => {
    for (const file of odd) await put(file)
    await put('good.wav')
    const files = report(...odd)
    files.files.push({ ...files.files[0], file: 'good.wav', status: 'ok' })
    expect(await quarantine(files, jail)).toEqual({ moved: odd, left: [] })
    for (const file of odd) {
      expect(await readFile(join(jail, file), 'utf8')).toBe(file)
      expect(await lstat(join(root, file)).catch(() => null)).toBeNull()
    }
    expect(await readFile(join(root, 'good.wav'), 'utf8')).toBe('good.wav')
    const manifest = JSON.parse(await readFile(join(jail, QUARANTINE_MANIFEST), 'utf8')) as { files: unknown[] }
    expect(manifest.files).toHaveLength(odd.length)

    const back = await restoreQuarantine(jail, root)
    expect(back).toEqual({ moved: odd, left: [] })
    for (const file of odd) expect(await readFile(join(root, file), 'utf8')).toBe(file)
    expect(await readdir(jail)).not.toContain(QUARANTINE_MANIFEST)
  })

  it('brings files back below the root that was checked, when a folder above it is given', async () => {
    await put('jazz/a.wav')
    await quarantine(report('jazz/a.wav'), jail)
    expect((await restoreQuarantine(jail, dir)).moved).toEqual(['jazz/a.wav'])
    expect(await readFile(join(root, 'jazz/a.wav'), 'utf8')).toBe('jazz/a.wav')
  })

  it('makes nothing where nothing is bad', async () => {
    expect(await quarantine(report(), jail)).toEqual({ moved: [], left: [] })
    expect(await readdir(dir)).toEqual(['data'])
  })

  it('never overwrites, on either way', async () => {
    await put('x.wav', 'new')
    await mkdir(jail)
    await writeFile(join(jail, 'x.wav'), 'old')
    expect((await quarantine(report('x.wav'), jail)).left).toEqual([{ file: 'x.wav', reason: 'its place is taken' }])
    expect(await readFile(join(jail, 'x.wav'), 'utf8')).toBe('old')
    expect(await readFile(join(root, 'x.wav'), 'utf8')).toBe('new')
    expect((await restoreQuarantine(jail, root)).left).toEqual([{ file: 'x.wav', reason: 'its place is taken' }])
    expect(await readFile(join(root, 'x.wav'), 'utf8')).toBe('new')
  })

  it('finishes what was stopped at any point', async () => {
    for (const file of ['a.wav', 'b.wav', 'c.wav']) await put(file)
    // Stopped after the manifest and one move, between the two names of the second file.
    await quarantine(report('a.wav'), jail)
    await link(join(root, 'b.wav'), join(jail, 'b.wav'))
    expect((await quarantine(report('b.wav', 'c.wav'), jail)).moved).toEqual(['b.wav', 'c.wav'])
    expect((await readdir(root)).length).toBe(0)
    expect((await restoreQuarantine(jail, root)).moved).toEqual(['a.wav', 'b.wav', 'c.wav'])
  })

  it('restores what a manifest names although it never moved', async () => {
    await put('a.wav')
    await mkdir(jail)
    const manifest = { format: 'genre-quarantine', version: 1, files: [{ file: 'a.wav', problems }] }
    await writeFile(join(jail, QUARANTINE_MANIFEST), JSON.stringify(manifest))
    expect(await restoreQuarantine(jail, root)).toEqual({ moved: [], left: [] })
    expect(await readFile(join(root, 'a.wav'), 'utf8')).toBe('a.wav')
  })

  it('refuses a quarantine within the dataset, also behind a link', async () => {
    await put('x.wav')
    await expect(quarantine(report('x.wav'), join(root, 'bad'))).rejects.toThrow(/outside/)
    await symlink(root, join(dir, 'link'))
    await expect(quarantine(report('x.wav'), join(dir, 'link', 'bad'))).rejects.toThrow(/outside/)
    expect(await readdir(root)).toEqual(['x.wav'])
  })

  it('leaves files that a linked folder brings in, and moves links as links', async () => {
    const elsewhere = join(dir, 'elsewhere')
    await mkdir(elsewhere)
    await writeFile(join(elsewhere, 'mine.wav'), 'mine')
    await symlink(elsewhere, join(root, 'linked'))
    await symlink(join(elsewhere, 'mine.wav'), join(root, 'link.wav'))
    const { moved, left } = await quarantine(report('linked/mine.wav', 'link.wav'), jail)
    expect(left.map(({ file }) => file)).toEqual(['linked/mine.wav'])
    expect(moved).toEqual(['link.wav'])
    expect(await readFile(join(elsewhere, 'mine.wav'), 'utf8')).toBe('mine')
    expect((await lstat(join(jail, 'link.wav'))).isSymbolicLink()).toBe(true)
    expect((await restoreQuarantine(jail, root)).moved).toEqual(['link.wav'])
    expect(await readFile(join(root, 'link.wav'), 'utf8')).toBe('mine')
  })

  it('makes no folder behind a link that leads out of the quarantine', async () => {
    const elsewhere = join(dir, 'elsewhere')
    await mkdir(elsewhere)
    await mkdir(jail)
    await symlink(elsewhere, join(jail, 'deep'))
    await put('deep/er/x.wav')
    const { left } = await quarantine(report('deep/er/x.wav'), jail)
    expect(left).toEqual([{ file: 'deep/er/x.wav', reason: 'its place lies outside the folder, behind a link' }])
    expect(await readdir(elsewhere)).toEqual([])
    expect(await readFile(join(root, 'deep/er/x.wav'), 'utf8')).toBe('deep/er/x.wav')
  })

  it('does not mix the files of two datasets', async () => {
    await put('x.wav')
    await quarantine(report('x.wav'), jail)
    const other = join(dir, 'other')
    await mkdir(other)
    await writeFile(join(other, 'x.wav'), 'other')
    const files = report('x.wav').files.map(file => ({ ...file, path: join(other, 'x.wav') }))
    await expect(quarantine({ root: other, files }, jail)).rejects.toThrow(/take another folder/)
    expect(await readFile(join(other, 'x.wav'), 'utf8')).toBe('other')
  })

  it.skipIf(!existsSync('/dev/shm') || statSync('/dev/shm').dev === statSync(tmpdir()).dev)(
    'copies to another disk and back, also what a kill left half copied',
    async () => {
      const far = await mkdtemp('/dev/shm/genre-quarantine-')
      try {
        await put('a/x.wav', 'x'.repeat(100_000))
        await mkdir(join(far, 'a'))
        await writeFile(join(far, 'a/x.wav.copying'), 'half of')
        expect((await quarantine(report('a/x.wav'), far)).moved).toEqual(['a/x.wav'])
        expect(await readdir(join(far, 'a'))).toEqual(['x.wav'])
        expect(await readdir(join(root, 'a'))).toEqual([])
        expect((await restoreQuarantine(far, root)).moved).toEqual(['a/x.wav'])
        expect(await readFile(join(root, 'a/x.wav'), 'utf8')).toBe('x'.repeat(100_000))
      } finally {
        await rm(far, { recursive: true })
      }
    },
  )

  it.each([
    ['{', /damaged/],
    ['null', /not the manifest/],
    ['{"format":"genre-quarantine","version":2,"files":[]}', /version 2/],
    ['{"format":"genre-quarantine","version":1}', /lists no files/],
    ...['../x', '/etc/passwd', 'a/../../x', '', 'a\0b', '..\\x', QUARANTINE_MANIFEST].map(file => [
      JSON.stringify({ format: 'genre-quarantine', version: 1, files: [{ file }] }),
      /leads out/,
    ]),
    ['{"format":"genre-quarantine","version":1,"files":[null]}', /leads out/],
  ] as [string, RegExp][])('refuses the manifest %j', async (text, reason) => {
    await mkdir(jail)
    await writeFile(join(jail, QUARANTINE_MANIFEST), text)
    await expect(restoreQuarantine(jail, root)).rejects.toMatchObject({ code: 'DATA' })
    await expect(restoreQuarantine(jail, root)).rejects.toThrow(reason)
  })

  it('says that a folder is no quarantine', async () => {
    await expect(restoreQuarantine(jail, root)).rejects.toThrow(/no quarantine/)
  })
})
