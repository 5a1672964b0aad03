import 'fake-indexeddb/auto'
import * as tf from '@tensorflow/tfjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createNet } from '../architectures/registry'
import { indexedDbStore } from './indexed-db-store'
import { loadModel } from './load-model'
import { saveModel } from './save-model'
import { sha256 } from './sha256'

describe('indexedDbStore', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('keeps models from one opening to the next, and databases apart', async () => {
    await tf.setBackend('cpu')
    const net = createNet('exploration-mlp', { classes: 2, randomState: 1 })
    await saveModel(indexedDbStore('first'), net, { classes: ['a', 'b'] })
    const { model, card } = await loadModel(indexedDbStore('first'))
    expect(card.classes).toEqual(['a', 'b'])
    expect(model.getWeights()[0].dataSync()).toEqual(net.getWeights()[0].dataSync())
    await expect(loadModel(indexedDbStore('second'))).rejects.toThrow(
      /IndexedDB second\/model.json: there is no such file/,
    )
  })

  it('removes, replaces, and keeps what it was given', async () => {
    const store = indexedDbStore('files')
    const content = Uint8Array.of(1, 2)
    await store.write('a', content)
    content[0] = 9
    expect(await store.read('a')).toEqual(Uint8Array.of(1, 2))
    await store.write('a', new Uint8Array(0))
    expect(await store.read('a')).toEqual(new Uint8Array(0))
    await store.remove('a')
    await store.remove('a')
    expect(await store.read('a')).toBeUndefined()
  })

  it('says where there is none', () => {
    vi.stubGlobal('indexedDB', undefined)
    expect(() => indexedDbStore('x')).toThrow(/indexedDB must be there/)
  })
})

describe('sha256', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is the same with and without the platform', async () => {
    const content = new TextEncoder().encode('abc')
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' // FIPS 180-2
    expect(await sha256(content)).toBe(expected)
    vi.stubGlobal('crypto', {})
    expect(await sha256(content)).toBe(expected)
  })
})
