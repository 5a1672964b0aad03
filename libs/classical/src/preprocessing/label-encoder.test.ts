import { expect, it } from 'vitest'
import { fromJSON } from '../from-json'
import { LabelEncoder } from './label-encoder'

it('encodes labels of any kind and decodes them', () => {
  for (const y of [
    ['b', 'a', 'b'],
    [20, -3, 20],
    [true, false, true],
  ]) {
    const encoder = new LabelEncoder()
    expect(encoder.fitTransform(y)).toEqual(Int32Array.of(1, 0, 1))
    expect(encoder.classes).toEqual([y[1], y[0]])
    expect(encoder.inverseTransform(Int32Array.of(1, 0, 1))).toEqual(y)
  }
})

it('refuses labels and positions that it does not know', () => {
  const encoder = new LabelEncoder<string>().fit(['a', 'b'])
  expect(() => encoder.transform(['a', 'c'])).toThrow('y, row 1: "c" is none of the classes that fit saw')
  for (const code of [-1, 2, 0.5, NaN]) expect(() => encoder.inverseTransform([0, code])).toThrow('codes[1] must be')
  expect(() => new LabelEncoder().transform(['a'])).toThrow('this LabelEncoder is not fitted yet')
})

it('survives JSON', () => {
  const encoder = fromJSON(JSON.stringify(new LabelEncoder().fit([2, 1])), { expect: LabelEncoder })
  expect(encoder.classes).toEqual([1, 2])
})
