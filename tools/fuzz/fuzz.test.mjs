import path from 'node:path'
import { RandomState } from '@genre/core'
import { expect, it } from 'vitest'
import { root } from '../common/packages.mjs'
import { run } from '../common/run.mjs'
import { mutateJson } from './mutators.mjs'

const main = path.join(root, 'tools/fuzz/main.mjs')

it('a thousand damaged inputs of every kind are read or refused', async () => {
  const { status, stdout, stderr } = await run(process.execPath, [main, '--runs', '1000', '--seed', '2'])
  expect(stdout, stderr).toMatch(/1000 inputs, 0 failures/)
  for (const name of ['wav', 'ogg', 'csv', 'parquet', 'split', 'tar.gz', 'quarantine', 'model', 'estimator']) {
    expect(stdout).toMatch(new RegExp(`^${name.replace('.', '\\.')} +\\d`, 'm'))
  }
  expect(status).toBe(0)
}, 300_000)

it('an input can be had again by its number', async () => {
  const { stdout } = await run(process.execPath, [main, '--from', '77', '--runs', '1', '--only', 'csv'])
  expect(stdout).toMatch(/1 inputs, 0 failures/)
}, 60_000)

it('data is changed, and the original is not', () => {
  const json = { a: [1, 2, { b: 'text' }], c: null, d: { e: 3 } }
  const before = JSON.stringify(json)
  const results = new Set()
  for (let seed = 0; seed < 50; seed++) results.add(JSON.stringify(mutateJson(json, new RandomState(seed))))
  expect(JSON.stringify(json)).toBe(before)
  expect(results.size).toBeGreaterThan(30)
})
