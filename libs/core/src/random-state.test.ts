import { describe, expect, it } from 'vitest'
import golden from '../golden/random-state.json' with { type: 'json' }
import { InvalidParameterError } from './errors'
import { RandomState } from './random-state'

describe('RandomState', () => {
  for (const stream of golden.streams) {
    it(`gives NumPy's stream for seed ${JSON.stringify(stream.seed)}`, () => {
      const random = new RandomState(stream.seed)
      expect([...random.randomSample(5)]).toEqual(stream.randomSample)
      expect([...random.randint(0, 100, 8)]).toEqual(stream.randint100)
      expect([...random.randint(-5, 6, 8)]).toEqual(stream.randintNegative)
      expect([...random.randint(0, 2 ** 31 - 1, 3)]).toEqual(stream.randintMax)
      expect([...random.randint(0, 2 ** 32, 3)]).toEqual(stream.randint32)
      expect([...random.randint(0, 2 ** 52, 3)]).toEqual(stream.randintWide)
      expect([...random.permutation(12)]).toEqual(stream.permutation)
      // The logarithm may differ by one unit in the last place from the C library's.
      random.standardNormal(7).forEach((value, i) => {
        expect(Math.abs(value - stream.standardNormal[i])).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(value)))
      })
      expect(random.shuffle([...'abcdefgh'])).toEqual(stream.shuffle)
      expect([...random.uniform(-3, 2, 3)]).toEqual(stream.uniform)
      expect([...random.choice(20, 6)]).toEqual(stream.choice)
      expect([...random.choice(20, 6, { replace: false })]).toEqual(stream.choiceWithout)
      expect([...random.choice(4, 6, { p: [0.1, 0.4, 0, 0.5] })]).toEqual(stream.choiceWeighted)
      random.randomSample(2000)
      expect(random.next()).toBe(stream.afterTwists)
      expect([...random.permutation(1000).slice(0, 10)]).toEqual(stream.permutation1000)
    })
  }

  it('is unpredictable without a seed', () => {
    expect(
      new RandomState().nextUint32() === new RandomState().nextUint32() && new RandomState().nextUint32() === 0,
    ).toBe(false)
    expect([...new RandomState(null).randomSample(4)]).not.toEqual([...new RandomState(null).randomSample(4)])
  })

  it('is itself where a randomState is already a generator', () => {
    const random = new RandomState(1)
    expect(RandomState.from(random)).toBe(random)
    expect(RandomState.from(7).next()).toBe(new RandomState(7).next())
  })

  it.each([-1, 1.5, 2 ** 32, NaN, 'x', [], [1.5], [-1]])('refuses the seed %j', seed => {
    expect(() => new RandomState(seed as number)).toThrow(InvalidParameterError)
  })

  it('refuses impossible requests', () => {
    const random = new RandomState(0)
    expect(() => random.nextInteger(3, 3)).toThrow(/greater than low/)
    expect(() => random.nextInteger(0, 2 ** 60)).toThrow(InvalidParameterError)
    expect(() => random.randomSample(-1)).toThrow(/size/)
    expect(() => random.permutation(1.5)).toThrow(/n must be/)
    expect(() => random.choice(3, 4, { replace: false })).toThrow(/size/)
    expect(() => random.choice(3, 4, { p: [1] })).toThrow(/3 weights/)
    expect(() => random.choice(3, 2, { p: [1, 0, 0], replace: false })).toThrow(/replace/)
  })

  it('handles nothing and one', () => {
    const random = new RandomState(0)
    expect([...random.permutation(0)]).toEqual([])
    expect([...random.permutation(1)]).toEqual([0])
    expect(random.shuffle([])).toEqual([])
    expect(random.nextInteger(5, 6)).toBe(5)
  })
})
