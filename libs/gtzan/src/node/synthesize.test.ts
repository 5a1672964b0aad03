import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataError, InvalidParameterError } from '@genre/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { synthesizeTrack } from '../synthesize/synthesize-track'
import { readAudio } from './read-audio'
import { synthesizeDataset } from './synthesize'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'synthesize-'))
})
afterEach(() => rm(dir, { recursive: true }))

const wavs = async (root: string) =>
  (await readdir(join(root, 'genres_original'), { recursive: true })).filter(name => name.endsWith('.wav')).sort()

describe('synthesizeDataset', () => {
  it('writes the tracks, one corrupt file and a manifest that holds for every byte', async () => {
    const seen: number[] = []
    const manifest = await synthesizeDataset(dir, {
      tracksPerGenre: 2,
      seconds: 0.3,
      onProgress: p => seen.push(p.done),
    })
    expect(seen.at(-1)).toBe(21)
    const names = await wavs(dir)
    expect(names).toHaveLength(21)
    expect(names).toContain(join('jazz', 'jazz.00054.wav'))
    expect(manifest.complete).toBe(true)
    expect(JSON.parse(await readFile(join(dir, 'synthesized.json'), 'utf8'))).toEqual(manifest)
    expect(manifest.tracks.map(track => track.file)).toHaveLength(21)
    for (const { file, sha256 } of manifest.tracks) {
      const bytes = await readFile(join(dir, 'genres_original', file))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    }
    const { samples, sampleRate } = await readAudio(join(dir, 'genres_original/metal/metal.00001.wav'))
    expect(sampleRate).toBe(22050)
    expect(samples).toEqual(synthesizeTrack({ genre: 'metal', track: 1, seed: 1, seconds: 0.3 }).samples)
    await expect(readAudio(join(dir, 'genres_original/jazz/jazz.00054.wav'))).rejects.toThrow('jazz.00054.wav')
    expect(manifest.faults).toEqual([{ kind: 'corrupt', file: 'jazz/jazz.00054.wav' }])
  })

  it('gives the same bytes again, into the same folder or another', async () => {
    const options = { tracksPerGenre: 1, seconds: 0.2, seed: 5, corrupt: false }
    const first = await synthesizeDataset(join(dir, 'a'), options)
    await writeFile(join(dir, 'a/genres_original/pop/pop.00000.wav'), 'damaged')
    expect(await synthesizeDataset(join(dir, 'a'), options)).toEqual(first)
    expect(await synthesizeDataset(join(dir, 'b'), { ...options, jobs: 2 })).toEqual(first)
    expect(await readFile(join(dir, 'a/genres_original/pop/pop.00000.wav'))).toEqual(
      await readFile(join(dir, 'b/genres_original/pop/pop.00000.wav')),
    )
  })

  it('plants repeats and distortion in a larger collection', async () => {
    const { tracks, faults } = await synthesizeDataset(dir, { tracksPerGenre: 20, seconds: 0.1 })
    expect(faults.map(fault => fault.kind).sort()).toEqual(['corrupt', 'distorted', 'exact-repeat', 'recording-repeat'])
    const hash = (file: string | undefined) => tracks.find(track => track.file === file)!.sha256
    const exact = faults.find(fault => fault.kind === 'exact-repeat')!
    const other = faults.find(fault => fault.kind === 'recording-repeat')!
    expect(hash(exact.file)).toBe(hash(exact.of))
    expect(hash(other.file)).not.toBe(hash(other.of))
    const twins = tracks.length - new Set(tracks.map(track => track.sha256)).size
    expect(twins).toBe(1)
  })

  it('never touches a folder that holds something else', async () => {
    await writeFile(join(dir, 'my-music.wav'), 'mine')
    await expect(synthesizeDataset(dir, { tracksPerGenre: 1, seconds: 0.1 })).rejects.toThrow(
      /not empty \(my-music.wav\)/,
    )
    expect(await readdir(dir)).toEqual(['my-music.wav'])
    await expect(synthesizeDataset(join(dir, 'my-music.wav'))).rejects.toBeInstanceOf(DataError)
    await synthesizeDataset(join(dir, 'c'), { tracksPerGenre: 1, seconds: 0.1 })
    await expect(synthesizeDataset(join(dir, 'c'), { tracksPerGenre: 2, seconds: 0.1 })).rejects.toThrow(
      'tracksPerGenre 1 instead of 2',
    )
  })

  it('stops when asked to, without a half file, and starts again', async () => {
    const controller = new AbortController()
    const options = { tracksPerGenre: 2, seconds: 0.2 }
    const run = synthesizeDataset(dir, {
      ...options,
      signal: controller.signal,
      onProgress: ({ done }) => done >= 1 && controller.abort(new Error('enough')),
    })
    await expect(run).rejects.toThrow('enough')
    expect(JSON.parse(await readFile(join(dir, 'synthesized.json'), 'utf8'))).toMatchObject({ complete: false })
    for (const name of await wavs(dir))
      expect((await readFile(join(dir, 'genres_original', name))).length).toBe(44 + 8820)
    const left = join(dir, 'genres_original/pop/.pop.00000.wav.123.0a1b2c3d.tmp')
    await writeFile(left, 'half of it')
    expect((await synthesizeDataset(dir, options)).complete).toBe(true)
    await expect(readFile(left)).rejects.toThrow('ENOENT')
  })

  it('refuses bad options before writing', async () => {
    for (const options of [{ tracksPerGenre: 0 }, { seed: -1 }, { seconds: 0 }, { jobs: 0 }]) {
      await expect(synthesizeDataset(join(dir, 'd'), options)).rejects.toBeInstanceOf(InvalidParameterError)
    }
    expect(await readdir(dir)).toEqual([])
  })
})
