import { KNeighborsClassifier } from '@genre/classical'
import { FeatureExtractor } from '@genre/features'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { GenreClassifier } from './genre-classifier'

const sampleRate = 22050
/** Notes that change every half second, so that no chunk is like another. */
function tune(seconds: number, seed: number): Float32Array {
  return Float32Array.from({ length: seconds * sampleRate }, (_, i) => {
    const note = Math.floor((2 * i) / sampleRate)
    const hz = 110 * 2 ** (((note * seed * 7) % 24) / 12)
    const t = (i / sampleRate) % 0.5
    return Math.exp(-4 * t) * (0.4 * Math.sin(2 * Math.PI * hz * t) + 0.1 * Math.sin(14 * Math.PI * hz * t))
  })
}
const samples = tune(14, 3)
let classifier: GenreClassifier
beforeAll(async () => {
  classifier = await GenreClassifier.load()
})
const open = (y = samples) => classifier.reader({ samples: y, sampleRate })

describe('GenreReader', () => {
  it('says bit for bit what classify says, however often it was cut otherwise before', async () => {
    const song = open()
    for (const options of [{}, { chunk: 3, overlap: 0 }, { chunk: 2, overlap: 1 }, {}]) {
      expect(await song.read(options)).toEqual(classifier.classify({ samples, sampleRate }, options))
    }
  })

  it('computes nothing twice', async () => {
    const extract = vi.spyOn(FeatureExtractor.prototype, 'extract')
    try {
      const song = open()
      await song.read({ chunk: 4, overlap: 2 })
      expect(extract).toHaveBeenCalledTimes(5)
      await song.read({ chunk: 4, overlap: 2 })
      await song.explain({ chunk: 4, overlap: 2 })
      expect(extract).toHaveBeenCalledTimes(5)
    } finally {
      extract.mockRestore()
    }
  })

  it('refuses what classify refuses', async () => {
    await expect(open(new Float32Array(9000)).read()).rejects.toMatchObject({ code: 'TOO_SHORT' })
    await expect(open(new Float32Array(5 * sampleRate)).read()).rejects.toMatchObject({ code: 'SILENT' })
    await expect(open(samples.map((x, i) => (i === 7 ? NaN : x))).read()).rejects.toMatchObject({ code: 'DATA' })
    await expect(open().read({ chunk: 2, overlap: 2 })).rejects.toMatchObject({ code: 'INVALID_PARAMETER' })
    expect(() => classifier.reader({ samples, sampleRate: 44100 })).toThrow(/sampleRate/)
  })

  it('tells how far it is, and stops when told', async () => {
    const shares: number[] = []
    await open().read({ onProgress: share => shares.push(share) })
    expect(shares).toEqual([0.2, 0.4, 0.6, 0.8, 1])
    const controller = new AbortController()
    const { signal } = controller
    const reading = open().read({ chunk: 1, overlap: 0.5, signal, onProgress: () => controller.abort() })
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    await expect(open().explain({ signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('GenreReader.explain', () => {
  it('counts how many chunks have to go until the answer changes', async () => {
    const cutting = { chunk: 3, overlap: 1 }
    const { genre, removed } = await open().explain(cutting)
    const { chunks } = await open().read(cutting)
    const k = classifier.classes.indexOf(genre)
    const lead = (p: readonly number[]) => p[k] - Math.max(...p.filter((_, c) => c !== k))
    const order = [...chunks].sort((a, b) => lead(b.probabilities) - lead(a.probabilities))
    const named = (count: number) => {
      const rest = order.slice(count)
      const mean = classifier.classes.map((_, c) => rest.reduce((sum, each) => sum + each.probabilities[c], 0))
      return classifier.classes[mean.indexOf(Math.max(...mean))]
    }
    const first = order.findIndex((_, count) => named(count) !== genre)
    if (removed) expect([removed.count, removed.genre]).toEqual([first, named(first)])
    else expect(first).toBe(-1)
  })

  it('of a linear model gives terms that add up to the odds', async () => {
    // What is left over is the odds of a song that is ordinary throughout: the same for every song with these two genres.
    const left = async (y: Float32Array) => {
      const song = open(y)
      const { genre, rival, pulls } = await song.explain({ chunk: 10, overlap: 0 })
      const { probabilities } = await song.read({ chunk: 10, overlap: 0 })
      const odds = Math.log(probabilities[genre] / probabilities[rival])
      expect(pulls).toHaveLength(classifier.columns.length)
      expect(pulls!.every((each, i) => i === 0 || Math.abs(each.pull) <= Math.abs(pulls![i - 1].pull))).toBe(true)
      return { pair: `${genre} ${rival}`, base: odds - pulls!.reduce((total, { pull }) => total + pull, 0) }
    }
    const song = await left(samples)
    const other = await left(samples.map(x => 0.98 * x))
    expect(other.pair).toBe(song.pair)
    expect(other.base).toBeCloseTo(song.base, 6)
  })

  it('weighs no descriptors where the model does not say what is ordinary', async () => {
    const rows = [0, 4].map(from => [
      ...classifier.describe(samples.subarray(from * sampleRate, (from + 3) * sampleRate)),
    ])
    const estimator = new KNeighborsClassifier<string>({ nNeighbors: 1 }).fit(rows, ['jazz', 'rock'])
    const opaque = GenreClassifier.fromEstimator({ name: 'opaque', estimator, recipe: classifier.recipe })
    const explanation = await opaque.reader({ samples, sampleRate }).explain()
    expect(explanation.pulls).toBeNull()
    expect([explanation.genre, explanation.rival].sort()).toEqual(['jazz', 'rock'])
  })
})
