import { expect, test } from 'vitest'
import { averaged, confusionOf, f1Of, intervalOf, withInterval } from './tracks.mjs'

const run = {
  accuracy: 2 / 3,
  classes: ['jazz', 'rock'],
  tracks: ['jazz.00000', 'jazz.00001', 'rock.00000'],
  labels: [0, 0, 1],
  probabilities: [
    [0.9, 0.1],
    [0.4, 0.6],
    [0.2, 0.8],
  ],
}
const other = {
  ...run,
  probabilities: [
    [0.6, 0.4],
    [0.7, 0.3],
    [0.3, 0.7],
  ],
}

test('seeds vote by their mean probabilities', () => {
  const { accuracy, probabilities } = averaged([run, other])
  expect(accuracy).toBe(1)
  expect(probabilities[1][0]).toBeCloseTo(0.55, 12)
  expect(averaged([run]).accuracy).toBeCloseTo(2 / 3, 12)
  expect(() => averaged([run, { ...other, tracks: [...run.tracks].reverse() }])).toThrow('different tracks')
})

test('confusions, F1 and intervals', () => {
  expect(confusionOf(run)).toEqual([
    [1, 1],
    [0, 1],
  ])
  expect(f1Of(run)).toEqual([2 / 3, 2 / 3])
  // scipy.stats.binomtest(2, 3).proportion_ci(method='wilson')
  const [low, high] = intervalOf(run)
  expect(low).toBeCloseTo(0.20765960080204782, 12)
  expect(high).toBeCloseTo(0.9385080552796038, 12)
  expect(withInterval(run)).toBe('66.7 (20.8-93.9)')
})
