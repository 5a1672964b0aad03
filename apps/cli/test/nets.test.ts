import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { colorTable } from '@genre/viz'
import { encodePng } from '@genre/viz/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../src/index'
import { run } from './run-main'
import { wavOf } from './wav'
import { createColors } from 'picocolors'

describe('genre train NET', () => {
  let folder: string
  const words = (out: string) => [
    ...['train', 'small', '--data', join(folder, 'songs'), '--out', join(folder, out), '--epochs', '3'],
    ...['--batch-size', '8', '--param', 'input=[32,33,1]', '--param', 'widths=[3,4]', '--jobs', '1', '--json'],
  ]
  const weights = async (out: string) => {
    const { userDefinedMetadata } = JSON.parse(await readFile(join(folder, out, 'model.json'), 'utf8'))
    return userDefinedMetadata.genre as { card: Record<string, unknown>; weights: { sha256: string } }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'genre-nets-'))
    for (const [genre, tone] of [
      ['blues', 300],
      ['rock', 3000],
    ] as const) {
      await mkdir(join(folder, 'songs', genre), { recursive: true })
      for (let i = 0; i < 8; i++) {
        const samples = Float32Array.from(
          { length: 6 * 22050 },
          (_, t) => 0.3 * Math.sin((t * tone * (1 + i / 50)) / 3509),
        )
        await writeFile(join(folder, 'songs', genre, `${genre}.0000${i}.wav`), wavOf(samples, 22050))
      }
    }
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('trains, scores, and goes on after it was stopped to the same weights', async () => {
    const whole = await run(...words('whole'))
    expect(whole.err).not.toMatch(/passed over/)
    expect(whole.code).toBe(0)
    const result = JSON.parse(whole.out)
    expect(result).toMatchObject({ name: 'small', protocol: 'track' })
    expect(result.history.epochs).toHaveLength(3)
    const controller = new AbortController()
    const quiet = { onProgress: () => {}, stop: () => {} }
    const code = await main(words('stopped'), {
      signal: controller.signal,
      terminal: {
        out: () => {},
        err: text => void (text.startsWith('epoch 2/3') && controller.abort()),
        colors: createColors(false),
        progress: () => quiet,
      },
    })
    expect(code).toBe(130)
    expect((await run(...words('stopped'))).code).toBe(0)
    const [expected, received] = [await weights('whole'), await weights('stopped')]
    expect(received.weights.sha256).toBe(expected.weights.sha256)
    expect(received.card).toEqual(expected.card)
    expect(received.card).toMatchObject({ classes: ['blues', 'rock'], protocol: 'track', seed: 42 })
  }, 120_000)

  it('names the genre of a file, and is measured, from its folder', async () => {
    const net = join(folder, 'whole')
    const songs = ['blues/blues.00001.wav', 'rock/rock.00002.wav'].map(name => join(folder, 'songs', name))
    const { out, code } = await run('classify', '--model', net, '--json', '--jobs', '2', ...songs)
    expect(code).toBe(0)
    for (const answer of JSON.parse(out)) {
      expect(answer).toMatchObject({ segments: 2 })
      const sum = Object.values(answer.probabilities as Record<string, number>).reduce((a, b) => a + b)
      expect(sum).toBeCloseTo(1, 5)
    }
    const measured = await run('evaluate', net, '--data', join(folder, 'songs'), '--json')
    expect(measured.code).toBe(0)
    const { segments, tracks, evaluations } = JSON.parse(measured.out)
    expect([segments, tracks, evaluations[0].protocol]).toEqual([32, 16, 'row'])
    expect(evaluations[0].warning).toMatch(/knows the answers/)
    const right = JSON.parse(out).filter((answer: { file: string; genre: string }) =>
      answer.file.includes(answer.genre),
    )
    expect(evaluations[0].trackAccuracy).toBeGreaterThanOrEqual(right.length / 16)
  })

  it('says what is no net, and what to do with an untrained one', async () => {
    const song = join(folder, 'songs', 'blues', 'blues.00001.wav')
    const { code, err } = await run('classify', '--model', join(folder, 'songs'), song)
    expect([code, err]).toEqual([1, expect.stringMatching(/songs.model.json: there is no such file/)])
    const untrained = await run('evaluate', 'resnet-v7', '--data', join(folder, 'songs'))
    expect([untrained.code, untrained.err]).toEqual([2, expect.stringMatching(/genre train resnet-v7/)])
  })

  it("learns from Kaggle's mel pictures, and such a model is not for audio", async () => {
    const colors = colorTable('magma')
    for (const [genre, level] of [
      ['blues', 60],
      ['rock', 200],
    ] as const) {
      await mkdir(join(folder, 'pictures', genre), { recursive: true })
      for (let i = 0; i < 8; i++) {
        const color = colors.subarray(3 * (level + i), 3 * (level + i) + 3)
        const data = Uint8ClampedArray.from({ length: 432 * 288 * 4 }, (_, k) => (k % 4 === 3 ? 255 : color[k % 4]))
        const png = encodePng({ width: 432, height: 288, data })
        await writeFile(join(folder, 'pictures', genre, `${genre}0000${i}.png`), png)
      }
    }
    const net = join(folder, 'of-pictures')
    const { out, code } = await run(
      ...['train', 'small', '--data', join(folder, 'pictures'), '--out', net, '--epochs', '2', '--batch-size', '8'],
      ...['--param', 'input=[32,168,1]', '--param', 'widths=[3,4]', '--jobs', '1', '--json'],
    )
    expect(code).toBe(0)
    // Three windows of 15 s of each of three tracks.
    expect(JSON.parse(out)).toMatchObject({ protocol: 'track', windows: 9, tracks: 3 })
    expect((await weights('of-pictures')).card.recipe).toMatchObject({ name: 'melPictureLevels', input: [32, 168, 1] })
    const song = join(folder, 'songs', 'blues', 'blues.00001.wav')
    const refused = await run('classify', '--model', net, song)
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/recipe/)])
    const featured = await run('train', 'resnet-v10', '--data', join(folder, 'pictures'))
    expect([featured.code, featured.err]).toEqual([2, expect.stringMatching(/descriptors as well/)])
  }, 60_000)

  it('tells wrong parameters before it reads anything', async () => {
    const { code, err } = await run('train', 'small', '--data', 'nowhere', '--param', 'widths=[]')
    expect([code, err]).toEqual([2, expect.stringMatching(/widths/)])
    expect((await run('train', 'small', '--data', join(folder, 'nowhere'))).code).toBe(1)
  })

  it('lists every architecture', async () => {
    const { out } = await run('models', '--json')
    const nets = JSON.parse(out) as { name: string; parameters?: number; input?: number[] }[]
    expect(nets.find(({ name }) => name === 'mini-vgg-v3')).toMatchObject({
      parameters: 629_218_218,
      input: [480, 640, 3],
    })
    expect((await run('models')).out).toMatch(/resnet-v10 +19779450 +512 x 512 x 1/)
  })
})
