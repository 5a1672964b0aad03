import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkHealth } from '../src/node/health'
import { writeWavs } from './audio-files'
import { built, startScript } from './built'

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'genre-health-built-'))
  const names = ['blues', 'jazz'].flatMap(genre => [0, 1, 2].map(n => `${genre}/${genre}.0000${n}.wav`))
  await writeWavs(data, Object.fromEntries(names.map((name, i) => [name, 1 + 0.1 * i])))
  await writeFile(join(data, 'jazz', 'jazz.00003.wav'), 'no wav')
})
afterAll(() => rm(data, { recursive: true }))

describe.skipIf(!built)('health by the built package (skipped where it is not built)', () => {
  it.each([
    ['module', 1],
    ['module', 3],
    ['commonjs', 2],
  ] as const)('%s, %d jobs: the same report', async (kind, jobs) => {
    const script = `
      gtzan.checkHealth(process.argv[1], { jobs: ${jobs} }).then(({ files, counts }) =>
        console.log(JSON.stringify({ files, counts })))`
    const { code, output } = await startScript(script, { kind, args: [data] }).done
    const { files, counts } = await checkHealth(data, { jobs: 1 })
    expect(code, output).toBe(0)
    expect(JSON.parse(output)).toEqual({ files, counts })
    expect(counts.bad).toBe(1)
  })
})
