import { expectTypeOf } from 'vitest'
import type { Audio, GenreError, OnProgress, Progress } from './index'
import { DecodeError, NdArray, RandomState, asMatrix, checkOneOf } from './index'

expectTypeOf(new RandomState(42).permutation(3)).toEqualTypeOf<Int32Array>()
expectTypeOf(new NdArray(new Float32Array(1), [1]).data).toEqualTypeOf<Float32Array<ArrayBuffer>>()
expectTypeOf(new NdArray(new Float32Array(4), [2, 2]).transpose()).toEqualTypeOf<NdArray<Float32Array<ArrayBuffer>>>()
expectTypeOf(asMatrix).parameter(0).toEqualTypeOf<string>()
expectTypeOf(asMatrix('X', [[1]])).toEqualTypeOf<NdArray<Float64Array>>()
const mode = checkOneOf('p', 'a', ['a', 'b'])
expectTypeOf(mode).toEqualTypeOf<'a' | 'b'>()
expectTypeOf<Audio['samples']>().toEqualTypeOf<Float32Array>()
expectTypeOf<Parameters<OnProgress>[0]>().toEqualTypeOf<Progress>()
expectTypeOf<DecodeError>().toExtend<GenreError>()
// @ts-expect-error a seed is a number, an array of numbers or nothing
new RandomState('42')
// @ts-expect-error a decode error names its file
new DecodeError({ reason: 'no data' })
