import { blobSource, loadAudio } from '@genre/gtzan'
import { GenreClassifier } from '@genre/models'
import { describe, expect, test } from 'vitest'
import { expectWithin, given } from '../suite/case.mjs'

const { files } = given('models')
const probabilities = {
  quantity: 'GenreClassifier of the shipped model, beside `genre classify`',
  limit: 1e-3,
  unit: 'absolute',
  why: 'a probability that is shown in percent',
}

describe('a file is given the probabilities that the command gives', () => {
  test.for(files.map((/** @type {any} */ file) => [file.file, file]))('%s', async ([name, expected]) => {
    const bytes = Uint8Array.from(atob(expected.base64), letter => letter.charCodeAt(0))
    const classifier = await GenreClassifier.load()
    const audio = await loadAudio(blobSource(new Blob([bytes])), { sampleRate: classifier.recipe.sampleRate })
    const answer = classifier.classify(audio)
    expect(Object.keys(answer.probabilities)).toEqual(Object.keys(expected.probabilities))
    expectWithin(probabilities, Object.values(answer.probabilities), Object.values(expected.probabilities), name)
    expect(answer.genre).toBe(expected.genre)
    expect(answer.segments).toBe(expected.segments)
  })
})
