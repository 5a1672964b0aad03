import type { Audio } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import { describe, expectTypeOf, it } from 'vitest'
import type { Examples, LoadedModel, ModelStore, NetCard, Picture, TrainingHistory } from './index'
import {
  createNet,
  csc461Cnn,
  loadModel,
  memoryStore,
  pixelsToInput,
  predictProba,
  resizePicture,
  resnetWithFeatures,
  saveModel,
  squarePictures,
  train,
} from './index'

describe('types', () => {
  it('makes tfjs models', () => {
    expectTypeOf(resnetWithFeatures).returns.toEqualTypeOf<tf.LayersModel>()
    expectTypeOf(csc461Cnn({ input: [150, 150, 1], widths: [1, 2] })).toEqualTypeOf<tf.LayersModel>()
    expectTypeOf(createNet).parameter(0).toEqualTypeOf<string>()
    // @ts-expect-error an input has three sizes
    csc461Cnn({ input: [150, 150] })
    // @ts-expect-error of the optimizers that there are
    void train(createNet('small'), {} as Examples, { optimizer: { name: 'lion' } })
    // @ts-expect-error momentum is SGD's
    void train(createNet('small'), {} as Examples, { optimizer: { name: 'adam', momentum: 0.9 } })
  })

  it('goes from audio to a history', () => {
    expectTypeOf(squarePictures).parameter(0).toEqualTypeOf<Audio>()
    expectTypeOf(squarePictures).returns.toEqualTypeOf<Picture<Uint8Array>[]>()
    const floats = { data: new Float32Array(1), shape: [1, 1, 1] as const }
    expectTypeOf(resizePicture(floats, { height: 1, width: 1, method: 'area' }).data).toEqualTypeOf<
      Float32Array<ArrayBuffer>
    >()
    expectTypeOf(pixelsToInput).returns.toExtend<{ data: Float32Array; shape: number[] }>()
    expectTypeOf(train).returns.resolves.toEqualTypeOf<TrainingHistory>()
    expectTypeOf(predictProba).returns.resolves.toEqualTypeOf<Float32Array>()
  })

  it('keeps models in stores', () => {
    expectTypeOf(memoryStore()).toEqualTypeOf<ModelStore>()
    expectTypeOf(loadModel).returns.resolves.toEqualTypeOf<LoadedModel>()
    expectTypeOf(saveModel).parameter(2).toEqualTypeOf<NetCard>()
  })
})
