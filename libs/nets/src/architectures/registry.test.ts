import { describe, expect, it } from 'vitest'
import { netSize } from '../spec/net-size'
import { describeNet, listArchitectures } from './registry'

/** The counts that the sources state, or that follow from torchvision's. */
const COUNTS: Record<string, number> = {
  'mini-vgg-v3': 629_218_218,
  'mini-vgg-v4': 629_218_218,
  'mini-vgg-v5': 314_866_794,
  'mini-vgg-v6': 71_831_146,
  'resnet-v7': 19_722_450,
  'resnet-v10': 19_779_450,
  'resnet-18': 11_170_240 + 5130,
  'resnet-18-features': 11_170_240 + 5130 + 570,
  'resnet-34': 21_278_400 + 5130,
  'resnet-34-features': 21_278_400 + 5130 + 570,
  'csc461-cnn': 7_182_458,
  'csc461-mlp': 67_024,
  'cs4100-cnn': 7_969_130,
  'cs4100-fcnn': 57_674,
  'exploration-mlp': 57_546,
  'gated-net': 10 * 28 * 14,
}

describe('listArchitectures', () => {
  const nets = listArchitectures()

  it.each(Object.entries(COUNTS))('%s has the count that its source states', (name, parameters) => {
    expect(nets.find(net => net.name === name)?.parameters).toBe(parameters)
  })

  it('counts LSTMs as they are here and as PyTorch does', () => {
    const bilstm = nets.find(net => net.name === 'bilstm')!
    const gates = 4 * 256
    const rest = 2 * 512 + 5130
    expect(bilstm.parameters).toBe(2 * gates * (56 + 256 + 1) + rest)
    expect(bilstm.torchParameters).toBe(2 * gates * (56 + 256 + 2) + rest)
    expect(nets.find(net => net.name === 'lstm-pca')!.parameters).toBe(4 * 128 * (23 + 128 + 1) + 256 + 1290)
    const cnn = nets.find(net => net.name === 'cnn-rnn')!
    expect(cnn.torchParameters).toBe(160 + 2 * 256 * (1024 + 64 + 2) + 2 * 256 * (128 + 64 + 2) + 1290)
  })

  it('keeps the small net small', () => {
    const size = netSize(describeNet('small'))
    expect(size.parameters).toBeLessThan(1_000_000)
    expect(size.flops).toBeLessThan(250e6)
  })

  it('tells the input of each', () => {
    expect(nets.find(net => net.name === 'resnet-v10')).toMatchObject({
      input: [512, 512, 1],
      inputs: { picture: [512, 512, 1], features: [57] },
      classes: 10,
    })
    expect(new Set(nets.map(net => net.name)).size).toBe(nets.length)
  })

  it('refuses unknown names, saying which there are', () => {
    expect(() => describeNet('resnet-99')).toThrow(/one of mini-vgg-v3, .*small/)
  })
})
