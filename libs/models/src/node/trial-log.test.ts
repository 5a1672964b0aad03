import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataError } from '@genre/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrialRecord } from '../experiment/experiment-task'
import { openTrialLog } from './trial-log'

const record = (key: string): TrialRecord => {
  return { key, params: { C: 1 }, train: 1, validation: 0.5, folds: [0.5], seconds: [1, 2] }
}
const identity = { suite: 'a3', seed: 42 }

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-trials-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('openTrialLog', () => {
  it('keeps records, and takes away a line that was cut off', async () => {
    const file = join(dir, 'new', 'trials.jsonl')
    const first = openTrialLog(file, identity)
    expect(first.known.size).toBe(0)
    first.append(record('a'))
    first.append(record('ü'))
    first.close()
    const whole = await readFile(file)
    // What kill -9 in the middle of a write leaves: any part of a line, the last of which lacks its end only.
    const line = `${JSON.stringify(record('c'))}`
    for (const end of [1, 20, line.length]) {
      await writeFile(file, whole)
      await appendFile(file, line.slice(0, end))
      const again = openTrialLog(file, identity)
      expect([...again.known.keys()]).toEqual(['a', 'ü'])
      expect(again.known.get('a')).toEqual(record('a'))
      again.append(record('d'))
      again.close()
      const lines = (await readFile(file, 'utf8')).trim().split('\n')
      expect(lines.map(text => (JSON.parse(text) as { key?: string }).key)).toEqual([undefined, 'a', 'ü', 'd'])
    }
  })

  it('starts anew where not even the first line was finished', async () => {
    const file = join(dir, 'torn.jsonl')
    await writeFile(file, '{"format":"genre-tr')
    openTrialLog(file, identity).close()
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format: 'genre-trials', suite: 'a3' })
  })

  it('refuses the log of another experiment, naming what differs, and leaves it alone', async () => {
    const file = join(dir, 'other.jsonl')
    openTrialLog(file, identity).close()
    const before = await readFile(file, 'utf8')
    expect(() => openTrialLog(file, { ...identity, seed: 1 })).toThrow(/seed is 42, not 1/)
    expect(() => openTrialLog(file, { ...identity, grid: 'full' })).toThrow(/grid is missing, not "full"/)
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  it.each(['filename,length\n1,2\n', '{"format":"genre-trials"}\n', 'null\n', '\u0000\n'])(
    'refuses a file with %j',
    async text => {
      const file = join(dir, 'foreign.jsonl')
      await writeFile(file, text)
      expect(() => openTrialLog(file, identity)).toThrow(DataError)
      expect(await readFile(file, 'utf8')).toBe(text)
    },
  )

  it('refuses damage in the middle', async () => {
    const file = join(dir, 'damaged.jsonl')
    openTrialLog(file, identity).close()
    await appendFile(file, '{"key":\n')
    expect(() => openTrialLog(file, identity)).toThrow(/damaged\.jsonl, row 1: no JSON/)
  })
})
