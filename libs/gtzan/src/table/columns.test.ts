import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { gtzan57Columns } from './columns'

const published = new URL('../../../../../shared/data/features_30_sec.csv', import.meta.url)

describe('gtzan57Columns', () => {
  it('are 57, none twice', () => {
    expect(new Set(gtzan57Columns()).size).toBe(57)
  })

  it.skipIf(!existsSync(published))('are those of the published table (skipped without it)', () => {
    const header = readFileSync(published, 'utf8').split('\n', 1)[0].split(',')
    expect(['filename', 'length', ...gtzan57Columns(), 'label']).toEqual(header)
  })
})
