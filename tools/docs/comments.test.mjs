import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Application } from 'typedoc'
import { afterAll, expect, test } from 'vitest'
import { missingComments } from './comments.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'genre-comments-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('exports without a comment; members and examples where it is asked for', { timeout: 60_000 }, async () => {
  const source = path.join(folder, 'index.ts')
  writeFileSync(path.join(folder, 'tsconfig.json'), '{ "compilerOptions": { "types": [] }, "files": ["index.ts"] }')
  writeFileSync(
    source,
    `
export function bare() {}
/** Without an example, of a value \`a\`. */
export function said() {}
/**
 * With one, and \`a + b\` in Hz.
 * @example
 * shown()
 */
export function shown() {}
/** A type. */
export interface Options {
  /** In Hz. */
  rate: number
  length: number
}
export const limit = 3
/** Members by themselves. */
export class Plan {
  constructor(readonly size: number) {}
  /** Runs. */
  run() {}
  stop() {}
}
`,
  )
  const app = await Application.bootstrap({
    entryPoints: [source],
    tsconfig: path.join(folder, 'tsconfig.json'),
    basePath: folder,
    readme: 'none',
    disableSources: true,
    logLevel: 'Error',
  })
  const project = await app.convert()
  if (!project) throw new Error('not read')
  expect(missingComments('@genre/viz', project).sort()).toEqual([
    '@genre/viz: bare has no comment',
    '@genre/viz: limit has no comment',
  ])
  expect(missingComments('@genre/dsp', project).sort()).toEqual([
    '@genre/dsp: Options.length has no comment',
    '@genre/dsp: Plan.size has no comment',
    '@genre/dsp: Plan.stop has no comment',
    '@genre/dsp: bare has no @example',
    '@genre/dsp: bare has no comment',
    '@genre/dsp: bare has no formula in its comment',
    '@genre/dsp: bare says neither shape nor unit',
    '@genre/dsp: limit has no comment',
    '@genre/dsp: said has no @example',
    '@genre/dsp: said has no formula in its comment',
  ])
})
