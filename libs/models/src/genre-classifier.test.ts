import { KNeighborsClassifier, StandardScaler } from '@genre/classical'
import type { GenreError } from '@genre/core'
import { InvalidParameterError, ModelFormatError, NdArray, RandomState } from '@genre/core'
import { FeatureExtractor, gtzan57 } from '@genre/features'
import { describe, expect, it } from 'vitest'
import { GenreClassifier } from './genre-classifier'
import { shippedModels } from './shipped'

const recipe = { set: 'gtzan57', mode: 'librosa', sampleRate: 22050, segment: 1 } as const

/** As the small model was trained. */
const asTrained = { chunk: 1, overlap: 0 }

function noise(seconds: number, sampleRate = 22050, loudness = 0.1): Float32Array {
  const random = new RandomState(3)
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, () => loudness * (2 * random.next() - 1))
}

function tone(seconds: number, sampleRate = 22050): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / sampleRate),
  )
}

/** A model that tells noise ("metal") from tones ("classical") by their descriptors. */
function smallModel(): GenreClassifier {
  const extractor = new FeatureExtractor(gtzan57, recipe)
  const rows = [noise(3), tone(3)].flatMap(samples =>
    extractor.segments(samples).map(({ start, end }) => [...extractor.extract(samples.subarray(start, end))]),
  )
  const estimator = new KNeighborsClassifier<string>({ nNeighbors: 1 }).fit(rows, [
    'metal',
    'metal',
    'classical',
    'classical',
  ])
  return GenreClassifier.fromEstimator({ name: 'small', estimator, recipe })
}

describe('GenreClassifier', () => {
  const model = smallModel()

  it('averages the probabilities of the chunks', () => {
    const samples = new Float32Array([...noise(1.01), ...tone(2), ...noise(1)])
    const { genre, probabilities, segments, segmentProbabilities, chunks } = model.classify(
      { samples, sampleRate: 22050 },
      asTrained,
    )
    expect(segments).toBe(4)
    expect(segmentProbabilities.shape).toEqual([4, 2])
    for (const [k, name] of model.classes.entries()) {
      const mean = [0, 1, 2, 3].reduce((sum, row) => sum + segmentProbabilities.get(row, k), 0) / 4
      expect(probabilities[name]).toBeCloseTo(mean, 12)
    }
    expect(probabilities[genre]).toBe(Math.max(...Object.values(probabilities)))
    expect(chunks.map(chunk => [chunk.start, chunk.genre])).toEqual([
      [0, 'metal'],
      [1, 'classical'],
      [2, 'classical'],
      [3, 'metal'],
    ])
    chunks.forEach((chunk, row) =>
      expect(chunk.probabilities).toEqual([0, 1].map(k => segmentProbabilities.get(row, k))),
    )
  })

  it('says how much each chunk carried the answer', () => {
    const samples = new Float32Array([...noise(1), ...tone(3.01)])
    const { genre, probabilities, chunks } = model.classify({ samples, sampleRate: 22050 }, asTrained)
    const k = model.classes.indexOf(genre)
    chunks.forEach((chunk, left) => {
      const rest = chunks.filter((_, i) => i !== left)
      const without = rest.reduce((sum, each) => sum + each.probabilities[k], 0) / rest.length
      expect(chunk.influence).toBeCloseTo(probabilities[genre] - without, 12)
    })
    expect(chunks.map(chunk => Math.sign(chunk.influence))).toEqual([-1, 1, 1, 1])
    const [only] = model.classify({ samples: tone(2), sampleRate: 22050 }).chunks
    expect(only.influence).toBe(0)
  })

  it('cuts chunks of 4 s every 2 s unless told otherwise', () => {
    const audio = { samples: tone(11), sampleRate: 22050 }
    const starts = (options?: object) => model.classify(audio, options).chunks.map(chunk => chunk.start)
    expect(starts()).toEqual([0, 2, 4, 6])
    expect(starts({ chunk: 3 })).toEqual([0, 1.5, 3, 4.5, 6, 7.5])
    expect(starts({ chunk: 5, overlap: 0 })).toEqual([0, 5])
    const long = GenreClassifier.fromJSON({ ...(model.toJSON() as object), recipe: { ...recipe, segment: 6 } })
    expect(long.classify(audio).chunks.map(chunk => chunk.start)).toEqual([0, 4])
    for (const bad of [{ chunk: 0 }, { chunk: NaN }, { chunk: 4, overlap: 4 }, { overlap: -1 }, { chunk: 1e9 }]) {
      expect(() => model.classify(audio, bad)).toThrow(InvalidParameterError)
    }
  })

  it('resamples, so that the rate does not change the genre', () => {
    for (const rate of [8000, 22050, 44100, 48000]) {
      expect(model.classify({ samples: tone(3.1, rate), sampleRate: rate }, asTrained).genre).toBe('classical')
    }
    expect(model.classify({ samples: noise(3.1, 44100), sampleRate: 44100 }, asTrained).segments).toBe(3)
  })

  it('says what is too short, silent or not finite', () => {
    const codeOf = (samples: Float32Array, sampleRate = 22050) => {
      try {
        model.classify({ samples, sampleRate })
      } catch (error) {
        return (error as GenreError).code
      }
      return 'none'
    }
    expect(codeOf(new Float32Array(0))).toBe('TOO_SHORT')
    expect(codeOf(tone(0.99))).toBe('TOO_SHORT')
    expect(codeOf(new Float32Array(5 * 22050))).toBe('SILENT')
    for (const bad of [NaN, Infinity, -Infinity]) {
      const samples = tone(2)
      samples[12345] = bad
      expect(codeOf(samples)).toBe('DATA')
    }
    expect(codeOf(tone(2), 0)).toBe('INVALID_PARAMETER')
    expect(codeOf(tone(2), NaN)).toBe('INVALID_PARAMETER')
  })

  it('leaves silent segments out and says so', () => {
    const samples = new Float32Array([...tone(2), ...new Float32Array(2.1 * 22050)])
    const { segments, warnings, chunks } = model.classify({ samples, sampleRate: 22050 }, asTrained)
    expect([segments, chunks.length]).toEqual([2, 2])
    expect(warnings).toEqual(['2 of 4 chunks are silent and were left out'])
  })

  it('classifies what is shorter than a chunk as one, and says so', () => {
    const { segments, warnings } = model.classify({ samples: tone(1), sampleRate: 22050 })
    expect(segments).toBe(1)
    expect(warnings).toEqual(['only 1.0 s of audio, less than a chunk of 4 s: read as one'])
    // The last sample of a chunk belongs to none, so this is a whole one.
    expect(model.classify({ samples: tone(4), sampleRate: 22050 }).warnings).toEqual([])
  })

  it('does not touch the samples', () => {
    const samples = noise(2)
    const copy = samples.slice()
    model.classify({ samples, sampleRate: 44100 })
    expect(samples).toEqual(copy)
  })

  it('is the same after a round trip through JSON', () => {
    const again = GenreClassifier.fromJSON(JSON.parse(JSON.stringify(model)))
    const audio = { samples: noise(2.5), sampleRate: 22050 }
    expect(again.classify(audio)).toEqual(model.classify(audio))
    expect(again.recipe).toEqual(model.recipe)
    expect(again.card).toBeNull()
  })

  it('refuses descriptors of another width', () => {
    expect(() => model.classifyFeatures(new NdArray(new Float64Array(56), [1, 56]))).toThrow(/57 columns/)
    expect(() => model.classifyFeatures(new NdArray(new Float64Array(0), [0, 57]))).toThrow(/at least one row/)
  })

  it('refuses estimators whose classes are no names', () => {
    const estimator = new KNeighborsClassifier<number>({ nNeighbors: 1 }).fit([[1], [2]], [0, 1])
    expect(() => GenreClassifier.fromEstimator({ name: 'x', estimator: estimator as never, recipe })).toThrow(
      ModelFormatError,
    )
  })
})

describe('model files', () => {
  const good = JSON.parse(JSON.stringify(smallModel())) as Record<string, unknown>
  const scaler = JSON.parse(JSON.stringify(new StandardScaler().fit([[1], [2]]))) as unknown

  it.each<[string, unknown, RegExp]>([
    ['nothing', null, /expected an object/],
    ['text', 'model', /expected an object/],
    ['an array', [], /expected an object/],
    ['another format', { ...good, format: 'pickle' }, /format must be/],
    ['a newer version', { ...good, version: 2 }, /version 2/],
    ['no name', { ...good, name: 7 }, /no name/],
    ['no recipe', { ...good, recipe: null }, /recipe/],
    ['an endless segment', { ...good, recipe: { ...recipe, segment: 1e9 } }, /recipe/],
    ['an impossible rate', { ...good, recipe: { ...recipe, sampleRate: -1 } }, /recipe/],
    ['an unknown set', { ...good, recipe: { ...recipe, set: '__proto__' } }, /descriptor set/],
    ['other features', { ...good, features: ['tempo'] }, /other features/],
    ['other classes', { ...good, classes: ['metal', 'classical'] }, /other classes/],
    ['no estimator', { ...good, estimator: undefined }, /damaged estimator/],
    ['a damaged estimator', { ...good, estimator: { ...(good.estimator as object), state: 'x' } }, /damaged estimator/],
    ['an estimator without probabilities', { ...good, estimator: scaler }, /no probabilities/],
  ])('with %s are refused', (_, json, reason) => {
    expect(() => GenreClassifier.fromJSON(json, { file: 'bad.json' })).toThrow(ModelFormatError)
    expect(() => GenreClassifier.fromJSON(json, { file: 'bad.json' })).toThrow(/^bad\.json: /)
    expect(() => GenreClassifier.fromJSON(json)).toThrow(reason)
  })

  it('that are cut anywhere are refused', () => {
    const text = JSON.stringify(good)
    for (let length = 0; length < text.length; length += Math.ceil(text.length / 97)) {
      expect(() => GenreClassifier.fromJSON(parse(text.slice(0, length)))).toThrow(ModelFormatError)
    }
  })
})

describe('the models that ship', () => {
  it.each(shippedModels)('%s loads, has a card with three protocols, and answers', async name => {
    const model = await GenreClassifier.load(name)
    expect(model.name).toBe(name)
    expect(model.classes).toEqual('blues classical country disco hiphop jazz metal pop reggae rock'.split(' '))
    expect(model.card?.scores.map(score => score.protocol)).toEqual(['row', 'track', 'fault-filtered'])
    const { probabilities, genre } = model.classify({ samples: tone(7), sampleRate: 22050 })
    expect(Object.values(probabilities).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10)
    expect(model.classes).toContain(genre)
    expect(JSON.stringify(model).length).toBeLessThan(2e6)
  })

  it('gtzan-texture does not hear a gain', async () => {
    const model = await GenreClassifier.load('gtzan-texture')
    const beats = noise(9).map((x, i) => x * Math.exp(-(i % 11025) / 2000))
    const samples = tone(9).map((x, i) => x + beats[i])
    const loud = model.classify({ samples, sampleRate: 22050 })
    const soft = model.classify({ samples: samples.map(x => x / 64), sampleRate: 22050 })
    expect(soft).toEqual(loud)
  })

  it('are loaded by name, and an unknown name is refused', async () => {
    expect((await GenreClassifier.load()).name).toBe(shippedModels[0])
    await expect(GenreClassifier.load('toString')).rejects.toThrow(`one of ${shippedModels.join(', ')}`)
  })
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
