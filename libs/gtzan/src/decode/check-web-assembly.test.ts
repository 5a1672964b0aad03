import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { decodeAudio } from './decode-audio'

afterEach(() => vi.unstubAllGlobals())

test.each(['cbr-mono.mp3', 'mono.ogg', 'mono.opus'])(
  '%s without WebAssembly is refused, not waited for',
  async name => {
    const bytes = readFileSync(new URL(`../../golden/audio/${name}`, import.meta.url))
    vi.stubGlobal('WebAssembly', {
      ...WebAssembly,
      Module: class {
        constructor() {
          throw new WebAssembly.CompileError('violates the content security policy')
        }
      },
    })
    await expect(decodeAudio(bytes, { file: name })).rejects.toMatchObject({
      problem: 'unsupported',
      message: expect.stringMatching(new RegExp(`^${name}: reading \\w+ needs WebAssembly, which is forbidden`)),
    })
  },
)

test.each(['level0.flac', 'aac-22050-1.m4a'])('%s needs none', async name => {
  const bytes = readFileSync(new URL(`../../golden/audio/${name}`, import.meta.url))
  vi.stubGlobal('WebAssembly', undefined)
  expect((await decodeAudio(bytes, { file: name })).channels[0].length).toBeGreaterThan(0)
})
