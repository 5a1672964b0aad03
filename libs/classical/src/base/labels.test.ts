import { DataError, InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { codesOf, encodeLabels, sortLabels } from './labels'

describe('encodeLabels', () => {
  it('sorts strings by code point, as Python does', () => {
    // sorted(['é', 'z', 'Z', '\U0001F600', '\uFFFD', 'a', 'ab', '']) in Python 3
    const labels = ['é', 'z', 'Z', '\u{1F600}', '\uFFFD', 'a', 'ab', '']
    const expected = ['', 'Z', 'a', 'ab', 'z', 'é', '\uFFFD', '\u{1F600}']
    const { classes, codes } = encodeLabels(labels)
    expect(classes).toEqual(expected)
    expect(Array.from(codes, code => classes[code])).toEqual(labels)
    expect(sortLabels(labels)).toEqual(expected)
  })

  it('sorts numbers by value and booleans false first', () => {
    expect(encodeLabels([10, 9, -1, 10])).toEqual({ classes: [-1, 9, 10], codes: Int32Array.of(2, 1, 0, 2) })
    expect(encodeLabels([true, false, true])).toEqual({ classes: [false, true], codes: Int32Array.of(1, 0, 1) })
    expect(encodeLabels([0, -0]).classes).toHaveLength(1)
  })

  it('takes typed arrays', () => {
    expect(encodeLabels(Uint8Array.of(3, 1, 3)).classes).toEqual([1, 3])
    expect(encodeLabels(Float64Array.of(3, 1)).classes).toEqual([1, 3])
    expect(() => encodeLabels(Float64Array.of(3, 0.5))).toThrow('y, row 1: a class must be a whole number, not 0.5')
    expect(() => encodeLabels(BigInt64Array.of(3n) as never)).toThrow(InvalidParameterError)
  })

  it('does not change what it is given and is empty for nothing', () => {
    const labels = Object.freeze(['b', 'a'])
    expect(encodeLabels(labels).classes).toEqual(['a', 'b'])
    expect(encodeLabels([])).toEqual({ classes: [], codes: new Int32Array(0) })
  })

  it('names the row of what is no label, or another kind', () => {
    expect(() => encodeLabels(['a', 1 as never])).toThrow(DataError)
    expect(() => encodeLabels(['a', 1 as never])).toThrow('y, row 1: labels must be all of one kind')
    expect(() => encodeLabels(['a', null as never])).toThrow('y, row 1: a label must be')
    expect(() => encodeLabels([1, NaN])).toThrow('row 1')
    expect(() => encodeLabels([undefined] as never)).toThrow('row 0')
    expect(() => encodeLabels(new Array(2) as never)).toThrow('row 0')
    expect(() => encodeLabels('ab' as never)).toThrow(InvalidParameterError)
  })
})

describe('codesOf', () => {
  it('gives -1 for labels that are not among the classes, whatever their kind', () => {
    expect(codesOf(['a', 'x', 'b'], ['a', 'b'])).toEqual(Int32Array.of(0, -1, 1))
    expect(codesOf<string | number>([1, 2], ['a', 'b'])).toEqual(Int32Array.of(-1, -1))
  })
})
