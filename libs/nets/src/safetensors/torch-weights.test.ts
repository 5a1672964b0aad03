import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ModelFormatError } from '@genre/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { createNet } from '../architectures/registry'
import { selectBackend } from '../backend/select-backend'
import { netSpecOf } from '../spec/net-spec-of'
import { predictLogits } from '../training/predict'
import { train } from '../training/train'
import type { OptimizerOptions } from '../training/optimizer-options'
import { readSafetensors, writeSafetensors } from './safetensors'
import { exportTorchWeights, importTorchWeights } from './torch-weights'

interface Step {
  readonly optimizer: { name: 'sgd' | 'adam' | 'adamw'; lr: number; momentum?: number; weight_decay?: number }
  readonly loss: number
}
interface Net {
  readonly name: string
  readonly architecture: string
  readonly options: Record<string, unknown>
  readonly labels: number[]
  readonly sgd: Step
  readonly source?: Step
}

const FOLDER = join(__dirname, '../../golden/torch')
const { nets } = JSON.parse(readFileSync(join(FOLDER, 'nets.json'), 'utf8')) as { nets: Net[] }

/** Both sides compute in float32 and sum in different orders. The task allows 1e-4 and 1e-3; this is tighter. */
const LOGITS = 2e-5
const STEP = 1e-4
/**
 * A bias before batch normalization has a gradient of zero but for rounding, which Adam divides by itself: it may move by
 * its whole learning rate in either direction there, in each framework alike.
 */
const ADAM_STEP = 1e-3

describe.each(['cpu', 'wasm'] as const)('against PyTorch, on %s', backend => {
  beforeAll(() => selectBackend({ backends: [backend], threads: 1 }))

  function load({ name, architecture, options }: Net) {
    const content = new Uint8Array(readFileSync(join(FOLDER, `${name}.safetensors`)))
    const { tensors } = readSafetensors(content)
    const only = (prefix: string) => (key: string) =>
      key.startsWith(`${prefix}.`) ? key.slice(prefix.length + 1) : undefined
    const make = () => createNet(architecture, { ...options, randomState: 0 })
    const model = make()
    importTorchWeights(model, content, { names: only('before') })
    const inputs = model.inputs.map((_, i) => tensors.get(`input.${i}`)!)
    return { content, tensors, model, make, inputs, only }
  }

  it.each(nets.map(net => [net.name, net] as const))('%s: logits', async (_, net) => {
    const { model, inputs, tensors } = load(net)
    expectClose(await predictLogits(model, inputs), tensors.get('logits')!.data, LOGITS)
  })

  it.each(
    nets.flatMap(net => (['sgd', 'source'] as const).filter(key => net[key]).map(key => [net.name, key, net] as const)),
  )('%s: one step of %s', async (_, key, net) => {
    const { model, make, inputs, content, only } = load(net)
    const { optimizer, loss } = net[key]!
    const { lr, weight_decay: weightDecay, ...rest } = optimizer
    const history = await train(
      model,
      { inputs, labels: net.labels },
      {
        epochs: 1,
        batchSize: net.labels.length,
        shuffle: false,
        evaluateTrain: false,
        optimizer: { learningRate: lr, weightDecay, ...rest } as OptimizerOptions,
      },
    )
    expect(Math.abs(history.epochs[0].loss - loss)).toBeLessThan(LOGITS)
    const after = make()
    importTorchWeights(after, content, { names: only(key) })
    model.weights.forEach((weight, i) => {
      const name = `${net.name} ${weight.originalName}`
      // The sum of an LSTM's two biases moves twice as far in PyTorch as one bias does here.
      if (name.endsWith('/bias') && name.includes('.l')) return
      expectClose(
        weight.read().dataSync() as Float32Array,
        after.weights[i].read().dataSync() as Float32Array,
        key === 'sgd' ? STEP : ADAM_STEP,
        name,
      )
    })
  })

  it.each(nets.map(net => [net.name, net] as const))('%s: written for PyTorch and read again', async (_, net) => {
    const { model, make, tensors } = load(net)
    const file = await exportTorchWeights(model)
    const again = make()
    importTorchWeights(again, file)
    expect(again.getWeights().map(w => w.dataSync())).toEqual(model.getWeights().map(w => w.dataSync()))
    for (const [name, { shape, data }] of readSafetensors(file).tensors) {
      const original = tensors.get(`before.${name}`)!
      expect([name, shape]).toEqual([name, original.shape])
      if (!/bias_[ih]h_l/.test(name)) expect([name, data]).toEqual([name, original.data])
    }
  })

  it('says what does not fit, and leaves the net as it is', async () => {
    const net = createNet('csc461-mlp', { input: [3], widths: [3], classes: 2, randomState: 1 })
    const before = net.getWeights().map(w => w.dataSync())
    const tensors = [...readSafetensors(await exportTorchWeights(net)).tensors]
    const tried = (list: typeof tensors, names?: Record<string, string>) => () =>
      importTorchWeights(net, writeSafetensors(list), { names, file: 'a.safetensors' })
    expect(tried(tensors.slice(1))).toThrow(/a.safetensors: network.0.weight of the net csc461-mlp is not in it/)
    expect(tried([])).toThrow(/and \d+ more of the net csc461-mlp are not in it/)
    expect(tried([...tensors, ['x', { shape: [1], data: new Float32Array(1) }]])).toThrow(/has no x/)
    const wrong = tensors.map(([name, t]) => [name, { ...t, shape: [...t.shape, 1] }] as (typeof tensors)[0])
    expect(tried(wrong)).toThrow(/has the shape \(3, 1\), but the net csc461-mlp takes \(3\)/)
    expect(tried(tensors, { 'network.1.weight': 'network.0.weight' })).toThrow(/two arrays are named network.0.weight/)
    expect(net.getWeights().map(w => w.dataSync())).toEqual(before)
    expect(tried(tensors.map(([n, t]) => [`m.${n}`, t] as (typeof tensors)[0]))).toThrow(ModelFormatError)
    expect(() =>
      importTorchWeights(net, writeSafetensors(tensors.map(([n, t]) => [`m.${n}`, t] as (typeof tensors)[0])), {
        names: name => name.slice(2),
      }),
    ).not.toThrow()
    expect(netSpecOf(net).name).toBe('csc461-mlp')
  })
})

function expectClose(received: Float32Array, expected: Float32Array, tolerance: number, name = ''): void {
  expect(received.length).toBe(expected.length)
  let worst = 0
  for (let i = 0; i < expected.length; i++) worst = Math.max(worst, Math.abs(received[i] - expected[i]))
  expect(worst, name).toBeLessThan(tolerance)
}
