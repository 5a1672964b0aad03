import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audioBatches } from '../src/node/dataset-batches'
import { openDataset } from '../src/node/dataset'
import { writeWavs } from './audio-files'
import { built, startScript } from './built'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-batches-built-'))
  await writeWavs(
    join(folder, 'music'),
    Object.fromEntries(['blues', 'pop', 'rock'].flatMap(g => [0, 1].map(n => [`${g}/${g}.0000${n}.wav`, 1 + n / 4]))),
  )
  await writeFile(
    join(folder, 'loudness #1.mjs'),
    `export default ({ samples }, { times }) =>
      ({ data: Float32Array.of(times * samples.reduce((sum, x) => sum + x * x, 0)), shape: [1], stride: [1], offset: 0 })`,
  )
})
afterAll(() => rm(folder, { recursive: true }))

const parameters = {
  seconds: 0.25,
  batchSize: 8,
  randomState: 7,
  augment: [[{ degrade: 'addNoise', snr: 10 }]],
} as const

describe.skipIf(!built)('batches by the built package (skipped where it is not built)', () => {
  it('are the same from worker threads as from one thread', async () => {
    const dataset = await openDataset(join(folder, 'music'))
    const transform = ({ samples }: { samples: Float32Array }) => ({
      data: Float32Array.of(3 * samples.reduce((sum, x) => sum + x * x, 0)),
      shape: [1],
      stride: [1],
      offset: 0,
    })
    const expected: unknown[] = []
    for await (const { X, files, windows, copies } of audioBatches(dataset, { ...parameters, transform })) {
      expected.push([...X.data].map((value, i) => [value, files[i], windows[i], copies[i]]))
    }
    const script = `
      const dataset = await gtzan.openDataset(process.argv[1])
      const options = { ...${JSON.stringify(parameters)}, jobs: 3, transform: { module: process.argv[2], options: { times: 3 } } }
      const out = []
      for await (const { X, files, windows, copies } of gtzan.audioBatches(dataset, options)) {
        out.push([...X.data].map((value, i) => [value, files[i], windows[i], copies[i]]))
      }
      console.log(JSON.stringify(out))
      // Leaving early ends the threads: the process ends by itself.
      for await (const batch of gtzan.audioBatches(dataset, options)) break`
    const args = [join(folder, 'music'), join(folder, 'loudness #1.mjs')]
    const { code, output } = await startScript(script, { args }).done
    expect(code, output).toBe(0)
    expect(JSON.parse(output)).toEqual(expected)
    // A quarter of a second is 5513 samples: 3 windows in a second, 4 in one and a quarter; each twice.
    expect(expected.flat()).toHaveLength(3 * (3 + 4) * 2)
  })
})
