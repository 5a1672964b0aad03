import { MinMaxScaler } from '@genre/classical'
import { gtzan57 } from '@genre/features'
import {
  cnnRnn,
  logMelPictures,
  memoryStore,
  pixelsToInput,
  predictProba,
  saveModel,
  selectBackend,
  small,
} from '@genre/nets'
import { beforeAll, describe, expect, it } from 'vitest'
import { audioWindows } from './audio-windows'
import { NetClassifier } from './net-classifier'
import { netsOfAudio, parseWindowRecipe, windowRecipe } from './window-recipe'

const classes = ['blues', 'jazz', 'rock']
const recipe = { name: 'logMelPictures', sampleRate: 22050, seconds: 3, hop: 3 }
const options = { classes: 3, widths: [3, 4], randomState: 1 }

/** A chord with some noise, so that no window is like the next. */
function sound(seconds: number, sampleRate = 22050) {
  const samples = Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const t = i / sampleRate
    return 0.3 * Math.sin(2 * Math.PI * (220 + 40 * Math.floor(t)) * t) + 0.01 * Math.sin(i * i)
  })
  return { samples, sampleRate }
}

async function saved(card: Record<string, unknown> = { recipe }) {
  const store = memoryStore()
  await saveModel(store, small(options), { classes, ...card })
  return store
}

beforeAll(async () => void (await selectBackend({ backends: ['cpu'] })))

describe('NetClassifier', () => {
  it('averages what the net says of each window', async () => {
    const audio = sound(7)
    const expected = await predictProba(small(options), pixelsToInput(logMelPictures(audio)))
    const classifier = await NetClassifier.load(await saved(), { name: 'mine' })
    const { genre, probabilities, segments, segmentProbabilities, warnings } = await classifier.classify(audio)
    expect([classifier.name, segments, warnings]).toEqual(['mine', 2, []])
    const got = (segmentProbabilities.toArray() as number[][]).flat()
    got.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5))
    classes.forEach((name, k) => expect(probabilities[name]).toBeCloseTo((expected[k] + expected[3 + k]) / 2, 5))
    expect(probabilities[genre]).toBe(Math.max(...Object.values(probabilities)))
    classifier.dispose()
  })

  it('takes windows closer together when asked', async () => {
    const classifier = await NetClassifier.load(await saved())
    expect((await classifier.classify(sound(9), { hop: 1 })).segments).toBe(7)
    await expect(classifier.classify(sound(9), { hop: 0 })).rejects.toThrow(/hop/)
  })

  it('resamples audio at another rate', async () => {
    const classifier = await NetClassifier.load(await saved())
    const here = await classifier.classify(sound(6))
    const there = await classifier.classify(sound(6, 44100))
    expect(there.segments).toBe(2)
    classes.forEach(name => expect(there.probabilities[name]).toBeCloseTo(here.probabilities[name], 1))
  })

  it('repeats what is too short for a window, leaves silence out, and says so', async () => {
    const classifier = await NetClassifier.load(await saved())
    const short = await classifier.classify(sound(1.2))
    expect([short.segments, short.warnings]).toEqual([1, [expect.stringMatching(/only 1.2 s.*3 s window/)]])
    expect(short.chunks.map(({ start, end }) => [start, end])).toEqual([[0, 1.2]])
    const half = sound(6)
    half.samples.fill(0, 0, 66150)
    const { segments, warnings } = await classifier.classify(half)
    expect([segments, warnings]).toEqual([1, [expect.stringMatching(/1 of 2 windows are silent/)]])
  })

  it('refuses what no model can judge', async () => {
    const classifier = await NetClassifier.load(await saved())
    const silence = { samples: new Float32Array(66150), sampleRate: 22050 }
    await expect(classifier.classify(silence)).rejects.toMatchObject({ code: 'SILENT' })
    await expect(classifier.classify(sound(0.5))).rejects.toMatchObject({ code: 'TOO_SHORT' })
    const broken = sound(4)
    broken.samples[7] = NaN
    await expect(classifier.classify(broken)).rejects.toThrow(/sample 7 is NaN/)
    await expect(classifier.classify(sound(4), { signal: AbortSignal.abort() })).rejects.toThrow(/abort/)
  })

  it('scales descriptors as the card says', async () => {
    const net = cnnRnn({ classes: 3, features: 57, input: [128, 130, 1], randomState: 2 })
    const rows = [gtzan57.columns.map(() => 0), gtzan57.columns.map(() => 4000)]
    const scaler = new MinMaxScaler().fit(rows)
    const store = memoryStore()
    await saveModel(store, net, { classes, recipe, scaler: JSON.parse(JSON.stringify(scaler)) })
    const audio = sound(3.5)
    const [window] = audioWindows(audio, windowRecipe('cnn-rnn-features'), { input: [128, 130, 1], descriptors: true })
    const expected = await predictProba(net, [
      { data: window.picture, shape: [1, 128, 130, 1] },
      { data: Float32Array.from(scaler.transform([[...window.descriptors!]]).data), shape: [1, 57] },
    ])
    const { probabilities } = await (await NetClassifier.load(store)).classify(audio)
    classes.forEach((name, k) => expect(probabilities[name]).toBeCloseTo(expected[k], 5))
  })

  it('refuses a card that does not say what the net hears', async () => {
    const load = async (card: Record<string, unknown>) => NetClassifier.load(await saved(card))
    await expect(load({})).rejects.toThrow(/does not say how audio becomes its input/)
    await expect(load({ recipe: { ...recipe, name: '__proto__' } })).rejects.toThrow(/does not say/)
    await expect(load({ recipe: { ...recipe, seconds: Infinity } })).rejects.toThrow()
    await expect(NetClassifier.load(memoryStore())).rejects.toThrow(/there is no such file/)
    const store = memoryStore()
    await saveModel(store, cnnRnn({ classes: 3, features: 57, input: [128, 130, 1] }), { classes, recipe })
    await expect(NetClassifier.load(store)).rejects.toThrow(/damaged scaler/)
    const other = memoryStore()
    const scaler = JSON.parse(JSON.stringify(new MinMaxScaler().fit([[1], [2]])))
    await saveModel(other, cnnRnn({ classes: 3, features: 57, input: [128, 130, 1] }), { classes, recipe, scaler })
    await expect(NetClassifier.load(other)).rejects.toThrow(/1 columns, not 57/)
  })
})

describe('audioWindows', () => {
  it.each(netsOfAudio)('makes a window of %s of the size that is asked for', name => {
    const recipe = windowRecipe(name)
    const input = [32, 40, name.startsWith('mini-vgg-v3') ? 3 : 1]
    const windows = [...audioWindows(sound(recipe.seconds + 0.5), recipe, { input })]
    expect(windows.map(({ start, silent, picture }) => [start, silent, picture.length])).toEqual([
      [0, false, 32 * 40 * input[2]],
    ])
  })

  it('says which windows are silent', () => {
    const audio = { samples: new Float32Array(2 * 66150), sampleRate: 22050 }
    audio.samples[70000] = 1e-4
    const silent = [...audioWindows(audio, windowRecipe('small'), { input: [128, 130, 1] })].map(each => each.silent)
    expect(silent).toEqual([true, false])
  })
})

describe('parseWindowRecipe', () => {
  it('reads what was written, and nothing else', () => {
    for (const name of netsOfAudio) expect(parseWindowRecipe(windowRecipe(name))).toEqual(windowRecipe(name))
    const { sampleRate: _, ...older } = windowRecipe('resnet-v10')
    expect(parseWindowRecipe(older)).toEqual(windowRecipe('resnet-v10'))
    for (const wrong of [
      null,
      'x',
      {},
      { ...recipe, hop: 0 },
      { ...recipe, seconds: '3' },
      { ...recipe, sampleRate: 1e9 },
    ])
      expect(parseWindowRecipe(wrong)).toBeUndefined()
    expect(() => windowRecipe('toString')).toThrow(/one of small/)
  })
})
