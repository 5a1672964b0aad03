import { InvalidParameterError, RandomState } from '@genre/core'
import { resample } from '@genre/dsp'
import { describe, expect, it } from 'vitest'
import { findCopies } from './find-copies'
import { audioFingerprint, Fingerprinter } from './fingerprint'

const RATE = 11025

/** Some seconds of tones that change every fifth of a second, with a little noise; of its own for every seed. */
function music(seconds: number, seed: number): Float32Array {
  const random = new RandomState(seed)
  const length = seconds * RATE
  const tones = random.uniform(300, 2000, 3 * Math.ceil(length / 2205))
  const levels = random.uniform(0, 0.3, tones.length)
  const noise = random.uniform(-0.02, 0.02, length)
  return Float32Array.from({ length }, (_, i) => {
    const step = 3 * Math.floor(i / 2205)
    let sum = noise[i]
    for (let k = step; k < step + 3; k++) sum += levels[k] * Math.sin((2 * Math.PI * tones[k] * i) / RATE)
    return sum
  })
}

const print = (samples: Float32Array, sampleRate = RATE) => audioFingerprint({ samples, sampleRate })
const noisy = (samples: Float32Array, level: number) => {
  const noise = new RandomState(99).uniform(-level, level, samples.length)
  return samples.map((x, i) => x + noise[i])
}

describe('audioFingerprint', () => {
  it('is the same block by block', () => {
    const samples = music(3, 1)
    const fingerprinter = new Fingerprinter(RATE)
    for (let at = 0; at < samples.length; at += 777) fingerprinter.push(samples.subarray(at, at + 777))
    expect(fingerprinter.finish()).toEqual(print(samples))
  })

  it('has 43 codes a second, behind the first frames, and is 0 for silence', () => {
    expect(print(new Float32Array(10 * RATE))).toEqual(new Uint32Array(print(music(10, 1)).length))
    // 55125 samples at 5512.5 Hz: 1 + floor((55125 - 2048) / 128) frames
    expect(print(music(10, 1)).length).toBe(414)
    expect(print(music(1, 1).subarray(0, 1000)).length).toBe(0)
  })

  it('does not depend on loudness', () => {
    const samples = music(3, 2)
    expect(print(samples.map(x => x / 16))).toEqual(print(samples))
  })
})

describe('findCopies', () => {
  it('finds what was made louder, noisy, resampled, shifted or cut, and nothing else', () => {
    const one = music(20, 1)
    const others = Array.from({ length: 30 }, (_, i) => print(music(20, 100 + i)))
    const copies = [
      print(one.map(x => 3 * x)),
      print(noisy(one, 0.05)),
      print(resample(one, { from: RATE, to: 16000 }), 16000),
      print(one.subarray(5 * RATE + 123)),
      print(one.subarray(3 * RATE, 12 * RATE)),
    ]
    const pairs = findCopies([print(one), ...others, ...copies])
    const withOne = pairs.filter(({ first }) => first === 0)
    expect(withOne.map(({ second }) => second)).toEqual([31, 32, 33, 34, 35])
    expect(withOne.map(({ offset }) => Math.round(10 * offset) / 10)).toEqual([0, 0, 0, 5, 3])
    expect(withOne[0].errorRate).toBe(0)
    // the copies among themselves, but for the last two, which share four seconds too little or enough
    expect(pairs.every(({ first }) => first === 0 || first > 30)).toBe(true)
  })

  it('keeps to the limits that it is given', () => {
    const one = music(10, 1)
    const prints = [print(one), print(noisy(one, 0.05)), print(one.subarray(6 * RATE))]
    expect(findCopies(prints, { overlap: 2 }).map(({ first, second }) => [first, second])).toContainEqual([0, 2])
    expect(findCopies(prints).map(({ second }) => second)).toEqual([1])
    expect(findCopies(prints, { errorRate: 0 })).toEqual([])
    expect(() => findCopies(prints, { errorRate: 1 })).toThrow(InvalidParameterError)
    expect(() => findCopies(prints, { overlap: 0 })).toThrow(InvalidParameterError)
  })

  it('of nothing, silence, and very many equal recordings', () => {
    expect(findCopies([])).toEqual([])
    expect(findCopies([new Uint32Array(0), new Uint32Array(1000), new Uint32Array(1000)])).toEqual([])
    const same = print(music(10, 1))
    // sixty copies of one: every code is still shared by few enough places
    expect(findCopies(Array.from({ length: 60 }, () => same)).length).toBe((60 * 59) / 2)
  })
})
