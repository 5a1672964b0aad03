import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShapeError } from './errors'
import { asMatrix } from './matrix'
import { NdArray, isArrayView, rowMajor } from './ndarray'

const a = () => new NdArray(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3])

describe('NdArray', () => {
  it('reads and writes by index', () => {
    const array = a()
    expect(array.get(1, 0)).toBe(4)
    array.set(1, 0, 9)
    expect(array.data[3]).toBe(9)
    expect([array.size, array.dimension]).toEqual([6, 2])
  })

  it('transposes, picks and slices without copying', () => {
    const array = a()
    expect(array.transpose().toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ])
    expect(array.pick(null, 2).toArray()).toEqual([3, 6])
    expect(array.pick(1, null).toArray()).toEqual([4, 5, 6])
    expect(array.slice(1, 1, 3).toArray()).toEqual([
      [2, 3],
      [5, 6],
    ])
    expect(array.slice(1, 2, 99).shape).toEqual([2, 1])
    array.transpose().set(2, 0, 7)
    expect(array.get(0, 2)).toBe(7)
  })

  it('copies to row-major order', () => {
    expect([...a().transpose().toContiguous()]).toEqual([1, 4, 2, 5, 3, 6])
    expect(a().isContiguous).toBe(true)
    expect(a().transpose().isContiguous).toBe(false)
    expect(a().slice(0, 1, 2).isContiguous).toBe(true)
  })

  it('is undone by a second transpose, for any shape', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }), shape => {
        const size = shape.reduce((x, y) => x * y, 1)
        const array = new NdArray(
          Int32Array.from({ length: size }, (_, i) => i),
          shape,
        )
        expect([...array.transpose().transpose().toContiguous()]).toEqual([...array.data])
        expect(new NdArray(array.transpose().toContiguous(), [...shape].reverse()).transpose().toArray()).toEqual(
          array.toArray(),
        )
      }),
    )
  })

  it('refuses a view that leaves its memory', () => {
    const data = new Float64Array(6)
    expect(() => new NdArray(data, [2, 4])).toThrow(ShapeError)
    expect(() => new NdArray(data, [2, 3], [3, 1], 1)).toThrow(ShapeError)
    expect(() => new NdArray(data, [2, 3], [-3, 1])).toThrow(ShapeError)
    expect(() => new NdArray(data, [-1])).toThrow(ShapeError)
    expect(() => new NdArray(data, [2], [1, 1])).toThrow(ShapeError)
    expect(new NdArray(data, [0, 9]).size).toBe(0)
  })

  it('is recognised by its fields', () => {
    expect(isArrayView(a())).toBe(true)
    expect(isArrayView({ data: new Float64Array(1), shape: [1], stride: [1], offset: 0 })).toBe(true)
    expect(isArrayView({ data: [1], shape: [1], stride: [1], offset: 0 })).toBe(false)
    expect(isArrayView(null)).toBe(false)
    expect(rowMajor([2, 3, 4])).toEqual([12, 4, 1])
  })
})

describe('asMatrix', () => {
  it('takes rows, views and flat memory with a shape', () => {
    expect(
      asMatrix('X', [
        [1, 2],
        [3, 4],
      ]).data,
    ).toEqual(Float64Array.of(1, 2, 3, 4))
    expect(asMatrix('X', [Float32Array.of(1), [2]]).toArray()).toEqual([[1], [2]])
    expect(asMatrix('X', a().transpose()).toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ])
    expect(asMatrix('X', { data: Float32Array.of(1, 2), shape: [1, 2] }).toArray()).toEqual([[1, 2]])
    expect(asMatrix('X', []).shape).toEqual([0, 0])
  })

  it('does not copy what already fits', () => {
    const data = Float64Array.of(1, 2, 3, 4)
    expect(asMatrix('X', new NdArray(data, [2, 2])).data).toBe(data)
    const lower = asMatrix('X', new NdArray(data, [2, 2]).slice(0, 1, 2))
    expect([...lower.data]).toEqual([3, 4])
    expect(lower.data.buffer).toBe(data.buffer)
  })

  it('names what does not fit', () => {
    expect(() => asMatrix('X', [[1, 2], [3]])).toThrow(/X, row 1, must have 2 columns/)
    expect(() => asMatrix('X', [1, 2] as unknown as number[][])).toThrow(ShapeError)
    expect(() => asMatrix('X', new NdArray(new Float64Array(3), [3]))).toThrow(/two axes/)
    expect(() => asMatrix('X', null as unknown as number[][])).toThrow(/X must be a matrix/)
    expect(() => asMatrix('X', 'text' as unknown as number[][])).toThrow(/X must be a matrix/)
    expect(() => asMatrix('X', { data: [1], shape: [1, 1] } as never)).toThrow(/typed array/)
  })
})
