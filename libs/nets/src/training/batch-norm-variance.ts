import * as tf from '@tensorflow/tfjs'
import { layerShapes, product } from '../spec/layer-shapes'
import type { NetSpec } from '../spec/net-spec'
import type { WeightVariable } from '../spec/net-weights'

/**
 * Makes the running variances of batch normalization PyTorch's. tfjs moves them by the variance of the batch, PyTorch by
 * its unbiased estimate, n / (n - 1) times as much, n being the values of a channel in the batch. `remember` before a step
 * and `correct` after it do the difference on the small vectors alone; the layers stay tfjs' own.
 */
export class RunningVariances {
  readonly #layers: { variable: WeightVariable; momentum: number; values: number }[]
  #before: tf.Tensor[] = []

  constructor(model: tf.LayersModel, spec: NetSpec) {
    const shapes = layerShapes(spec)
    this.#layers = spec.layers.flatMap(layer => {
      if (layer.op !== 'batchNorm') return []
      const weights = model.getLayer(layer.name).weights as unknown as WeightVariable[]
      const variable = weights.find(weight => weight.originalName.endsWith('/moving_variance'))!
      const shape = shapes.get(layer.name)!
      return [{ variable, momentum: layer.momentum, values: product(shape) / shape[shape.length - 1] }]
    })
  }

  /** Values of a channel in one example, of the layer that has fewest; `undefined` without batch normalization. */
  get fewestValues(): number | undefined {
    return this.#layers.length === 0 ? undefined : Math.min(...this.#layers.map(layer => layer.values))
  }

  remember(): void {
    this.forget()
    this.#before = this.#layers.map(({ variable }) => variable.read().clone())
  }

  correct(examples: number): void {
    this.#layers.forEach(({ variable, momentum, values }, i) => {
      const n = examples * values
      if (n < 2) return
      const corrected = tf.tidy(() => {
        const kept = this.#before[i].mul(momentum)
        return kept.add(
          variable
            .read()
            .sub(kept)
            .mul(n / (n - 1)),
        )
      })
      variable.write(corrected)
      corrected.dispose()
    })
    this.forget()
  }

  /** Drops what was remembered, where a step failed. */
  forget(): void {
    this.#before.forEach(tensor => tensor.dispose())
    this.#before = []
  }
}
