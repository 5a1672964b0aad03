// One backend of TensorFlow.js, in a process of its own: node tfjs-job.mjs '{"job": {...}, "options": {...}}' prints the times.
import { csc461Cnn, foldBatchNorm, resnetWithFeatures, selectBackend, small } from '@genre/nets'
import * as tf from '@tensorflow/tfjs'
import { clock, gflopOf, least } from './jobs.mjs'

/** @type {{ job: import('./jobs.mjs').Job, options: import('@genre/nets').SelectBackendOptions, cpu: boolean }} */
const { job, options, cpu } = JSON.parse(process.argv[2])
const { description } = await selectBackend(options)
const { size, batch, steps } = job
const now = clock(cpu)
const model =
  job.net === 'csc461'
    ? csc461Cnn({ input: [size, size, 1], ...(job.widths && { widths: job.widths }) })
    : job.net === 'small'
      ? small()
      : resnetWithFeatures({ input: [size, size, 1] })
// The small net is for live use: it names genres with its batch norm folded into the convolutions.
const predicting = job.net === 'small' ? await foldBatchNorm(model) : model

/** @param {number} count @returns {any} */
const inputs = count => {
  const picture = tf.randomNormal([count, size, job.net === 'small' ? 130 : size, 1], 0, 1, 'float32', 1)
  return job.net !== 'resnet' ? picture : [picture, tf.randomUniform([count, 57], 0, 1, 'float32', 2)]
}
const labels = tf.oneHot(
  tf.tensor1d(
    Array.from({ length: batch }, (_, i) => i % 10),
    'int32',
  ),
  10,
)
const many = inputs(batch)
const optimizer = tf.train.adam(5e-4)

/** @param {() => tf.Tensor} compute */
async function timed(compute) {
  const start = now()
  const result = compute()
  await result.data()
  const seconds = now() - start
  result.dispose()
  return seconds
}

const step = () =>
  /** @type {tf.Scalar} */ (
    optimizer.minimize(
      () => {
        const logits = /** @type {tf.Tensor2D} */ (model.apply(many, { training: true }))
        return /** @type {tf.Scalar} */ (tf.losses.softmaxCrossEntropy(labels, logits))
      },
      true,
      model.trainableWeights.map(weight => /** @type {tf.Variable} */ (weight.read())),
    )
  )
const forward = () => /** @type {tf.Tensor} */ (predicting.predict(one))

const one = inputs(1)
const forwards = []
// A WebAssembly program is compiled anew, better, after it has run for a while.
const warm = steps > 0 ? 20 : 0
for (let i = 0; i < warm; i++) await timed(forward)
for (let i = 0; i < (steps > 0 ? 15 : 1); i++) forwards.push(await timed(forward))
const trainings = []
for (let i = 0; i < Math.max(1, steps + 1); i++) trainings.push(await timed(step))
if (steps > 0) trainings.shift()
console.log(
  `\n${JSON.stringify({ forward: least(forwards), step: least(trainings), gflop: gflopOf(model), detail: description })}`,
)
process.exit(0)
