import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { clipGradients } from './clip-gradients'
import { Optimizer } from './optimizer'
import type { OptimizerOptions } from './optimizer-options'
import { checkOptimizer } from './optimizer-options'
import type { ScheduleOptions } from './schedule'
import { Schedule } from './schedule'
import { lossCoefficients } from './targets'

interface Golden {
  losses: {
    logits: number[]
    labels: number[]
    weights: number[]
    cases: { weighted: boolean; smoothing: number; loss: number }[]
  }
  optimizers: {
    start: number[]
    gradients: number[][]
    cases: { name: string; options: Record<string, unknown>; steps: number[][] }[]
  }
  schedules: { epochs: number; initial: number; values: number[] } & Record<string, number[]>
  clipping: { a: number[]; b: number[]; cases: { norm: number | null; value: number | null; clipped: number[] }[] }
}
const golden = JSON.parse(readFileSync(join(__dirname, '../../golden/training.json'), 'utf8')) as Golden

/** float32 on both sides: a few units in the last place of numbers around 1. */
const CLOSE = 6
/** Learning rates are float64 on both sides. */
const EXACT = 15

describe('against PyTorch', () => {
  beforeAll(() => tf.setBackend('cpu'))

  it.each(golden.losses.cases)(
    'cross entropy, weighted $weighted, smoothing $smoothing',
    ({ weighted, smoothing, loss }) => {
      const { logits, labels, weights } = golden.losses
      const coefficients = lossCoefficients(labels, 4, {
        labelSmoothing: smoothing,
        classWeights: weighted ? weights : undefined,
      })
      const received = tf.tidy(
        () =>
          tf
            .logSoftmax(tf.tensor2d(logits, [7, 4]))
            .mul(tf.tensor2d(coefficients, [7, 4]))
            .sum()
            .neg()
            .dataSync()[0],
      )
      expect(received).toBeCloseTo(loss, 5)
    },
  )

  it.each(golden.optimizers.cases)('$name $options', ({ name, options, steps }) => {
    const { lr, eps, weight_decay, ...rest } = options
    const checked = checkOptimizer({
      name,
      learningRate: lr,
      epsilon: eps,
      weightDecay: weight_decay,
      ...rest,
    } as OptimizerOptions)
    const variable = tf.variable(tf.tensor1d(golden.optimizers.start))
    const optimizer = new Optimizer(checked, [variable])
    golden.optimizers.gradients.forEach((gradient, i) => {
      const tensor = tf.tensor1d(gradient)
      optimizer.step([tensor], checked.learningRate)
      tensor.dispose()
      Array.from(variable.dataSync()).forEach((value, j) => expect(value).toBeCloseTo(steps[i][j], CLOSE))
    })
    optimizer.dispose()
    variable.dispose()
  })

  it.each<[string, ScheduleOptions]>([
    ['step', { name: 'step', every: 2, factor: 0.3 }],
    ['cosine', { name: 'cosine', minimum: 0.05 }],
    ['plateauDown', { name: 'plateau', factor: 0.5, patience: 1 }],
    ['plateauUp', { name: 'plateau', monitor: 'validationAccuracy', factor: 0.1, patience: 2, minimum: 0.02 }],
  ])('learning rates: %s', (name, options) => {
    const { epochs, initial, values } = golden.schedules
    const schedule = new Schedule(options, initial, epochs)
    for (let epoch = 0; epoch < epochs; epoch++) {
      expect(schedule.rateFor(epoch)).toBeCloseTo(golden.schedules[name][epoch], EXACT)
      schedule.observe(values[epoch])
    }
  })

  it('divides the rate at half time as the source does', () => {
    const rates = (epochs: number) => {
      const schedule = new Schedule({ name: 'halving' }, 1, epochs)
      return Array.from({ length: epochs }, (_, epoch) => schedule.rateFor(epoch))
    }
    expect(rates(5)).toEqual([1, 1, 0.25, 0.25, 0.25])
    expect(rates(4)).toEqual([1, 1, 0.25, 0.25])
    expect(rates(1)).toEqual([1])
  })

  it.each(golden.clipping.cases)('clipping to norm $norm, value $value', ({ norm, value, clipped }) => {
    const { a, b } = golden.clipping
    const out = clipGradients([tf.tensor2d(a, [2, 3]), tf.tensor1d(b)], {
      norm: norm ?? undefined,
      value: value ?? undefined,
    })
    out
      .flatMap(tensor => Array.from(tensor.dataSync()))
      .forEach((received, i) => expect(received).toBeCloseTo(clipped[i], CLOSE))
    out.forEach(tensor => tensor.dispose())
  })
})
