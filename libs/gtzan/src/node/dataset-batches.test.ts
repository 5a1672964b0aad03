import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataError, InvalidParameterError } from '@genre/core'
import { melSpectrogram } from '@genre/dsp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWavs } from '../../test/audio-files'
import type { Dataset } from './dataset'
import { openDataset } from './dataset'
import { degrade } from './dataset-augment'
import type { AudioBatch, AudioBatchesOptions } from './dataset-batches'
import { audioBatches } from './dataset-batches'
import { readAudio } from './read-audio'

let folder: string
let dataset: Dataset
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-batches-'))
  await writeWavs(folder, {
    'blues/blues.00000.wav': 1.2,
    'blues/blues.00001.wav': 0.7,
    'rock/rock.00000.wav': 0.55,
    'rock/rock.00001.wav': 0.1,
  })
  await writeFile(join(folder, 'rock', 'rock.00002.wav'), 'no wav')
  dataset = await openDataset(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const quick: AudioBatchesOptions = { seconds: 0.25, files: [0, 1, 2], batchSize: 4, jobs: 1 }

async function collect(options: AudioBatchesOptions): Promise<AudioBatch[]> {
  const batches: AudioBatch[] = []
  for await (const batch of audioBatches(dataset, { ...quick, ...options })) batches.push(batch)
  return batches
}

const names = (batches: AudioBatch[]) =>
  batches.flatMap(({ files, windows, copies }) => [...files].map((file, i) => `${file}.${windows[i]}.${copies[i]}`))

describe('audioBatches', () => {
  it('goes over the whole windows of the files in order', async () => {
    const batches = await collect({ shuffle: false })
    expect(names(batches)).toEqual(['0.0.0', '0.1.0', '0.2.0', '0.3.0', '1.0.0', '1.1.0', '2.0.0', '2.1.0'])
    expect(batches.map(({ X }) => X.shape)).toEqual([
      [4, 5513],
      [4, 5513],
    ])
    expect(batches[1].labels).toEqual(['blues', 'blues', 'rock', 'rock'])
    expect([...batches[1].y]).toEqual([0, 0, 1, 1])
    const { samples } = await readAudio(dataset.files[1].path)
    expect(batches[1].X.pick(1).toContiguous()).toEqual(samples.slice(5513, 2 * 5513))
  })

  it('overlaps windows and leaves a smaller batch at the end', async () => {
    const batches = await collect({ shuffle: false, files: [1], hop: 0.1, batchSize: 3 })
    expect(batches.map(({ y }) => y.length)).toEqual([3, 2])
  })

  it('mixes by the seed, each excerpt once', async () => {
    const plain = names(await collect({ shuffle: false }))
    for (const shuffleBuffer of [1, 3, 100]) {
      const mixed = names(await collect({ randomState: 1, shuffleBuffer }))
      expect([...mixed].sort()).toEqual(plain)
      expect(names(await collect({ randomState: 1, shuffleBuffer }))).toEqual(mixed)
    }
    expect(names(await collect({ randomState: 1 }))).not.toEqual(names(await collect({ randomState: 2 })))
    // The rows go with their names.
    const [batch] = await collect({ randomState: 3, batchSize: 8 })
    const i = [...batch.files].findIndex((file, k) => file === 0 && batch.windows[k] === 2)
    const { samples } = await readAudio(dataset.files[0].path)
    expect(batch.X.pick(i).toContiguous()).toEqual(samples.slice(2 * 5513, 3 * 5513))
  })

  it('adds degraded copies of the files that were asked for only', async () => {
    const augment = [[{ degrade: 'gain', db: -20 }], [{ degrade: 'addNoise', snr: 10 }]] as const
    const batches = await collect({ shuffle: false, files: [2], augment, batchSize: 6, randomState: 5 })
    expect(names(batches)).toEqual(['2.0.0', '2.0.1', '2.0.2', '2.1.0', '2.1.1', '2.1.2'])
    const [{ X }] = batches
    const original = { samples: X.pick(3).toContiguous(), sampleRate: 22050 }
    expect(X.pick(4).toContiguous()).toEqual(degrade(original, augment[0], 0).samples)
    expect(X.pick(5).toContiguous()).not.toEqual(X.pick(2).toContiguous())
    // The noise of a window depends on the seed, not on the order.
    const mixed = await collect({ files: [1, 2], augment, batchSize: 100, randomState: 5 })
    const alike = [...mixed[0].files].findIndex(
      (f, k) => f === 2 && mixed[0].windows[k] === 1 && mixed[0].copies[k] === 2,
    )
    expect(mixed[0].X.pick(alike).toContiguous()).toEqual(X.pick(5).toContiguous())
  })

  it('hands over what a function makes of the samples', async () => {
    const transform: AudioBatchesOptions['transform'] = audio => melSpectrogram(audio, { nMels: 8 })
    const [{ X }] = await collect({ shuffle: false, transform })
    expect(X.shape).toEqual([4, 8, 11])
    const { samples } = await readAudio(dataset.files[0].path)
    const mel = melSpectrogram({ samples: samples.slice(5513, 2 * 5513), sampleRate: 22050 }, { nMels: 8 })
    expect(X.pick(1).toContiguous()).toEqual(mel.toContiguous())
  })

  it('hands over what a module makes of them', async () => {
    const module = join(folder, 'loud.mjs')
    await writeFile(
      module,
      `export default ({ samples }, { times }) =>
        ({ data: Float64Array.of(Math.max(...samples) * times, 1), shape: [2], stride: [1], offset: 0 })`,
    )
    const [{ X }] = await collect({ shuffle: false, transform: { module, options: { times: 2 } } })
    expect(X.shape).toEqual([4, 2])
    const { samples } = await readAudio(dataset.files[0].path)
    expect(X.get(0, 0)).toBe(Math.fround(2 * Math.max(...samples.subarray(0, 5513))))
    await writeFile(module.replace('loud', 'none'), 'export const x = 1')
    await expect(collect({ transform: { module: module.replace('loud', 'none') } })).rejects.toThrowError(
      /default export/,
    )
  })

  it('ends with an error for a bad file, or passes it over where that is wanted', async () => {
    await expect(collect({ files: [0, 4] })).rejects.toThrowError(DataError)
    await expect(collect({ files: [3] })).rejects.toThrowError(/rock\.00001\.wav: .*2205 samples, a window has 5513/)
    const skipped: string[] = []
    const batches = await collect({ files: [4, 3, 2], shuffle: false, onSkip: ({ file }) => skipped.push(file) })
    expect(names(batches)).toEqual(['2.0.0', '2.1.0'])
    expect(skipped).toEqual([dataset.files[4].path, dataset.files[3].path])
  })

  it('refuses a transform that changes its shape', async () => {
    let calls = 0
    const transform = () => ({ data: new Float32Array(++calls), shape: [calls], stride: [1], offset: 0 })
    await expect(collect({ transform, shuffle: false })).rejects.toThrowError(
      /windows of different shapes: \(2\) after \(1\)/,
    )
  })

  it('stops at a signal and when it is left', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(collect({ signal })).rejects.toThrowError('enough')
    for await (const { y } of audioBatches(dataset, { ...quick, batchSize: 1 })) {
      expect(y).toHaveLength(1)
      break
    }
  })

  it('gives nothing for no files', async () => {
    expect(await collect({ files: [] })).toEqual([])
  })

  it.each([
    [{ batchSize: 0 }, 'batchSize'],
    [{ shuffleBuffer: 0 }, 'shuffleBuffer'],
    [{ seconds: 0 }, 'seconds'],
    [{ hop: -1 }, 'hop'],
    [{ sampleRate: 0.5 }, 'sampleRate'],
    [{ files: [9] }, 'files'],
    [{ jobs: 0 }, 'jobs'],
    [{ transform: 'mel' as never }, 'transform'],
    [{ augment: [[{ degrade: 'wow' }]] as never }, 'degrade'],
  ])('refuses %j', async (wrong, parameter) => {
    await expect(collect(wrong)).rejects.toThrowError(
      expect.objectContaining({ name: InvalidParameterError.name, parameter }),
    )
  })
})
