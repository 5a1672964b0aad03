import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { oneRun } from './one-run.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'genre-one-run-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const options = {
  out: folder,
  work: path.join(folder, 'work'),
  backend: {
    name: /** @type {const} */ ('cpu'),
    tfjsName: 'cpu',
    description: 'plain JavaScript',
    threads: 1,
    tried: [],
  },
}
const record = { epoch: 1, learningRate: 0.1, loss: 1.23456789, accuracy: 0.5, seconds: 2 }

test('a run is made once and read afterwards', async () => {
  let calls = 0
  const perform = async () => {
    calls++
    return { accuracy: 0.25, history: [record] }
  }
  const run = { id: 'first', epochs: 3 }
  const made = await oneRun(run, options, perform)
  expect(made).toMatchObject({ id: 'first', epochs: 3, backend: 'cpu', threads: 1, accuracy: 0.25 })
  expect(made.history).toEqual([{ epoch: 1, loss: 1.2346, accuracy: 0.5, seconds: 2 }])
  expect(await oneRun(run, options, perform)).toEqual(made)
  expect(calls).toBe(1)
  expect(JSON.parse(readFileSync(path.join(folder, 'runs', 'first.json'), 'utf8'))).toEqual(made)
})

test('a run that fails leaves nothing, and a trial is of one epoch', async () => {
  const fails = () => Promise.reject(new Error('no room'))
  await expect(oneRun({ id: 'second', epochs: 3 }, options, fails)).rejects.toThrow('no room')
  expect(existsSync(path.join(folder, 'runs', 'second.json'))).toBe(false)
  const { epochs } = await oneRun({ id: 'third', epochs: 3 }, { ...options, smoke: true }, async ({ changed }) => ({
    history: [{ ...record, epoch: changed.epochs ?? 0 }],
  }))
  expect(epochs).toBe(1)
})
