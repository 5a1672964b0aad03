import { GenreClassifier } from '@genre/models'
import { expect, it } from 'vitest'
import { DEFAULT_CUTTING, overlapOf } from './cutting'

it('is by default what the classifier does by itself', async () => {
  const classifier = await GenreClassifier.load()
  const samples = Float32Array.from({ length: 9 * 22050 }, (_, i) => Math.sin(i / 9))
  const audio = { samples, sampleRate: 22050 }
  expect(classifier.classify(audio)).toEqual(classifier.classify(audio, DEFAULT_CUTTING))
})

it('leaves half a second between the beginnings of two chunks', () => {
  expect(overlapOf({ chunk: 4, overlap: 2 })).toBe(2)
  expect(overlapOf({ chunk: 1, overlap: 5 })).toBe(0.5)
  expect(overlapOf({ chunk: 10, overlap: 0 })).toBe(0)
})
