import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { built, startScript } from './built'

const names = Array.from({ length: 300 }, (_, i) => `genre ${i % 7}/file ${i}.wav`)
let dir: string
let root: string
let jail: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-kill-'))
  root = join(dir, 'data')
  jail = join(dir, 'jail')
  for (const name of names) {
    await mkdir(join(root, name, '..'), { recursive: true })
    await writeFile(join(root, name), `content of ${name}`)
  }
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const script = `
  const [, kind, root, jail, ...names] = process.argv
  const files = names.map(file => ({ file, path: root + '/' + file, track: file, label: 'x', status: 'bad', problems: [] }))
  await (kind === 'quarantine' ? gtzan.quarantine({ root, files }, jail) : gtzan.restoreQuarantine(jail, root))`

/** Runs until so many files have reached the other folder, and kills it then; or until it ends. */
async function runAndKill(kind: 'quarantine' | 'restore', count: number) {
  const target = kind === 'quarantine' ? jail : root
  const { child, done } = startScript(script, { args: [kind, root, jail, ...names] })
  let ended = false
  void done.then(() => (ended = true))
  const arrived = async () => {
    const entries = await readdir(target, { recursive: true }).catch(() => [])
    return entries.filter(name => name.endsWith('.wav')).length
  }
  while (!ended && (await arrived()) < count) await wait(0)
  child.kill('SIGKILL')
  return done
}

/** Where each file is: whole, in one of the two folders or, for a moment, in both. */
async function whereabouts(): Promise<{ here: number; there: number }> {
  let here = 0
  let there = 0
  for (const name of names) {
    const [a, b] = await Promise.all(
      [root, jail].map(folder => readFile(join(folder, name), 'utf8').catch(() => undefined)),
    )
    expect(a ?? b).toBe(`content of ${name}`)
    if (b !== undefined) expect(b).toBe(`content of ${name}`)
    if (a !== undefined) here++
    if (b !== undefined) there++
  }
  return { here, there }
}

describe.skipIf(!built || process.platform === 'win32')('quarantine killed (skipped where it is not built)', () => {
  it('loses no file at any moment, and finishes when it is run again', async () => {
    const seen = new Set<string>()
    for (const count of [0, 1, 10, 60, 110]) {
      const { signal } = await runAndKill('quarantine', count)
      const { here, there } = await whereabouts()
      expect(here + there).toBeGreaterThanOrEqual(names.length)
      if (signal === 'SIGKILL' && here > 0 && there > 0) seen.add('quarantine')
      if (there > 0) {
        const manifest = JSON.parse(await readFile(join(jail, 'quarantine.json'), 'utf8')) as { files: unknown[] }
        expect(manifest.files).toHaveLength(names.length)
      }
    }
    expect(await startScript(script, { args: ['quarantine', root, jail, ...names] }).done).toMatchObject({ code: 0 })
    expect(await whereabouts()).toEqual({ here: 0, there: names.length })

    for (const count of [0, 1, 10, 60, 110]) {
      const { signal } = await runAndKill('restore', count)
      const { here, there } = await whereabouts()
      if (signal === 'SIGKILL' && here > 0 && there > 0) seen.add('restore')
    }
    const last = await startScript(script, { args: ['restore', root, jail] }).done
    if (last.code !== 0) expect(last.output).toContain('all is restored')
    expect(await whereabouts()).toEqual({ here: names.length, there: 0 })
    expect(await readdir(jail)).not.toContain('quarantine.json')
    // the kills did hit the work
    expect([...seen].sort()).toEqual(['quarantine', 'restore'])
  }, 60_000)
})
