import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goldenAudio, goldenBytes, goldenPath } from '../../test/golden-audio'
import { memorySource } from '../decode/byte-source'
import { decodeAudio } from '../decode/decode-audio'
import { loadAudio } from '../decode/load-audio'
import { openFileSource } from './file-source'
import { readAudio } from './read-audio'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'genre-read-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('readAudio', () => {
  it.each(goldenAudio.map(golden => golden.file))('%s: the same as from memory', async file => {
    // at the file's own rate: what resampling does is tested where it is done
    const options = { sampleRate: file === 'stereo.ogg' ? 22050 : null }
    expect(await readAudio(goldenPath(file), options)).toEqual(
      await loadAudio(memorySource(goldenBytes(file)), options),
    )
  })

  it('takes names of every kind, and links', async () => {
    for (const name of [
      'with space.wav',
      "it's.wav",
      '"quoted".wav',
      'two\nlines.wav',
      'Ünïcödé-音楽.wav',
      '-dash.wav',
    ]) {
      const path = join(folder, name)
      await copyFile(goldenPath('wav-pcm16.wav'), path)
      expect((await readAudio(path)).samples.length).toBe(120)
    }
    await symlink(goldenPath('wav-pcm16.wav'), join(folder, 'link.mp3'))
    expect((await readAudio(join(folder, 'link.mp3'))).samples.length).toBe(120)
  })

  it('names the file and what is wrong with it', async () => {
    const fails = (path: string, problem: string, words: string) =>
      expect(readAudio(path)).rejects.toMatchObject({
        name: 'AudioFileError',
        code: 'DECODE',
        file: path,
        problem,
        message: expect.stringContaining(words),
      })
    await fails(join(folder, 'nothing.wav'), 'not-found', 'there is no such file')
    await fails(join(goldenPath('wav-pcm16.wav'), 'below.wav'), 'not-found', 'there is no such file')
    await mkdir(join(folder, 'folder.wav'))
    await fails(join(folder, 'folder.wav'), 'not-a-file', 'a folder, not a file')
    await writeFile(join(folder, 'empty.wav'), '')
    await fails(join(folder, 'empty.wav'), 'empty', '0 bytes')
    await writeFile(join(folder, 'text.wav'), 'this is text')
    await fails(join(folder, 'text.wav'), 'not-audio', 'text')
    await symlink(join(folder, 'gone'), join(folder, 'broken-link.wav'))
    await fails(join(folder, 'broken-link.wav'), 'not-found', 'no such file')
    await symlink(join(folder, 'loop.wav'), join(folder, 'loop.wav'))
    await fails(join(folder, 'loop.wav'), 'unreadable', 'cannot be read')
    await fails(`${folder}/${'x'.repeat(300)}`, 'unreadable', 'cannot be read')
    await fails('/dev/null', 'not-a-file', 'a device')
  })

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    const path = join(folder, 'pipe.wav')
    execFileSync('mkfifo', [path])
    await expect(readAudio(path)).rejects.toMatchObject({ problem: 'not-a-file' })
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a file without permission', async () => {
    const path = join(folder, 'secret.wav')
    await copyFile(goldenPath('wav-pcm16.wav'), path)
    await chmod(path, 0)
    await expect(readAudio(path)).rejects.toMatchObject({ problem: 'unreadable' })
  })

  it('leaves no file open', async () => {
    const open = () =>
      existsSync('/proc/self/fd') ? execFileSync('ls', ['/proc/self/fd']).toString().split('\n').length : 0
    const before = open()
    for (let i = 0; i < 20; i++) {
      await readAudio(goldenPath('wav-pcm16.wav'))
      await readAudio(join(folder, 'text.wav')).catch(() => {})
      await readAudio(goldenPath('mono.ogg'), { signal: AbortSignal.abort() }).catch(() => {})
    }
    expect(open()).toBeLessThanOrEqual(before + 2)
  })
})

describe('openFileSource', () => {
  it('reads any part, less at the end', async () => {
    const path = join(folder, 'bytes')
    await writeFile(path, Uint8Array.of(1, 2, 3, 4, 5))
    const source = await openFileSource(path)
    expect(source.size).toBe(5)
    expect(await source.read(1, 3)).toEqual(Uint8Array.of(2, 3, 4))
    expect(await source.read(3, 10)).toEqual(Uint8Array.of(4, 5))
    expect((await source.read(9, 10)).length).toBe(0)
    await source.close()
  })
})

/** Whether all samples are equal; for long arrays much quicker than `toEqual`. */
const isSame = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((x, i) => x === b[i])

const shared = join(import.meta.dirname, '../../../../../shared/data/audio')
describe.skipIf(!existsSync(shared))('GTZAN (skipped where the tracks are absent)', () => {
  it('au and wav of one recording have the same samples', async () => {
    for (const track of ['blues.00000', 'jazz.00000']) {
      const au = await readAudio(join(shared, `${track}.au`))
      const wav = await readAudio(join(shared, `${track}.wav`))
      expect([wav.samples.length, wav.sampleRate, au.sampleRate]).toEqual([661794, 22050, 22050])
      expect(isSame(au.samples, wav.samples)).toBe(true)
    }
  })

  it('the mp3 has the length of the wav that it was made of', async () => {
    const { samples, sampleRate, warnings } = await readAudio(join(shared, 'blues.00099.mp3'))
    expect([samples.length, sampleRate, warnings]).toEqual([661794, 22050, undefined])
  })

  it('jazz.00054.wav, samples without a header, is no audio file', async () => {
    await expect(readAudio(join(shared, 'jazz.00054.wav'))).rejects.toMatchObject({ problem: 'not-audio' })
  })

  it('a part needs only its bytes, and is the same', async () => {
    const path = join(shared, 'rock.00000.wav')
    const { samples } = await readAudio(path)
    const part = await readAudio(path, { offset: 3, duration: 3 })
    expect(isSame(part.samples, samples.subarray(66150, 132300))).toBe(true)
    const whole = await decodeAudio(new Uint8Array(await (await import('node:fs/promises')).readFile(path)))
    expect(isSame(whole.channels[0], samples)).toBe(true)
  })
})
