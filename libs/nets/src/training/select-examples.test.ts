import { InvalidParameterError, NdArray, ShapeError } from '@genre/core'
import { expect, test } from 'vitest'
import { selectExamples } from './select-examples'

const pictures = { data: Float32Array.from({ length: 12 }, (_, i) => i), shape: [3, 2, 2, 1] }
const features = new NdArray(Float64Array.of(10, 20, 30), [3, 1])
const labels = [5, 6, 7]

test('copies rows of every input in the order that is asked for', () => {
  const part = selectExamples({ inputs: [pictures, features], labels }, Int32Array.of(2, 0, 2))
  expect(part.inputs[0]).toEqual({ data: Float32Array.of(8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11), shape: [3, 2, 2, 1] })
  expect(part.inputs[1]).toEqual({ data: Float32Array.of(30, 10, 30), shape: [3, 1] })
  expect(part.labels).toEqual(Int32Array.of(7, 5, 7))
  part.inputs[0].data[0] = -1
  expect(pictures.data[8]).toBe(8)
})

test('takes one input, and none of the rows', () => {
  const part = selectExamples({ inputs: pictures, labels }, [])
  expect(part).toEqual({ inputs: [{ data: new Float32Array(0), shape: [0, 2, 2, 1] }], labels: new Int32Array(0) })
})

test('refuses rows that there are not, and inputs that do not fit', () => {
  for (const rows of [[3], [-1], [0.5], [NaN]]) {
    expect(() => selectExamples({ inputs: pictures, labels }, rows)).toThrow(InvalidParameterError)
  }
  expect(() => selectExamples({ inputs: pictures, labels: [1, 2] }, [0])).toThrow(ShapeError)
  const turned = new NdArray(Float64Array.of(1, 2, 3, 4, 5, 6), [3, 2], [1, 3])
  expect(() => selectExamples({ inputs: turned, labels }, [0])).toThrow(ShapeError)
  expect(() => selectExamples({ inputs: { data: [1], shape: [3, 1] }, labels }, [0])).toThrow(ShapeError)
})
