import { RandomState } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createNet } from '../architectures/registry'
import { loadModel } from '../files/load-model'
import { memoryStore } from '../files/memory-store'
import type { ModelStore } from '../files/model-store'
import { subStore } from '../files/model-store'
import { evaluateNet } from './evaluate-net'
import type { Examples } from './examples'
import { train } from './train'
import type { TrainOptions } from './train-options'

/** Two classes of noisy pictures: bright in the upper half, or in the lower. */
function pictures(count: number, seed: number): Examples {
  const random = new RandomState(seed)
  const data = new Float32Array(count * 36)
  const labels = Array.from({ length: count }, (_, i) => i % 2)
  labels.forEach((label, i) => {
    for (let j = 0; j < 36; j++) data[36 * i + j] = 0.7 * random.nextNormal() + (j < 18 === (label === 0) ? 1 : 0)
  })
  return { inputs: { data, shape: [count, 6, 6, 1] }, labels }
}

const tiny = (seed = 1) =>
  createNet('mini-vgg-v6', { input: [6, 6, 1], widths: [3], hidden: 4, classes: 2, randomState: seed })
const weightsOf = (model: tf.LayersModel) => model.getWeights().map(weight => Array.from(weight.dataSync()))

/** Everything that draws random numbers or keeps state, at once. */
const FULL: TrainOptions = {
  epochs: 4,
  batchSize: 6,
  optimizer: { name: 'adam', learningRate: 0.01, weightDecay: 1e-4 },
  schedule: { name: 'plateau', monitor: 'trainLoss', patience: 0, factor: 0.5 },
  mixup: 0.3,
  specAugment: { frequencyWidth: 2, timeWidth: 2, frequencyMasks: 1, timeMasks: 1 },
  labelSmoothing: 0.1,
  classWeights: 'balanced',
  clip: { norm: 1 },
  randomState: 3,
}

describe('train', () => {
  beforeAll(() => tf.setBackend('cpu'))
  const data = pictures(20, 1)
  const held = pictures(10, 2)

  it('learns, and tells how', async () => {
    const model = tiny()
    const progress: number[] = []
    const history = await train(model, data, {
      epochs: 8,
      batchSize: 5,
      optimizer: { name: 'adam', learningRate: 0.02 },
      validation: held,
      randomState: 1,
      onProgress: p => progress.push(p.remaining),
    })
    expect(history.epochs.map(epoch => epoch.epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(history.epochs[7].trainLoss!).toBeLessThan(history.epochs[0].trainLoss!)
    expect(history.epochs[7].validationAccuracy).toBe(1)
    expect(history.best).toMatchObject({ monitor: 'validationAccuracy', value: 1 })
    expect(history).toMatchObject({ stopped: 'epochs', steps: 32 })
    expect(progress.length).toBeGreaterThanOrEqual(8)
    const evaluated = await evaluateNet(model, data)
    expect(evaluated.loss).toBeCloseTo(history.epochs[7].trainLoss!, 6)
    expect(evaluated.accuracy).toBe(history.epochs[7].trainAccuracy)
  })

  it('is the same for the same seeds, and another for others', async () => {
    const run = async (randomState: number) => {
      const model = tiny()
      await train(model, data, { ...FULL, epochs: 2, randomState })
      return weightsOf(model)
    }
    expect(await run(3)).toEqual(await run(3))
    expect(await run(4)).not.toEqual(await run(3))
  })

  it('keeps no tensors', async () => {
    const model = tiny()
    await train(model, data, { ...FULL, epochs: 1 })
    const before = tf.memory().numTensors
    await train(model, data, { ...FULL, epochs: 25, evaluateTrain: false, schedule: { name: 'constant' } })
    expect(tf.memory().numTensors).toBe(before)
  })

  async function uninterrupted(options: TrainOptions) {
    const model = tiny()
    const history = await train(model, data, options)
    return { weights: weightsOf(model), history }
  }
  const timeless = ({ epochs }: { epochs: readonly object[] }) => epochs.map(epoch => ({ ...epoch, seconds: 0 }))

  it.each([1, 4, 5, 10])('ends with the same weights when it is stopped after step %i', async step => {
    const expected = await uninterrupted(FULL)
    const store = memoryStore()
    const controller = new AbortController()
    const options = { ...FULL, checkpoint: { store } }
    let steps = 0
    const interrupted = train(tiny(), data, {
      ...options,
      signal: controller.signal,
      computeGradients: async (model, batch) => {
        if (++steps === step) controller.abort(new Error('stopped'))
        return (await import('./gradients')).computeGradients(model, batch)
      },
    })
    await expect(interrupted).rejects.toThrow('stopped')
    const resumed = tiny(99)
    const history = await train(resumed, data, options)
    expect(weightsOf(resumed)).toEqual(expected.weights)
    expect(timeless(history)).toEqual(timeless(expected.history))
    expect(history.steps).toBe(expected.history.steps)
  })

  it('ends with the same weights when it is killed at any write', async () => {
    const expected = await uninterrupted(FULL)
    for (const writes of [0, 2, 3, 7, 8, 12, 19]) {
      const files = new Map<string, Uint8Array>()
      const store = dying(memoryStore(files), writes)
      const options = { ...FULL, checkpoint: { store, everySteps: 3 } }
      await train(tiny(), data, options).catch(error => expect(String(error)).toMatch(/killed/))
      // Without a checkpoint the run starts again, from the model it is given.
      const resumed = files.has('last/model.json') ? tiny(98) : tiny()
      const history = await train(resumed, data, {
        ...options,
        checkpoint: { store: memoryStore(files), everySteps: 3 },
      })
      expect(weightsOf(resumed)).toEqual(expected.weights)
      expect(history.best).toEqual(expected.history.best)
    }
  })

  it('resumes with sgd, adamw and every schedule', async () => {
    for (const options of [
      { optimizer: { name: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.01 }, schedule: { name: 'cosine' } },
      { optimizer: { name: 'adamw' }, schedule: { name: 'halving' } },
      { optimizer: { name: 'sgd' }, schedule: { name: 'step', every: 1 } },
    ] as TrainOptions[]) {
      const full = { ...FULL, ...options }
      const expected = await uninterrupted(full)
      const store = memoryStore()
      const controller = new AbortController()
      await expect(
        train(tiny(), data, {
          ...full,
          checkpoint: { store },
          signal: controller.signal,
          onEpoch: ({ epoch }) => void (epoch === 2 && controller.abort()),
        }),
      ).rejects.toThrow()
      const resumed = tiny(97)
      await train(resumed, data, { ...full, checkpoint: { store } })
      expect(weightsOf(resumed)).toEqual(expected.weights)
    }
  })

  it('keeps best and last as models with their card', async () => {
    const store = memoryStore()
    const model = tiny()
    const card = { classes: ['up', 'down'], protocol: 'row', seed: 3 }
    const history = await train(model, data, {
      ...FULL,
      validation: held,
      restoreBest: true,
      checkpoint: { store, card },
    })
    const best = await loadModel(subStore(store, 'best'))
    expect(best.card).toEqual(card)
    expect(weightsOf(model)).toEqual(weightsOf(best.model))
    expect((await evaluateNet(best.model, held)).accuracy).toBe(history.best!.value)
    const last = await loadModel(subStore(store, 'last'))
    expect((await evaluateNet(last.model, held)).loss).toBeCloseTo(history.epochs[3].validationLoss!, 6)
    const again = await train(tiny(), data, { ...FULL, validation: held, checkpoint: { store, card } })
    expect(again.epochs).toEqual(history.epochs)
  })

  it('goes on longer when asked to, as if it had never stopped', async () => {
    const expected = await uninterrupted({ ...FULL, epochs: 4 })
    const store = memoryStore()
    await train(tiny(), data, { ...FULL, epochs: 2, checkpoint: { store } })
    const model = tiny(50)
    await train(model, data, { ...FULL, epochs: 4, checkpoint: { store } })
    expect(weightsOf(model)).toEqual(expected.weights)
  })

  it('refuses a checkpoint of another run, naming what differs', async () => {
    const store = memoryStore()
    await train(tiny(), data, { ...FULL, epochs: 1, checkpoint: { store } })
    const again = (model: tf.LayersModel, changed: TrainOptions, examples = data) =>
      train(model, examples, { ...FULL, epochs: 1, checkpoint: { store }, ...changed })
    await expect(again(tiny(), { batchSize: 7 })).rejects.toThrow(/batchSize must be 6 as in the checkpoint/)
    await expect(again(tiny(), { randomState: 4 })).rejects.toThrow(/randomState must be 3/)
    await expect(again(tiny(), { optimizer: { name: 'sgd' } })).rejects.toThrow(/optimizer/)
    await expect(again(tiny(), {}, held)).rejects.toThrow(/data must be/)
    const other = createNet('mini-vgg-v6', { input: [6, 6, 1], widths: [4], hidden: 4, classes: 2 })
    await expect(again(other, {})).rejects.toThrow(/model must be/)
    await expect(again(tiny(), { batchSize: 7, checkpoint: { store, resume: false } })).resolves.toBeDefined()
    await again(tiny(), { randomState: undefined, batchSize: 7 })
  })

  it('stops early and says so', async () => {
    const history = await train(tiny(), data, {
      epochs: 50,
      optimizer: { name: 'sgd', learningRate: 0 },
      earlyStopping: { patience: 2, minDelta: 0.01 },
      monitor: 'validationLoss',
      validation: held,
      randomState: 1,
    })
    expect(history.stopped).toBe('early-stopping')
    expect(history.epochs.length).toBeLessThan(50)
  })

  it('takes batches as they come: arrays, generators by function, async', async () => {
    const part = (start: number, end: number): Examples => {
      const inputs = data.inputs as { data: Float32Array; shape: number[] }
      return {
        inputs: { data: inputs.data.slice(36 * start, 36 * end), shape: [end - start, 6, 6, 1] },
        labels: Array.from(data.labels).slice(start, end),
      }
    }
    const list = [part(0, 8), part(8, 16), part(16, 20)]
    const common: TrainOptions = { epochs: 2, randomState: 1, optimizer: { name: 'sgd', learningRate: 0.1 } }
    const results: number[][][] = []
    for (const source of [
      list,
      function* () {
        yield* list
      },
      async function* () {
        yield* list
      },
    ]) {
      const model = tiny()
      const history = await train(model, source, common)
      expect(history.steps).toBe(6)
      results.push(weightsOf(model))
    }
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
    const generator = (function* () {
      yield* list
    })()
    await expect(train(tiny(), generator, common)).rejects.toThrow(/at least one example|no batch in epoch/)
  })

  it('goes over the same examples whatever the batches', async () => {
    // Plain gradient descent with everything in one batch does not depend on the order.
    const run = async (shuffle: boolean) => {
      const model = createNet('cs4100-fcnn', { input: [4], widths: [3, 3, 3], classes: 2, randomState: 1 })
      const inputs = { data: new RandomState(1).standardNormal(80), shape: [20, 4] }
      const options: TrainOptions = { epochs: 3, batchSize: 20, optimizer: { name: 'sgd' }, shuffle, randomState: 1 }
      await train(model, { inputs, labels: data.labels }, options)
      return weightsOf(model).flat()
    }
    const [a, b] = [await run(true), await run(false)]
    a.forEach((value, i) => expect(value).toBeCloseTo(b[i], 5))
  })

  it('leaves out a last batch of one where batch normalization needs two', async () => {
    const inputs = { data: new RandomState(1).standardNormal(84), shape: [21, 4] }
    const labels = Array.from({ length: 21 }, (_, i) => i % 2)
    const net = () => createNet('cs4100-fcnn', { input: [4], widths: [3, 3, 3], classes: 2, randomState: 1 })
    const history = await train(net(), { inputs, labels }, { epochs: 1, batchSize: 10 })
    expect(history.steps).toBe(2)
    await expect(train(net(), { inputs, labels }, { batchSize: 1 })).rejects.toThrow(/two examples or more/)
  })

  it('says that it diverged', async () => {
    const model = tiny()
    await expect(
      train(model, data, { epochs: 30, optimizer: { name: 'sgd', learningRate: 1e30 }, randomState: 1 }),
    ).rejects.toMatchObject({ code: 'DIVERGED' })
  })

  const bad = (changes: object) => ({ inputs: (data as { inputs: object }).inputs, labels: data.labels, ...changes })
  it.each<[string, unknown, TrainOptions, RegExp]>([
    ['no data', undefined, {}, /data/],
    ['a wrong shape', bad({ inputs: { data: new Float32Array(20), shape: [20, 1] } }), {}, /shape \(20, 6, 6, 1\)/],
    ['too few labels', bad({ labels: [0, 1] }), {}, /shape \(2, 6, 6, 1\)/],
    ['two inputs', bad({ inputs: [data.inputs, data.inputs] }), {}, /1 arrays, one for each input/],
    ['a class too many', bad({ labels: new Array(20).fill(2) }), {}, /2 is no class: 0 to 1 are/],
    [
      'a missing value',
      bad({ inputs: { data: new Float32Array(720).fill(NaN), shape: [20, 6, 6, 1] } }),
      {},
      /holds NaN/,
    ],
    ['no examples', { inputs: { data: [], shape: [0, 6, 6, 1] }, labels: [] }, {}, /at least one example/],
    ['no epochs', data, { epochs: 0 }, /epochs/],
    ['half a batch', data, { batchSize: 0.5 }, /batchSize/],
    ['an unknown optimizer', data, { optimizer: { name: 'lion' } as never }, /optimizer.name/],
    ['nesterov without momentum', data, { optimizer: { name: 'sgd', nesterov: true } }, /with a momentum/],
    ['an unknown schedule', data, { schedule: { name: 'linear' } as never }, /schedule.name/],
    ['nothing to watch', data, { monitor: 'validationLoss' }, /used with validation data/],
    ['a plateau of nothing', data, { schedule: { name: 'plateau' } }, /used with validation data/],
    ['one class weight', data, { classWeights: [1] }, /2 positive numbers/],
    ['too much smoothing', data, { labelSmoothing: 2 }, /labelSmoothing/],
    ['a negative seed', data, { randomState: -1 }, /randomState/],
    ['a negative bound', data, { clip: { norm: -1 } }, /clip.norm/],
    ['no memory', data, { memory: 100 }, /to train on batches of 32/],
  ])('refuses %s', async (_, examples, options, message) => {
    await expect(train(tiny(), examples as Examples, { epochs: 1, ...options })).rejects.toThrow(message)
  })
})

/** A store whose program is killed after so many writes: nothing arrives any more. */
function dying(store: ModelStore, writes: number): ModelStore {
  let left = writes
  return {
    ...store,
    write: async (name, content) => {
      if (left-- <= 0) throw new Error('killed')
      await store.write(name, content)
    },
    remove: async name => {
      if (left <= 0) throw new Error('killed')
      await store.remove(name)
    },
  }
}
