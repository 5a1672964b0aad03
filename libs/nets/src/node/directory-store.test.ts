import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNet } from '../architectures/registry'
import { loadModel } from '../files/load-model'
import { saveModel } from '../files/save-model'
import { directoryStore } from './directory-store'

describe('directoryStore', () => {
  let folder: string
  beforeEach(async () => {
    await tf.setBackend('cpu')
    folder = await mkdtemp(join(tmpdir(), 'genre-nets-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('keeps a model in files that replace each other whole', async () => {
    const path = join(folder, 'deep', 'model')
    const store = directoryStore(path)
    const card = { classes: ['a', 'b'] }
    await saveModel(store, createNet('cs4100-fcnn', { classes: 2, randomState: 1 }), card)
    expect((await readdir(path)).sort()).toEqual(['model.json', 'weights.bin'])
    const second = createNet('cs4100-fcnn', { classes: 2, randomState: 2 })
    await saveModel(store, second, card)
    expect((await readdir(path)).sort()).toEqual(['model.json', 'weights-2.bin'])
    const { model } = await loadModel(directoryStore(path))
    expect(model.getWeights()[0].dataSync()).toEqual(second.getWeights()[0].dataSync())
    await saveModel(store, second, card)
    expect((await readdir(path)).sort()).toEqual(['model.json', 'weights.bin'])
  })

  it('answers undefined for what is not there, and removes quietly', async () => {
    const store = directoryStore(folder)
    expect(await store.read('nothing')).toBeUndefined()
    await writeFile(join(folder, 'file'), 'x')
    expect(await store.read('file/below')).toBeUndefined()
    await store.remove('nothing')
    await store.remove('file')
    expect(await store.read('file')).toBeUndefined()
    await expect(directoryStore(folder).read('')).rejects.toThrow(/within the folder/)
  })

  it('stays within its folder', async () => {
    const store = directoryStore(folder)
    await expect(store.read('../secret')).rejects.toThrow(/within the folder/)
    await expect(store.write('../../x', new Uint8Array(1))).rejects.toThrow(/within the folder/)
    expect(() => directoryStore('')).toThrow(/folder/)
  })
})
