import { blobSource, loadAudio, synthesizeTrack } from '@genre/gtzan'
import { describe, expect, test } from 'vitest'
import { given, hasWebAssembly, repositoryFile } from '../suite/case.mjs'
import { add } from '../suite/watch.mjs'

const { files, synthesized } = given('audio')
/** Whose decoders are WebAssembly; every other format is TypeScript. */
const needsWebAssembly = (/** @type {string} */ name) => /^(?!flac).*\.(mp[123]|ogg|oga|opus)$/.test(name)

describe('audio files are read as in Node, bit for bit', () => {
  test.for(files.map((/** @type {any} */ file) => [file.name, file]))('%s', async ([name, expected]) => {
    const source = blobSource(new Blob([await repositoryFile(expected.path)]))
    const read = () => loadAudio(source, { file: name, sampleRate: null })
    if (expected.problem) {
      await expect(read()).rejects.toMatchObject({ problem: expected.problem })
    } else if (needsWebAssembly(name) && !hasWebAssembly) {
      await expect(read()).rejects.toMatchObject({
        problem: 'unsupported',
        message: expect.stringContaining('needs WebAssembly'),
      })
    } else {
      const { samples, sampleRate, warnings } = await read()
      expect({ sampleRate, length: samples.length, hash: add(0, samples), warnings }).toEqual({
        sampleRate: expected.sampleRate,
        length: expected.length,
        hash: expected.hash,
        warnings: expected.warnings,
      })
    }
  })
})

test.for(synthesized.map((/** @type {any} */ each) => [each.options.genre, each]))(
  'the synthesized track of %s has the same bits',
  ([, { options, hash }]) => expect(add(0, synthesizeTrack(options).samples)).toBe(hash),
)
