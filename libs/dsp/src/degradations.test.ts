import { InvalidParameterError } from '@genre/core'
import { expect, test } from 'vitest'
import { makeSignal } from '../test/signals'
import { addNoise } from './add-noise'
import { clip } from './clip'
import { codecLoss } from './codec-loss'
import { gain } from './gain'
import { limitBand } from './limit-band'
import { reduceBitDepth } from './reduce-bit-depth'
import { reverberate } from './reverberate'

const music = makeSignal('music').subarray(0, 20000)

test('every degradation refuses bad signals and leaves its input', () => {
  const copy = music.slice()
  const all: ((y: Float32Array) => unknown)[] = [
    y => addNoise(y, { snr: 3 }),
    y => clip(y),
    y => codecLoss(y),
    y => gain(y, { db: 1 }),
    y => limitBand(y),
    y => reduceBitDepth(y, { bits: 8 }),
    y => reverberate(y),
  ]
  for (const degrade of all) {
    expect(() => degrade(Float32Array.of(0, NaN))).toThrow(InvalidParameterError)
    expect(() => degrade(new Float32Array(0))).toThrow(InvalidParameterError)
    degrade(music)
    expect(music).toEqual(copy)
  }
})
