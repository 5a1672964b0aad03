import {
  indexedDbStore,
  loadModel,
  memoryStore,
  pixelsToInput,
  predictLogits,
  saveModel,
  selectBackend,
  squarePictures,
} from '@genre/nets'
import { describe, expect, it } from 'vitest'
import { expectWithin, given } from '../suite/case.mjs'

const node = given('nets')
const files = () =>
  new Map(Object.entries(node.files).map(([name, text]) => [name, Uint8Array.from(atob(text), c => c.charCodeAt(0))]))

describe('a net trained in Node', () => {
  it('predicts the same in the page', async () => {
    await selectBackend({ backends: ['cpu'] })
    const { model, card } = await loadModel(memoryStore(files()))
    expect(card.classes).toEqual(['blues', 'jazz', 'rock'])
    const logits = await predictLogits(model, { data: node.pictures, shape: node.shape })
    const limit = { quantity: 'logits of a net', limit: 1e-4, unit: '', why: 'sums of float32 in another order' }
    expectWithin(limit, logits, node.logits)
  })

  it('is kept in IndexedDB', async () => {
    const { model, card } = await loadModel(memoryStore(files()))
    await saveModel(indexedDbStore('nets-case'), model, card)
    const again = await loadModel(indexedDbStore('nets-case'))
    expect(again.card).toEqual(card)
    const [a, b] = [model, again.model].map(net => net.getWeights().map(weight => Array.from(weight.dataSync())))
    expect(a).toEqual(b)
  })

  it('takes the same pictures', () => {
    const [picture] = squarePictures({ samples: Float32Array.from(node.samples), sampleRate: 12000 })
    // A grey value is a decibel cut to a whole number, of 255.
    const limit = {
      quantity: 'grey values',
      limit: 2.01 / 255,
      unit: '',
      why: 'one step where a whole number is crossed',
    }
    expectWithin(limit, pixelsToInput([picture]).data.subarray(0, 20_000), node.pixels)
  })
})
