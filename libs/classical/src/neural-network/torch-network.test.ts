import { describe, expect, it } from 'vitest'
import golden from '../../golden/torch-network.json' with { type: 'json' }
import { relativeDifference } from '../../test/datasets'
import type { NormPlace } from './network'
import { Network } from './network'
import { Adam, GradientDescent } from './optimizers'
import { Plateau, lowered } from './plateau'
import type { Activation } from './stages/activate'

/** Rounding, relative to the largest number; Adam makes it larger where gradients are small, as before a second norm. */
const TOLERANCE = 1e-10

describe('Network and optimisers beside PyTorch', () => {
  for (const { params, ...expected } of golden.cases) {
    it(`take its steps with ${JSON.stringify(params)}`, () => {
      let drawn = 0
      const network = new Network({
        sizes: golden.sizes,
        activation: params.activation as Activation,
        batch: 20,
        batchNorm: params.batchNorm as NormPlace,
        inputNorm: params.inputNorm,
        dropout: {
          shares: params.dropout,
          draws: { randomSample: size => Float64Array.from(expected.draws.slice(drawn, (drawn += size))) },
        },
      })
      network.parameters.set(expected.start)
      const size = network.parameters.length
      expect(size).toBe(expected.start.length)
      const { weightDecay, learningRateInit, solver } = params
      const optimizer =
        solver === 'sgd'
          ? new GradientDescent(size, {
              learningRate: 'constant',
              learningRateInit,
              powerT: 0.5,
              momentum: 0.9,
              nesterovsMomentum: false,
              weightDecay,
            })
          : new Adam(size, {
              learningRateInit,
              weightDecay,
              beta1: 0.9,
              beta2: 0.999,
              epsilon: 1e-8,
              decoupled: solver === 'adamw',
            })
      const X = Float64Array.from(golden.X)
      const codes = Int32Array.from(golden.codes)
      let step = 0
      for (let pass = 0; pass < golden.passes; pass++) {
        for (const [from, to] of golden.batches) {
          const rows = Array.from({ length: to - from }, (_, i) => from + i)
          const loss = network.lossAndGradient(X, rows, codes, null)
          expect(relativeDifference([loss], [expected.losses[step]]), `loss ${step}`).toBeLessThan(TOLERANCE)
          const difference = relativeDifference(network.gradient, expected.gradients[step])
          expect(difference, `gradient ${step}`).toBeLessThan(TOLERANCE)
          optimizer.step(network.parameters, network.gradient)
          step++
        }
      }
      expect(drawn).toBe(expected.draws.length)
      // An intercept before a normalisation has the gradient 0, rounded; Adam makes a step of any size of that.
      const sums = params.batchNorm === 'afterLinear' ? interceptsOfHidden() : []
      const settled = (values: ArrayLike<number>) => Array.from(values).filter((_, k) => !sums.includes(k))
      const end = relativeDifference(settled(network.parameters), settled(expected.end))
      expect(end, 'parameters').toBeLessThan(TOLERANCE)
      // Only the running mean of weighted sums knows of that intercept, and takes it away again.
      const proba = network.predict(X, codes.length)
      expect(relativeDifference(proba, expected.proba), 'probabilities').toBeLessThan(1e-8)
      const variances = (values: ArrayLike<number>) =>
        network.norms.flatMap(({ scale }, n) => {
          const before = network.norms.slice(0, n).reduce((sum, norm) => sum + 2 * norm.scale.length, 0)
          return Array.from(values).slice(before + scale.length, before + 2 * scale.length)
        })
      const statistics = relativeDifference(variances(network.statistics), variances(expected.statistics))
      expect(statistics, 'running variances').toBeLessThan(TOLERANCE)
      const all = relativeDifference(network.statistics, expected.statistics)
      expect(all, 'running means').toBeLessThan(1e-8)
    })
  }

  it.each(golden.plateaus)(
    'Plateau lowers the rate when ReduceLROnPlateau does: $mode, patience $patience',
    plateau => {
      const sign = plateau.mode === 'max' ? 1 : -1
      const { scores, factor, patience, rates } = plateau
      const watch = new Plateau({ plateauPatience: patience })
      let rate = 1
      const mine = scores.map(score => (watch.falls(sign * score) ? (rate = lowered(rate, factor)) : rate))
      expect(relativeDifference(mine, rates)).toBeLessThan(1e-14)
      expect(new Set(rates).size).toBeGreaterThan(1)
    },
  )
})

/** Where the intercepts of the hidden layers stand among the parameters. */
function interceptsOfHidden(): number[] {
  const { sizes } = golden
  const weights = sizes.slice(1).reduce((sum, size, l) => sum + size * sizes[l], 0)
  const hidden = sizes.slice(1, -1).reduce((sum, size) => sum + size, 0)
  return Array.from({ length: hidden }, (_, k) => weights + k)
}
