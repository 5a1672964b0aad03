import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createNet } from '../architectures/registry'
import { setWeights } from '../files/load-model'
import { netSpecOf } from '../spec/net-spec-of'
import { evaluateNet, meanCrossEntropy } from './evaluate-net'
import { hashExamples } from './hash-examples'
import { predictLogits, predictProba } from './predict'

/** A net whose logits are its two inputs times ten. */
function passThrough(): tf.LayersModel {
  const model = createNet('cs4100-fcnn', { input: [2], widths: [2, 2, 2], classes: 2 })
  const unit = [1, 0, 0, 1, 0, 0]
  const norm = [1, 1, 0, 0, 0, 0, 1, 1]
  setWeights(
    model,
    netSpecOf(model),
    Float32Array.from([...unit, ...norm, ...unit, ...norm, ...unit, 10, 0, 0, 10, 0, 0]),
  )
  return model
}

describe('evaluateNet', () => {
  beforeAll(() => tf.setBackend('cpu'))
  const inputs = { data: [0.9, 0.1, 0.2, 0.3, 0.5, 0.9, 0.4, 0.6, 0.1, 0.8], shape: [5, 2] }
  const labels = [0, 0, 1, 1, 1]

  it('scores examples, and tracks by their mean probabilities', async () => {
    const tracks = ['a', 'a', 'b', 'c', 'b']
    const result = await evaluateNet(passThrough(), { inputs, labels }, { tracks, batchSize: 2 })
    expect(result.accuracy).toBe(0.8)
    // The second window of a is wrong, but the track is right: (0.9997 + 0.27) / 2.
    expect(result.byTrack!.accuracy).toBe(1)
    expect(result.byTrack!.tracks).toEqual(['a', 'b', 'c'])
    const first = (result.probabilities[0] + result.probabilities[2]) / 2
    expect(result.byTrack!.probabilities[0]).toBeCloseTo(first, 6)
    const logits = await predictLogits(passThrough(), inputs)
    expect(result.loss).toBeCloseTo(meanCrossEntropy(logits, labels), 12)
    expect(meanCrossEntropy(Float32Array.of(1000, 0), [1])).toBe(1000)
    const sums = Array.from({ length: 5 }, (_, i) => result.probabilities[2 * i] + result.probabilities[2 * i + 1])
    sums.forEach(sum => expect(sum).toBeCloseTo(1, 6))
  })

  it('predicts nothing of nothing', async () => {
    expect(await predictProba(passThrough(), { data: [], shape: [0, 2] })).toEqual(new Float32Array(0))
  })

  it('refuses what does not fit', async () => {
    const model = passThrough()
    await expect(evaluateNet(model, { inputs, labels }, { tracks: ['a'] })).rejects.toThrow(/tracks/)
    await expect(evaluateNet(model, { inputs, labels }, { tracks: [1, 1, 1, 2, 2] })).rejects.toThrow(/of one class/)
    await expect(evaluateNet(model, { inputs: { data: [], shape: [0, 2] }, labels: [] })).rejects.toThrow(
      /at least one/,
    )
    await expect(predictProba(model, inputs, { batchSize: 0 })).rejects.toThrow(/batchSize/)
    await expect(predictProba(model, { data: [1, NaN], shape: [1, 2] })).rejects.toThrow(/holds NaN/)
  })

  it('hashes shapes, values and labels', async () => {
    const hash = await hashExamples({ inputs, labels })
    expect(await hashExamples({ inputs: { ...inputs, data: Float64Array.from(inputs.data) }, labels })).toBe(hash)
    expect(await hashExamples({ inputs, labels: [0, 0, 1, 1, 0] })).not.toBe(hash)
    expect(await hashExamples({ inputs: { ...inputs, shape: [2, 5] }, labels })).not.toBe(hash)
  })
})
