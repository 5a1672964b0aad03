import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DataError } from '@genre/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gtzanFaults } from '../splits/faults'
import { gtzanGuide } from '../known/gtzan-guide'
import { allTracks, knownChecksum } from '../known/known-checksum'
import { validate } from './validate'

const audio = fileURLToPath(new URL('../../../../../shared/data/audio', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-validate-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('knownChecksum', () => {
  it('has a sum for each track, equal for what is known as an exact repeat', () => {
    const sums = allTracks().map(track => knownChecksum(track)!)
    expect(sums.every(sum => /^[0-9a-f]{32}$/.test(sum))).toBe(true)
    const repeats = new Map(gtzanFaults().map(({ track, of }) => [track, of]))
    const first = new Map<string, string>()
    let equal = 0
    allTracks().forEach((track, i) => {
      const twin = first.get(sums[i])
      if (twin === undefined) first.set(sums[i], track)
      else {
        equal++
        expect(repeats.get(track)).toContain(twin)
      }
    })
    expect(equal).toBe(14)
  })

  it('has none for what is no track', () => {
    for (const name of ['blues.00100', 'blues.0000', 'blues', 'constructor.00000', '']) {
      expect(knownChecksum(name)).toBeUndefined()
    }
  })
})

describe('validate', () => {
  it('tells what is called like a track from what is one', async () => {
    await mkdir(join(folder, 'genres', 'blues'), { recursive: true })
    await writeFile(join(folder, 'genres/blues/blues.00000.wav'), 'no wav')
    await writeFile(join(folder, 'genres/blues/blues.00001.wav'), '')
    await writeFile(join(folder, 'genres/blues/my song.wav'), 'no wav')
    const golden = fileURLToPath(new URL('../../golden/audio/wav-pcm16.wav', import.meta.url))
    await copyFile(golden, join(folder, 'genres/blues/blues.00002.wav'))
    const { files, counts, missing, complete, archive } = await validate(folder)
    expect(files.map(({ file, track, status }) => [file, track, status])).toEqual([
      ['blues/blues.00000.wav', 'blues.00000', 'unreadable'],
      ['blues/blues.00001.wav', 'blues.00001', 'unreadable'],
      ['blues/blues.00002.wav', 'blues.00002', 'different'],
      ['blues/my song.wav', undefined, 'foreign'],
    ])
    expect(counts).toMatchObject({ original: 0, different: 1, unreadable: 2, foreign: 1 })
    expect(missing).toHaveLength(997)
    expect(complete).toBe(false)
    expect(archive).toBeUndefined()
    await expect(validate(join(folder, 'none'))).rejects.toThrowError(DataError)
    await expect(validate(folder, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrowError('enough')
  })

  it.skipIf(!existsSync(audio))('knows the real files (skipped without them)', async () => {
    const { counts, files } = await validate(audio)
    expect(counts).toEqual({
      original: 50,
      'same-samples': 2,
      'known-damage': 1,
      different: 1,
      unreadable: 0,
      foreign: 0,
    })
    const of = (status: string) => files.filter(file => file.status === status).map(({ file }) => file)
    expect(of('same-samples')).toEqual(['blues.00000.au', 'jazz.00000.au'])
    expect(of('known-damage')).toEqual(['jazz.00054.wav'])
    expect(of('different')).toEqual(['blues.00099.mp3'])
    // one sample off by one is seen
    const bytes = Buffer.from(await readFile(join(audio, 'blues.00000.au')))
    bytes[5000] ^= 1
    await writeFile(join(folder, 'blues.00000.au'), bytes)
    expect((await validate(folder)).counts.different).toBe(1)
  })
})

describe('gtzanGuide', () => {
  it('says where, under what terms, and what to cite', () => {
    const { sources, terms, citations, archive } = gtzanGuide()
    expect(sources.every(({ url }) => /^https?:/.test(url))).toBe(true)
    expect(terms).toMatch(/No licence/)
    expect(citations.every(entry => /^@article\{\w+, author=.*year=\{\d{4}\}.*\}$/.test(entry))).toBe(true)
    expect(archive.md5).toMatch(/^[0-9a-f]{32}$/)
    expect(archive.sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})
