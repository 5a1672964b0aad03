import { DataError, InvalidParameterError, RandomState, ShapeError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/splits.json' with { type: 'json' }
import type { Label } from '../base/labels'
import { GroupKFold } from './group-k-fold'
import { GroupShuffleSplit } from './group-shuffle-split'
import { KFold } from './k-fold'
import { PredefinedSplit } from './predefined-split'
import { ShuffleSplit } from './shuffle-split'
import type { Split } from './splitter'
import { StratifiedGroupKFold } from './stratified-group-k-fold'
import { StratifiedKFold } from './stratified-k-fold'
import { StratifiedShuffleSplit } from './stratified-shuffle-split'
import { trainTestSplit } from './train-test-split'

// Indices are integers: everything here is compared exactly.
const kFolds = { KFold, StratifiedKFold, GroupKFold, StratifiedGroupKFold }
const shuffleSplits = { ShuffleSplit, StratifiedShuffleSplit, GroupShuffleSplit }
const tables = golden.tables as Record<string, { y: Label[]; groups: Label[] }>

type Fold = [string, keyof typeof kFolds, number, number | null, string]
type Shuffled = [
  string,
  keyof typeof shuffleSplits,
  { testSize?: number; trainSize?: number },
  number,
  number[][][] | null,
]
type TrainTest = [string, { stratify?: boolean; shuffle?: boolean }, number, number[], number[]]

const lists = (splits: Split[]) => splits.map(({ train, test }) => [[...train], [...test]])

describe.each(Object.keys(kFolds) as (keyof typeof kFolds)[])('%s', name => {
  const cases = (golden.folds as Fold[]).filter(([, type]) => type === name)

  it.each(cases)('equals scikit-learn: %s, %s, %i folds, seed %s', (table, type, nSplits, seed, expected) => {
    const { y, groups } = tables[table]
    const splitter = new kFolds[type]({ nSplits, shuffle: seed !== null, randomState: seed })
    expect(splitter.getNSplits()).toBe(nSplits)
    const splits = splitter.split(y, y, groups)
    const foldOf = y.map((_, row) => splits.findIndex(({ test }) => test.includes(row))).join('')
    expect(foldOf).toBe(expected)
    splits.forEach(({ train, test }, fold) => {
      const isTest = (row: number) => Number(expected[row]) === fold
      expect([...train]).toEqual([...y.keys()].filter(row => !isTest(row)))
      expect([...test]).toEqual([...y.keys()].filter(isTest))
    })
  })

  it('takes the number of folds alone and refuses bad options', () => {
    expect(new kFolds[name](3).getNSplits()).toBe(3)
    expect(new kFolds[name]().getNSplits()).toBe(5)
    for (const bad of [0, 1, 2.5, NaN, -3, '5' as never]) {
      expect(() => new kFolds[name]({ nSplits: bad })).toThrow(InvalidParameterError)
    }
    expect(() => new kFolds[name]({ randomState: 0 })).toThrow('randomState must be absent unless shuffle is true')
    expect(() => new kFolds[name]({ shuffle: 1 as never })).toThrow('shuffle must be true or false')
    const two = ['a', 'b']
    expect(() => new kFolds[name](3).split(two, two, two)).toThrow('nSplits must be at most 2')
  })
})

describe.each(Object.keys(shuffleSplits) as (keyof typeof shuffleSplits)[])('%s', name => {
  const cases = (golden.shuffled as Shuffled[]).filter(([, type]) => type === name)

  it.each(cases)('equals scikit-learn: %s, %s, %o, seed %i', (table, type, sizes, randomState, expected) => {
    const { y, groups } = tables[table]
    const splitter = new shuffleSplits[type]({ nSplits: 2, randomState, ...sizes })
    if (expected === null) expect(() => splitter.split(y, y, groups)).toThrow(InvalidParameterError)
    else expect(lists(splitter.split(y, y, groups))).toEqual(expected)
  })

  it('takes the number of splits alone and refuses bad sizes', () => {
    expect(new shuffleSplits[name](3).getNSplits()).toBe(3)
    const y = ['a', 'a', 'b', 'b', 'b']
    const groups = [1, 2, 3, 4, 5]
    for (const testSize of [0, -1, 1.5, 5, 6, NaN, '1' as never]) {
      expect(() => new shuffleSplits[name]({ testSize }).split(y, y, groups), String(testSize)).toThrow(
        /^testSize must be/,
      )
    }
    expect(() => new shuffleSplits[name]({ testSize: 0.6, trainSize: 0.6 }).split(y, y, groups)).toThrow('trainSize')
    expect(() => new shuffleSplits[name]({ testSize: 3, trainSize: 3 }).split(y, y, groups)).toThrow('trainSize')
    expect(() => new shuffleSplits[name]({ testSize: 0.9 }).split(y, y, groups)).toThrow('training rows are left')
    expect(() => new shuffleSplits[name]({ trainSize: 0.1 }).split(y, y, groups)).toThrow('training rows are left')
    expect(() => new shuffleSplits[name]({ nSplits: 0 })).toThrow('nSplits must be')
  })

  it('goes on with a RandomState that it is given', () => {
    const { y, groups } = tables.uneven
    const shared = new shuffleSplits[name]({ nSplits: 1, testSize: 0.3, randomState: new RandomState(5) })
    const both = new shuffleSplits[name]({ nSplits: 2, testSize: 0.3, randomState: 5 })
    expect([...shared.split(y, y, groups), ...shared.split(y, y, groups)]).toEqual(both.split(y, y, groups))
  })
})

describe('splitters that need labels or groups', () => {
  it('say so', () => {
    const X = [1, 2, 3, 4, 5, 6]
    expect(() => new StratifiedKFold(2).split(X)).toThrow('y must be labels')
    expect(() => new StratifiedShuffleSplit(2).split(X)).toThrow('y must be labels')
    expect(() => new GroupKFold(2).split(X)).toThrow('groups must be given')
    expect(() => new GroupShuffleSplit(2).split(X)).toThrow('groups must be given')
    expect(() => new StratifiedGroupKFold(2).split(X, X)).toThrow('groups must be given')
    expect(() => new GroupKFold(2).split(X, null, [1, 2])).toThrow(ShapeError)
    expect(() => new StratifiedKFold(2).split(X, [1])).toThrow(ShapeError)
    expect(() => new GroupKFold(3).split(X, null, [1, 1, 1, 2, 2, 2])).toThrow('at most 2, the number of groups')
    expect(() => new StratifiedKFold(4).split(X, [1, 1, 1, 2, 2, 2])).toThrow('at most 3, the number of rows of the')
    expect(() => new StratifiedShuffleSplit(1).split(X, [1, 1, 1, 2, 2, 3])).toThrow(DataError)
  })
})

describe('PredefinedSplit', () => {
  it('equals scikit-learn', () => {
    const { testFold, splits } = golden.predefined
    const splitter = new PredefinedSplit(testFold)
    expect(splitter.getNSplits()).toBe(splits.length)
    expect(lists(splitter.split(testFold))).toEqual(splits)
  })

  it('refuses folds that are none, and another number of rows', () => {
    expect(() => new PredefinedSplit([0, -2])).toThrow('testFold, row 1')
    expect(() => new PredefinedSplit([0, 0.5])).toThrow('testFold, row 1')
    expect(() => new PredefinedSplit([0, 1]).split([1, 2, 3])).toThrow('3 folds, one for each row of X')
  })
})

describe('trainTestSplit', () => {
  it.each(golden.trainTest as TrainTest[])(
    'takes scikit-learn’s rows: %s, %o, seed %i',
    (table, options, seed, train, test) => {
      const { y } = tables[table]
      const rows = Int32Array.from(y.keys())
      const { stratify, ...rest } = options
      const [trainRows, testRows, yTrain, yTest] = trainTestSplit([rows, y], {
        ...rest,
        randomState: seed,
        stratify: stratify ? y : null,
      })
      expect([...trainRows]).toEqual(train)
      expect([...testRows]).toEqual(test)
      expect(yTrain).toEqual(train.map(row => y[row]))
      expect(yTest).toEqual(test.map(row => y[row]))
    },
  )

  it('keeps groups whole, as GroupShuffleSplit does', () => {
    const { y, groups } = tables.tracks
    const [trainGroups, testGroups, yTrain] = trainTestSplit([groups, y], { groups, testSize: 0.3, randomState: 42 })
    expect(trainGroups.filter(group => testGroups.includes(group))).toEqual([])
    const [split] = new GroupShuffleSplit({ nSplits: 1, testSize: 0.3, randomState: 42 }).split(y, y, groups)
    expect(yTrain).toEqual(Array.from(split.train, row => y[row]))
  })

  it('refuses what does not go together', () => {
    const y = ['a', 'a', 'b', 'b']
    expect(() => trainTestSplit([y, y.slice(1)])).toThrow('arrays[1] must have 4 rows like arrays[0]')
    expect(() => trainTestSplit([] as never)).toThrow(InvalidParameterError)
    expect(() => trainTestSplit([5 as never])).toThrow('arrays[0] must be a matrix, an array or a typed array')
    expect(() => trainTestSplit([y], { stratify: y, groups: y })).toThrow('groups must be absent')
    expect(() => trainTestSplit([y], { stratify: y, shuffle: false })).toThrow('shuffle must be true')
    expect(() => trainTestSplit([['a']])).toThrow('training rows are left')
    expect(() => trainTestSplit([[]])).toThrow(InvalidParameterError)
    expect(() => trainTestSplit([y], { stratify: ['a'] })).toThrow(ShapeError)
  })
})
