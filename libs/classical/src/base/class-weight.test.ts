import { ModelFormatError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { fromJSON } from '../from-json'
import { DecisionTreeClassifier } from '../tree/decision-tree-classifier'
import { computeClassWeight } from './class-weight'

const classes = ['blues', 'jazz', 'rock']
const codes = Int32Array.of(0, 0, 0, 1, 1, 2)

describe('computeClassWeight', () => {
  it('gives rows / (classes * count) for balanced', () => {
    expect([...computeClassWeight('balanced', classes, codes)]).toEqual([6 / 9, 1, 2])
    const sampleWeight = Float64Array.of(1, 1, 0, 2, 2, 4)
    expect([...computeClassWeight('balanced', classes, codes, sampleWeight)]).toEqual([10 / 6, 10 / 12, 10 / 12])
  })

  it('takes weights by label, 1 for those not named', () => {
    expect([...computeClassWeight(null, classes, codes)]).toEqual([1, 1, 1])
    expect([...computeClassWeight({ jazz: 3, rock: 0 }, classes, codes)]).toEqual([1, 3, 0])
    expect([...computeClassWeight({ '10': 3 }, [2, 10], codes)]).toEqual([1, 3])
    expect([...computeClassWeight({ true: 3 }, [false, true], codes)]).toEqual([1, 3])
    expect([...computeClassWeight(new Map([[10, 3]]), [2, 10], codes)]).toEqual([1, 3])
  })

  it('refuses unknown labels and what is no weight', () => {
    expect(() => computeClassWeight({ polka: 1 }, classes, codes)).toThrow(
      'classWeight must be weights of known classes',
    )
    expect(() => computeClassWeight(new Map([['10', 1]]), [10], codes)).toThrow('classWeight')
    for (const bad of ['even', { blues: -1 }, { blues: NaN }, { blues: '1' }, [1, 2, 3], 5, Float64Array.of(1)]) {
      expect(() => computeClassWeight(bad as never, classes, codes), String(bad)).toThrow('classWeight must be')
    }
  })

  it('goes through JSON as a Map, and is refused if it holds no pairs', () => {
    const classWeight = new Map([
      [true, 2],
      [false, 0.5],
    ])
    const tree = new DecisionTreeClassifier<boolean>({ classWeight, randomState: 0 })
    const text = JSON.stringify(tree.fit([[0], [0], [1]], [true, false, false]))
    const read = fromJSON(text, { expect: DecisionTreeClassifier<boolean> })
    expect(read.params.classWeight).toEqual(classWeight)
    expect(read.predictProba([[0]])).toEqual(tree.predictProba([[0]]))
    expect(JSON.stringify(read)).toBe(text)
    const json = JSON.parse(text)
    for (const pairs of [null, 3, [1], [[1]], [[1, 2, 3]], {}]) {
      json.params.classWeight = { $map: pairs }
      expect(() => fromJSON(json), JSON.stringify(pairs)).toThrow(ModelFormatError)
    }
  })
})
