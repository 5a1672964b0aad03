import * as tf from '@tensorflow/tfjs'
import type { NetSpec } from './net-spec'

/** What tfjs calls LayerVariable, as far as it is used here. */
export interface WeightVariable {
  readonly name: string
  /** The name without the number that tfjs adds for the second net of a program. */
  readonly originalName: string
  readonly shape: (number | null)[]
  /** The variable behind it, to differentiate by. */
  readonly val: tf.Variable
  read(): tf.Tensor
  write(value: tf.Tensor): unknown
}

/** The variables of a model's layers in the order of the net's weight specifications. */
export function layerWeights(model: tf.LayersModel, spec: NetSpec): WeightVariable[] {
  return spec.layers.flatMap(layer =>
    layer.op === 'input' ? [] : (model.getLayer(layer.name).weights as unknown as WeightVariable[]),
  )
}

/** Gives a variable new values. */
export function setWeight(variable: WeightVariable, values: Float32Array, shape: readonly number[]): void {
  const tensor = tf.tensor(values, [...shape], 'float32')
  variable.write(tensor)
  tensor.dispose()
}
