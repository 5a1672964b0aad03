import * as tf from '@tensorflow/tfjs'

/** A batch as it goes into a net. */
export interface PreparedBatch {
  /** One array for each input, row-major, the first axis being the examples. */
  readonly inputs: readonly { readonly data: Float32Array; readonly shape: readonly number[] }[]
  /** Coefficients of the log probabilities in the loss, (examples, classes): see `lossCoefficients`. */
  readonly coefficients: Float32Array
  readonly labels: Int32Array
  /** What seeds the dropout of this step; layer `i` takes `${dropoutSeed}.${i}`. */
  readonly dropoutSeed: string
}

/** What one forward and backward pass gives. */
export interface Gradients {
  readonly loss: number
  /** Examples whose largest logit is their label's. */
  readonly correct: number
  /** One for each of `model.trainableWeights`, in that order; the caller disposes of them. */
  readonly gradients: readonly tf.Tensor[]
}

/** A forward and backward pass: on this thread ({@link computeGradients}), or on many. */
export type GradientFunction = (model: tf.LayersModel, batch: PreparedBatch) => Promise<Gradients>

/**
 * The loss of a batch and its gradients by all trainable weights. Batch normalization moves its running values meanwhile, as
 * the layers of tfjs do.
 */
export async function computeGradients(model: tf.LayersModel, batch: PreparedBatch): Promise<Gradients> {
  seedDropout(model, batch.dropoutSeed)
  const examples = batch.labels.length
  const variables = trainableVariables(model)
  let logits: tf.Tensor | undefined
  const { value, grads } = tf.tidy(() => {
    const inputs = batch.inputs.map(({ data, shape }) => tf.tensor(data, [...shape], 'float32'))
    const coefficients = tf.tensor2d(batch.coefficients, [examples, batch.coefficients.length / examples])
    return tf.variableGrads(() => {
      const output = model.apply(inputs.length === 1 ? inputs[0] : inputs, { training: true }) as tf.Tensor2D
      logits = tf.keep(output.clone())
      return tf.logSoftmax(output).mul(coefficients).sum().neg() as tf.Scalar
    }, variables)
  })
  const [[loss], outputs] = await Promise.all([value.data(), logits!.data()])
  value.dispose()
  logits!.dispose()
  return {
    loss,
    correct: countCorrect(outputs as Float32Array, batch.labels),
    gradients: variables.map(variable => grads[variable.name]),
  }
}

/** The variables behind `model.trainableWeights`. */
export function trainableVariables(model: tf.LayersModel): tf.Variable[] {
  return model.trainableWeights.map(weight => (weight as unknown as { val: tf.Variable }).val)
}

/** Seeds every dropout layer of a model for one step. */
export function seedDropout(model: tf.LayersModel, seed: string): void {
  let count = 0
  for (const layer of model.layers) {
    // tfjs' layer takes its seed anew at every call, and the same seed gives the same mask: hence one for each step.
    if (layer.getClassName() === 'Dropout') (layer as unknown as { seed: string }).seed = `${seed}.${count++}`
  }
}

/** How many rows have their largest value at their label. */
export function countCorrect(logits: ArrayLike<number>, labels: ArrayLike<number>): number {
  const classes = logits.length / labels.length
  let correct = 0
  for (let i = 0; i < labels.length; i++) {
    let best = 0
    for (let c = 1; c < classes; c++) if (logits[i * classes + c] > logits[i * classes + best]) best = c
    if (best === labels[i]) correct++
  }
  return correct
}
