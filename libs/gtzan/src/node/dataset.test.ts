import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { existsSync } from 'node:fs'
import { DataError } from '@genre/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { trackSplit } from '../splits/track-split'
import { openDataset } from './dataset'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-dataset-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function files(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), '')
  }
}

const summary = async (dir = folder) =>
  (await openDataset(dir)).files.map(({ name, track, label }) => `${name} ${track} ${label}`)

describe('openDataset', () => {
  it.each([
    ['kaggle', 'genres_original/', 'wav'],
    ['kaggle', 'Data/genres_original/', 'wav'],
    ['marsyas', 'genres/', 'au'],
    ['torchaudio', 'genres/', 'wav'],
    ['folders', '', 'wav'],
  ])('knows the layout %s (%s)', async (layout, prefix, extension) => {
    await files(
      `${prefix}rock/rock.00001.${extension}`,
      `${prefix}blues/blues.00001.${extension}`,
      `${prefix}blues/blues.00000.${extension}`,
      ...(prefix ? ['features_30_sec.csv', 'images_original/blues/blues00000.png', 'bextract_single.mf'] : []),
    )
    const dataset = await openDataset(folder)
    expect(dataset.layout).toBe(layout)
    expect(dataset.root).toBe(join(folder, prefix).replace(/\/$/, ''))
    expect(dataset.filenames).toEqual(['blues.00000', 'blues.00001', 'rock.00001'].map(name => `${name}.${extension}`))
    expect(dataset.labels).toEqual(['blues', 'blues', 'rock'])
    expect(dataset.tracks).toEqual(['blues.00000', 'blues.00001', 'rock.00001'])
    expect(dataset.files[0].path).toBe(join(folder, prefix, 'blues', `blues.00000.${extension}`))
    expect(dataset.skipped).toEqual([])
  })

  it('knows a flat folder of files called as in GTZAN', async () => {
    await files('rock.00001.wav', 'blues.00000.wav', 'blues.00000.au', 'notes.txt')
    expect((await openDataset(folder)).layout).toBe('flat')
    expect(await summary()).toEqual([
      'blues.00000.au blues.00000 blues',
      'blues.00000.wav blues.00000 blues',
      'rock.00001.wav rock.00001 rock',
    ])
  })

  it('takes other music by folder, with its path as name', async () => {
    await files('techno/a b.mp3', 'techno/deep/"q"\n日本.flac', 'rock/album/1.ogg', 'techno/A.WAV')
    expect(await summary()).toEqual([
      'rock/album/1.ogg rock/album/1 rock',
      'techno/A.WAV techno/A techno',
      'techno/a b.mp3 techno/a b techno',
      'techno/deep/"q"\n日本.flac techno/deep/"q"\n日本 deep',
    ])
    const told = await openDataset(folder, { labelOf: path => path.split('/')[0] })
    expect(told.labels).toEqual(['rock', 'techno', 'techno', 'techno'])
  })

  it('labels files of a single genre folder by that folder', async () => {
    await files('techno/a.mp3', 'rock/blues.00000.wav')
    expect(await summary(join(folder, 'techno'))).toEqual(['a.mp3 a techno'])
    // A known folder wins over the name, as in Kaggle's table.
    expect(await summary(join(folder, 'rock'))).toEqual(['blues.00000.wav blues.00000 rock'])
  })

  it('uses paths where a name is there twice', async () => {
    await files('a/blues.00000.wav', 'b/blues.00000.wav', 'b/blues.00001.wav')
    expect(await summary()).toEqual([
      'a/blues.00000.wav a/blues.00000 blues',
      'b/blues.00000.wav b/blues.00000 blues',
      'blues.00001.wav blues.00001 blues',
    ])
  })

  it('passes over hidden and foreign files and empty folders', async () => {
    await files('rock/rock.00000.wav', 'rock/._rock.00000.wav', '.git/x.wav', '__MACOSX/rock/y.wav', 'rock/cover.jpg')
    await mkdir(join(folder, 'blues'))
    expect(await summary()).toEqual(['rock.00000.wav rock.00000 rock'])
    expect((await openDataset(folder, { extensions: ['JPG'] })).filenames).toEqual(['rock/cover.jpg'])
  })

  it('follows links once and stops at circles', async () => {
    await files('rock/rock.00000.wav', 'elsewhere.d/x.mp3')
    await mkdir(join(folder, 'pop'))
    await symlink('..', join(folder, 'rock', 'up'))
    await symlink(join(folder, 'rock'), join(folder, 'rock', 'self'))
    await symlink(join(folder, 'rock', 'rock.00000.wav'), join(folder, 'pop', 'linked.wav'))
    await symlink('nowhere', join(folder, 'pop', 'broken.wav'))
    await symlink('loop.wav', join(folder, 'pop', 'loop.wav'))
    expect((await openDataset(folder)).filenames).toEqual([
      'elsewhere.d/x.mp3',
      'pop/broken.wav',
      'pop/linked.wav',
      'pop/loop.wav',
      'rock.00000.wav',
    ])
  })

  it.skipIf(process.getuid?.() === 0)('reports a folder that cannot be read (skipped as root)', async () => {
    await files('rock/rock.00000.wav', 'pop/pop.00000.wav')
    await chmod(join(folder, 'pop'), 0)
    const { filenames, skipped } = await openDataset(folder)
    await chmod(join(folder, 'pop'), 0o700)
    expect(filenames).toEqual(['rock.00000.wav'])
    expect(skipped).toMatchObject([{ file: join(folder, 'pop'), error: { code: 'EACCES' } }])
  })

  it.skipIf(process.platform !== 'linux')('passes over names that are not UTF-8 (skipped but on Linux)', async () => {
    await files('rock/rock.00000.wav')
    const path = Buffer.concat([Buffer.from(join(folder, 'rock', 'caf')), Buffer.from([0xe9]), Buffer.from('.wav')])
    await writeFile(path, '')
    await files('rock/a \ufffd.wav')
    const { filenames, skipped } = await openDataset(folder)
    expect(filenames).toEqual(['rock/a \ufffd.wav', 'rock.00000.wav'])
    expect(skipped).toMatchObject([{ error: { code: 'NAME', message: 'its name is not UTF-8; rename it' } }])
  })

  it('can be split', async () => {
    await files(...['a', 'b', 'c', 'd'].map(name => `rock/${name}.mp3`))
    const dataset = await openDataset(folder)
    expect(trackSplit(dataset, { testSize: 1, randomState: 0 }).train).toHaveLength(3)
  })

  it('says what is wrong', async () => {
    await files('notes.txt')
    await expect(openDataset(join(folder, 'none'))).rejects.toThrowError('there is no such folder')
    await expect(openDataset(join(folder, 'notes.txt'))).rejects.toThrowError('is a file; a folder of audio files')
    await expect(openDataset(folder)).rejects.toThrowError(`${folder}: holds no audio file`)
    await expect(openDataset(folder)).rejects.toThrowError(DataError)
    await expect(openDataset(folder, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrowError('enough')
  })

  const audio = fileURLToPath(new URL('../../../../../shared/data/audio', import.meta.url))
  it.skipIf(!existsSync(audio))('lists the 50 tracks at hand (skipped without them)', async () => {
    const { layout, files } = await openDataset(audio, { extensions: ['wav'] })
    expect(layout).toBe('flat')
    expect(files).toHaveLength(51)
    expect(new Set(files.map(({ label }) => label)).size).toBe(10)
  })
})
