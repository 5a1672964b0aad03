import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataError } from '../errors'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeAtomic } from './write-atomic'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-write-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('writeAtomic', () => {
  it('writes texts and bytes in order, and replaces', async () => {
    const path = join(folder, 'a file "é".txt')
    await writeAtomic(path, ['x'])
    await writeAtomic(path, ['a', Uint8Array.of(98, 99), 'é'])
    expect(await readFile(path, 'utf8')).toBe('abcé')
    expect(await readdir(folder)).toHaveLength(1)
  })

  it('writes more than one block', async () => {
    const path = join(folder, 'x')
    const piece = 'y'.repeat(1000)
    await writeAtomic(path, new Array(300).fill(piece))
    expect(await readFile(path, 'utf8')).toBe(piece.repeat(300))
  })

  it('follows a link', async () => {
    await mkdir(join(folder, 'real'))
    await writeFile(join(folder, 'real', 'x'), 'before')
    await symlink(join('real', 'x'), join(folder, 'link'))
    await writeAtomic(join(folder, 'link'), ['after'])
    expect(await readFile(join(folder, 'real', 'x'), 'utf8')).toBe('after')
    expect((await readdir(folder)).sort()).toEqual(['link', 'real'])
  })

  it('leaves alone what is no file', async () => {
    const path = join(folder, 'socket')
    const server = createServer()
    await new Promise<void>(resolve => server.listen(path, resolve))
    await expect(writeAtomic(path, ['x'])).rejects.toThrow(/socket.*a device, a pipe or a socket/)
    expect((await stat(path)).isSocket()).toBe(true)
    await new Promise(resolve => server.close(resolve))
    await expect(writeAtomic(folder, ['x'])).rejects.toThrow(/it is a folder/)
    expect(await readdir(folder)).toEqual([])
  })

  it('keeps what was there if the content fails, and leaves nothing else', async () => {
    const path = join(folder, 'x')
    await writeFile(path, 'before')
    const content = (function* () {
      yield 'z'.repeat(1 << 17)
      throw new RangeError('no more')
    })()
    await expect(writeAtomic(path, content)).rejects.toThrowError(RangeError)
    expect(await readFile(path, 'utf8')).toBe('before')
    expect(await readdir(folder)).toEqual(['x'])
  })

  it('stops at a signal', async () => {
    const path = join(folder, 'x')
    const stop = new AbortController()
    const content = (function* () {
      for (;;) {
        yield 'z'.repeat(1 << 16)
        stop.abort(new Error('enough'))
      }
    })()
    await expect(writeAtomic(path, content, { signal: stop.signal })).rejects.toThrowError('enough')
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    ['nowhere/x', 'there is no such folder'],
    ['.', 'it is a folder'],
  ])('says why %s cannot be written', async (name, reason) => {
    const path = join(folder, name)
    const write = writeAtomic(path, ['x'])
    await expect(write).rejects.toThrowError(DataError)
    await expect(write).rejects.toThrowError(`${path}: cannot be written: ${reason}`)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('writeAtomic from pieces that are still being made', () => {
  it('writes them, and keeps what was there if they fail', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'genre-atomic-'))
    try {
      const path = join(folder, 'file')
      async function* pieces(count: number) {
        for (let i = 0; i < count; i++) yield await Promise.resolve('x'.repeat(50_000))
        if (count > 3) throw new DataError({ table: 'source', reason: 'broke off' })
      }
      await writeAtomic(path, pieces(3))
      expect((await readFile(path)).length).toBe(150_000)
      await expect(writeAtomic(path, pieces(4))).rejects.toThrowError('source: broke off')
      expect((await readFile(path)).length).toBe(150_000)
      expect(await readdir(folder)).toEqual(['file'])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
