import { fileURLToPath } from 'node:url'
import type { Table } from '../../../tools/common/bad-parameters.ts'
import {
  called,
  finite,
  flag,
  integer,
  misshapen,
  testBadParameters,
  wrong,
} from '../../../tools/common/bad-parameters.ts'
import * as core from '../src/index'

// What each function, constructor and method of this package must refuse.

const raises = 'makes or finds errors: it takes what it is given'
const element = 'one element of many: in inner loops, so what is wrong is not looked for'
const array = new core.NdArray(new Float32Array(6), [2, 3])
const random = new core.RandomState(1)
const size = integer(0, 2 ** 30)

const table: Table = {
  checkBoolean: raises,
  checkInteger: raises,
  checkNumber: raises,
  checkOneOf: raises,
  checkOptions: raises,
  checkView: raises,
  isArrayView: raises,
  DataError: raises,
  DecodeError: raises,
  GenreError: raises,
  InvalidParameterError: raises,
  ModelFormatError: raises,
  NotFittedError: raises,
  ShapeError: raises,
  asMatrix: {
    call: p => core.asMatrix(p.name, p.value),
    good: { name: 'X', value: [[1], [2]] },
    bad: {
      name: 'only shown in errors',
      value: [
        ...called('X', wrong(undefined, null, 5, 'x', {}, { data: [1], shape: [1, 1] })),
        ...called('X', misshapen([1, 2], [[1], [1, 2]], [[1], null], { data: new Float64Array(4), shape: [4] })),
      ],
    },
  },
  NdArray: {
    call: p => new core.NdArray(p.data, p.shape, p.stride, p.offset),
    good: { data: new Float32Array(6), shape: [2, 3] },
    bad: {
      data: [
        ...wrong(undefined, null, [1], 'x', 5, new BigInt64Array(6)),
        ...called('an NdArray', misshapen(new Float32Array(5))),
      ],
      shape: [
        ...wrong(null, 5, 'x', {}),
        ...called('an NdArray', misshapen([-1, 3], [NaN, 3], [0.5, 3], [2 ** 60, 3], ['2', 3], [3, 3])),
      ],
      stride: [
        ...wrong(null, 5, 'x', {}),
        ...called('an NdArray', misshapen([1], [NaN, 1], [0.5, 1], [9, 1], ['3', 1], [-3, 1])),
      ],
      offset: called('an NdArray', misshapen(NaN, -1, 0.5, '0', null, 1)),
    },
  },
  'NdArray.index': element,
  'NdArray.get': element,
  'NdArray.set': element,
  'NdArray.transpose': {
    call: p => array.transpose(p.axes),
    good: { axes: 1 },
    bad: { axes: [...integer(0, 1), ...wrong(null)] },
  },
  'NdArray.pick': {
    call: p => array.pick(p.index),
    good: { index: 1 },
    bad: { index: integer(0, 1).filter(({ value }) => value !== null) },
  },
  'NdArray.slice': {
    call: p => array.slice(p.axis, p.start, p.end),
    good: { axis: 1, start: 0, end: 2 },
    bad: { axis: integer(0, 1), start: wrong(NaN, 0.5, '0', null), end: wrong(NaN, 0.5, '0', null, undefined) },
  },
  'NdArray.toContiguous': 'takes nothing',
  'NdArray.toArray': 'takes nothing',
  rowMajor: {
    call: p => core.rowMajor(p.shape),
    good: { shape: [2] },
    bad: { shape: wrong(undefined, null, 5, 'x', {}) },
  },
  ProgressMeter: 'used by these packages, which count for themselves',
  'ProgressMeter.advance': 'used by these packages, which count for themselves',
  RandomState: {
    call: p => new core.RandomState(p.seed),
    good: { seed: 1 },
    bad: { seed: wrong(NaN, Infinity, -1, 0.5, 2 ** 32, 'x', [], [-1], [0.5], {}, true) },
  },
  'RandomState.from': {
    call: p => core.RandomState.from(p.randomState),
    good: { randomState: 1 },
    bad: { randomState: called('seed', wrong(NaN, Infinity, -1, 0.5, 2 ** 32, 'x', [], [-1], [0.5], {}, true)) },
  },
  'RandomState.nextUint32': 'takes nothing',
  'RandomState.next': 'takes nothing',
  'RandomState.nextNormal': 'takes nothing',
  'RandomState.randomSample': { call: p => random.randomSample(p.size), good: { size: 1 }, bad: { size } },
  'RandomState.standardNormal': { call: p => random.standardNormal(p.size), good: { size: 1 }, bad: { size } },
  'RandomState.uniform': {
    call: p => random.uniform(p.low, p.high, p.size),
    good: { low: 0, high: 1, size: 1 },
    bad: { low: finite(), high: finite(), size },
  },
  'RandomState.nextInteger': {
    call: p => random.nextInteger(p.low, p.high),
    good: { low: 0, high: 2 },
    bad: {
      low: called('', wrong(NaN, 0.5, 2, '0', null, -(2 ** 60))),
      high: wrong(NaN, 0.5, 0, -1, '2', null, 2 ** 60),
    },
  },
  'RandomState.randint': {
    call: p => random.randint(p.low, p.high, p.size),
    good: { low: 0, high: 2, size: 1 },
    bad: { low: called('', wrong(NaN, 0.5, 2, '0', null)), high: wrong(NaN, 0.5, 0, -1, '2', null), size },
  },
  'RandomState.shuffle': {
    call: p => random.shuffle(p.array),
    good: { array: [1, 2] },
    bad: { array: wrong(undefined, null, 5, 'x', {}) },
  },
  'RandomState.permutation': { call: p => random.permutation(p.n), good: { n: 3 }, bad: { n: integer(0, 0x7fffffff) } },
  'RandomState.choice': {
    call: (p, o) => random.choice(p.n, p.size, o),
    good: { n: 3, size: 2 },
    bad: {
      n: integer(1, 0x7fffffff),
      size,
      replace: flag,
      p: wrong(null, 3, [], [1, 2], [1, NaN, 1], [1, -1, 1], [0, 0, 0], {}),
    },
  },
}

testBadParameters(fileURLToPath(new URL('../src/index.ts', import.meta.url)), table)
