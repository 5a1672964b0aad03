import { synthesizeTrack } from '@genre/gtzan'
import { GenreClassifier } from '@genre/models'
import { beforeAll, describe, expect, it } from 'vitest'
import { ChunkReader } from './chunk-reader'
import { explain } from './explain'

const context = { signal: new AbortController().signal, onProgress: () => {} }
const rate = 22050
const { samples } = synthesizeTrack({ genre: 'disco', track: 1, seed: 1, seconds: 14 })
let classifier: GenreClassifier
beforeAll(async () => {
  classifier = await GenreClassifier.load()
})

describe('ChunkReader', () => {
  it('cut as the model was trained, says bit for bit what the classifier says', async () => {
    const reading = await new ChunkReader(classifier, { samples, sampleRate: rate }).read(
      { length: 3, overlap: 0 },
      context,
    )
    const { genre, probabilities, segmentProbabilities } = classifier.classify({ samples, sampleRate: rate })
    expect(reading.genre).toBe(genre)
    expect(reading.probabilities).toEqual(Object.values(probabilities))
    expect(reading.chunks.map(chunk => chunk.probabilities).flat()).toEqual(Array.from(segmentProbabilities.data))
  })

  it('leaves silent chunks out and says so', async () => {
    const paused = samples.slice()
    paused.fill(0, 0, 6 * rate)
    const reading = await new ChunkReader(classifier, { samples: paused, sampleRate: rate }).read(
      { length: 2, overlap: 0 },
      context,
    )
    expect(reading.warnings).toEqual(['3 of 6 chunks are silent and were left out.'])
    expect(reading.chunks[0].start).toBe(6)
  })

  it('reads a song that is shorter than a chunk as one', async () => {
    const piece = { samples: samples.subarray(0, 2 * rate), sampleRate: rate }
    const reading = await new ChunkReader(classifier, piece).read({ length: 4, overlap: 2 }, context)
    expect(reading.chunks).toHaveLength(1)
    expect(reading.warnings).toEqual(['Shorter than a chunk of 4 s, so it is read as one.'])
  })

  it('has the words of the classifier for what has no genre', async () => {
    const read = (y: Float32Array) =>
      new ChunkReader(classifier, { samples: y, sampleRate: rate }).read({ length: 4, overlap: 2 }, context)
    await expect(read(new Float32Array(9000))).rejects.toMatchObject({ code: 'TOO_SHORT' })
    await expect(read(new Float32Array(5 * rate))).rejects.toMatchObject({ code: 'SILENT' })
  })

  it('stops when told', async () => {
    const controller = new AbortController()
    const reader = new ChunkReader(classifier, { samples, sampleRate: rate })
    const reading = reader.read(
      { length: 1, overlap: 0.5 },
      { signal: controller.signal, onProgress: () => controller.abort() },
    )
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('explain', () => {
  it('tells what the answer would be without each chunk', async () => {
    const reader = new ChunkReader(classifier, { samples, sampleRate: rate })
    const cutting = { length: 3, overlap: 1 }
    const reading = await reader.read(cutting, context)
    const described = await reader.describe(cutting, context)
    const { genre, influence, removed } = explain(classifier, described, reader.columns)
    const k = classifier.classes.indexOf(genre)
    const without = (left: readonly number[]) => {
      const rest = reading.chunks.filter((_, i) => !left.includes(i))
      return reading.probabilities.map(
        (_, c) => rest.reduce((sum, chunk) => sum + chunk.probabilities[c], 0) / rest.length,
      )
    }
    influence.forEach((value, i) => expect(reading.probabilities[k] - without([i])[k]).toBeCloseTo(value, 12))

    const lead = (i: number) => {
      const p = reading.chunks[i].probabilities
      return p[k] - Math.max(...p.filter((_, c) => c !== k))
    }
    const order = reading.chunks.map((_, i) => i).sort((a, b) => lead(b) - lead(a))
    const named = (count: number) => {
      const mean = without(order.slice(0, count))
      return classifier.classes[mean.indexOf(Math.max(...mean))]
    }
    if (removed) {
      expect(named(removed.count)).toBe(removed.genre)
      for (let count = 0; count < removed.count; count++) expect(named(count)).toBe(genre)
    } else {
      for (let count = 0; count < order.length; count++) expect(named(count)).toBe(genre)
    }
  })

  it('of a linear model gives shares that add up to the odds', async () => {
    const reader = new ChunkReader(classifier, { samples, sampleRate: rate })
    const cutting = { length: 10, overlap: 0 }
    const described = await reader.describe(cutting, context)
    const { genre, rival, pulls } = explain(classifier, described, reader.columns)
    const { probabilities } = await reader.read(cutting, context)
    const at = (name: string) => classifier.classes.indexOf(name)
    const odds = Math.log(probabilities[at(genre)] / probabilities[at(rival)])
    const sum = pulls!.reduce((total, { pull }) => total + pull, 0)
    // What is left is the odds of a song that is ordinary throughout: the same for every song.
    const other = synthesizeTrack({ genre: 'disco', track: 4, seed: 1, seconds: 11 })
    const otherReader = new ChunkReader(classifier, other)
    const otherDescribed = await otherReader.describe(cutting, context)
    const base = odds - sum
    const second = explain(classifier, otherDescribed, otherReader.columns)
    const secondReading = await otherReader.read(cutting, context)
    const secondOdds = Math.log(
      secondReading.probabilities[at(second.genre)] / secondReading.probabilities[at(second.rival)],
    )
    const secondBase = secondOdds - second.pulls!.reduce((total, { pull }) => total + pull, 0)
    if (second.genre === genre && second.rival === rival) expect(secondBase).toBeCloseTo(base, 6)
    else expect(Number.isFinite(secondBase)).toBe(true)
    expect(pulls).toHaveLength(57)
    expect(pulls!.every((each, i) => i === 0 || Math.abs(each.pull) <= Math.abs(pulls![i - 1].pull))).toBe(true)
  })

  it('weighs no descriptors where the model does not say what is ordinary', async () => {
    const reader = new ChunkReader(classifier, { samples, sampleRate: rate })
    const described = await reader.describe({ length: 10, overlap: 0 }, context)
    const opaque = Object.assign(Object.create(classifier) as GenreClassifier, {
      classifyFeatures: classifier.classifyFeatures.bind(classifier),
      classes: classifier.classes,
      toJSON: () => ({ estimator: { type: 'KNeighborsClassifier', state: {} } }),
    })
    expect(explain(opaque, described, reader.columns).pulls).toBeNull()
  })
})
