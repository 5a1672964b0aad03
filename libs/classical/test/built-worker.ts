import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** A worker's sources as one file that a thread can run, and what takes it away again. */
export async function builtWorker(source: string): Promise<{ file: URL; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'genre-worker-'))
  const outfile = join(dir, 'worker.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL(`../${source}`, import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@genre/source'],
  })
  return { file: pathToFileURL(outfile), remove: () => rm(dir, { recursive: true, force: true }) }
}
