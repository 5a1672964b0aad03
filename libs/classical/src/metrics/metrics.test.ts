import { DataError, InvalidParameterError, NdArray, ShapeError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/metrics.json' with { type: 'json' }
import type { Label } from '../base/labels'
import { accuracyScore } from './accuracy-score'
import { balancedAccuracyScore } from './balanced-accuracy-score'
import { bootstrapInterval } from './bootstrap-interval'
import { calibrationCurve, calibrationError } from './calibration-error'
import { classificationReport, classificationReportObject } from './classification-report'
import { cohenKappaScore } from './cohen-kappa-score'
import { confusionMatrix } from './confusion-matrix'
import { logLoss } from './log-loss'
import { matthewsCorrcoef } from './matthews-corrcoef'
import { mcnemarTest } from './mcnemar-test'
import { normalTail } from './normal-tail'
import type { Average, ClassScores } from './precision-recall-fscore'
import { f1Score, precisionRecallFscoreSupport, precisionScore, recallScore } from './precision-recall-fscore'
import { rocAucScore } from './roc-auc-score'
import { topKAccuracyScore } from './top-k-accuracy-score'
import { wilsonInterval } from './wilson-interval'

/** Sums of at most a few hundred terms, which the sources add in another order. */
const ROUNDING = 1e-13

type Nested = number | null | Nested[]

/** Compares numbers however deeply nested; null stands for NaN. */
function expectClose(actual: unknown, expected: Nested | undefined, tolerance = ROUNDING): void {
  if (Array.isArray(expected)) {
    const list = actual instanceof NdArray ? (actual.toArray() as unknown[]) : Array.from(actual as ArrayLike<unknown>)
    expect(list).toHaveLength(expected.length)
    expected.forEach((item, k) => expectClose(list[k], item, tolerance))
  } else if (expected === null) expect(actual).toBeNaN()
  else
    expect(Math.abs((actual as number) - expected!)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected!)))
}

interface Values {
  accuracy: number
  count: number
  balanced: number
  adjusted: number
  matthews: number
  kappa: Record<string, number | null>
  confusion: Record<string, number[][]>
  report: string
  report4: string
  prf: [Average, number, number | null, Nested[]][]
  logLoss?: number
  logLossSum?: number
  topK?: number[]
  auc?: Record<string, number>
}

interface Case {
  name: string
  yTrue: Label[]
  yPred: Label[]
  weight: number[]
  scores: number[][] | null
  plain: Values
  weighted: Values
  calibration?: [number, 'uniform' | 'quantile', number[], number[], number[], number][]
}

const cases = golden.cases as unknown as Case[]

describe.each(cases.map(c => [c.name, c] as const))('metrics equal scikit-learn: %s', (_, c) => {
  const { yTrue, yPred, scores } = c
  describe.each(['plain', 'weighted'] as const)('%s', key => {
    const values = c[key]
    const sampleWeight = key === 'weighted' ? c.weight : null
    const option = <T>(name: string) => (name === 'None' ? null : name) as T

    it('accuracy, balanced accuracy, Matthews, kappa', () => {
      expectClose(accuracyScore(yTrue, yPred, { sampleWeight }), values.accuracy)
      expectClose(accuracyScore(yTrue, yPred, { sampleWeight, normalize: false }), values.count)
      expectClose(balancedAccuracyScore(yTrue, yPred, { sampleWeight }), values.balanced)
      expectClose(balancedAccuracyScore(yTrue, yPred, { sampleWeight, adjusted: true }), values.adjusted)
      expectClose(matthewsCorrcoef(yTrue, yPred, { sampleWeight }), values.matthews)
      for (const [name, kappa] of Object.entries(values.kappa)) {
        expectClose(cohenKappaScore(yTrue, yPred, { sampleWeight, weights: option(name) }), kappa)
      }
    })

    it('confusion matrix', () => {
      for (const [name, matrix] of Object.entries(values.confusion)) {
        expectClose(confusionMatrix(yTrue, yPred, { sampleWeight, normalize: option(name) }), matrix)
      }
    })

    it('precision, recall, F and support', () => {
      for (const [average, beta, zero, [precision, recall, fScore, support]] of values.prf) {
        const zeroDivision = zero ?? NaN
        const options = { average, beta, zeroDivision, sampleWeight }
        const actual = precisionRecallFscoreSupport(yTrue, yPred, options)
        expectClose(
          [actual.precision, actual.recall, actual.fScore].map(x => x),
          [precision, recall, fScore],
        )
        if (average === null) expectClose((actual as ClassScores).support, support)
        expectClose(precisionScore(yTrue, yPred, options), precision)
        expectClose(recallScore(yTrue, yPred, options), recall)
        if (beta === 1) expectClose(f1Score(yTrue, yPred, options), fScore)
      }
    })

    it('the classification report, to the letter', () => {
      expect(classificationReport(yTrue, yPred, { sampleWeight })).toBe(values.report)
      expect(classificationReport(yTrue, yPred, { sampleWeight, digits: 4, zeroDivision: 1 })).toBe(values.report4)
    })

    it('log loss, top-k, ROC AUC', () => {
      if (values.logLoss !== undefined) {
        expectClose(logLoss(yTrue, scores!, { sampleWeight }), values.logLoss)
        expectClose(logLoss(yTrue, scores!, { sampleWeight, normalize: false }), values.logLossSum)
      }
      const forTopK = scores?.[0].length === 2 ? scores.map(row => row[1]) : scores
      values.topK?.forEach((expected, k) => {
        expectClose(topKAccuracyScore(yTrue, forTopK!, { k: k + 1, sampleWeight }), expected)
      })
      for (const [name, expected] of Object.entries(values.auc ?? {})) {
        const [multiClass, average] = name.split(' ')
        if (multiClass === 'binary') {
          const second = scores!.map(row => row[1])
          for (const form of [second, Float64Array.from(second), second.map(s => [s]), scores!]) {
            expectClose(rocAucScore(yTrue, form, { sampleWeight }), expected)
          }
          expectClose(logLoss(yTrue, second, { sampleWeight }), values.logLoss)
        } else {
          const options = { sampleWeight, multiClass: multiClass as 'ovr', average: average as 'macro' }
          expectClose(rocAucScore(yTrue, scores!, options), expected)
        }
      }
    })
  })

  it('calibration', () => {
    for (const [nBins, strategy, confidence, accuracy, count, error] of c.calibration ?? []) {
      const curve = calibrationCurve(yTrue, scores!, { nBins, strategy })
      expectClose(curve.confidence, confidence)
      expectClose(curve.accuracy, accuracy)
      expectClose(curve.count, count)
      expectClose(calibrationError(yTrue, scores!, { nBins, strategy }), error)
    }
  })
})

describe('chosen labels', () => {
  const { yTrue, yPred, scores } = cases[0]
  const { labels, confusion, report, f1, kappa } = golden.chosen

  it('equal scikit-learn', () => {
    expectClose(confusionMatrix(yTrue, yPred, { labels }), confusion)
    const targetNames = ['J', 'Blue notes and more']
    expect(classificationReport(yTrue, yPred, { labels, targetNames })).toBe(report)
    for (const [average, expected] of Object.entries(f1)) {
      expectClose(f1Score(yTrue, yPred, { labels, average: average as Average }) as number, expected)
    }
    expectClose(cohenKappaScore(yTrue, yPred, { labels }), kappa)
  })

  it('are the classes of the columns of scores', () => {
    const classes = ['a', 'b', 'c']
    const p = [
      [0.2, 0.5, 0.3],
      [0.6, 0.1, 0.3],
    ]
    expectClose(logLoss(['b', 'a'], p, { labels: classes }), -(Math.log(0.5) + Math.log(0.6)) / 2)
    expect(topKAccuracyScore(['b', 'c'], p, { labels: classes, k: 1 })).toBe(0.5)
    expect(rocAucScore(['b', 'a'], p, { labels: classes, multiClass: 'ovr' })).toBeNaN()
    expect(rocAucScore(['b', 'a'], p, { labels: classes, multiClass: 'ovr', average: 'weighted' })).toBe(1)
    expect(() => logLoss(['b', 'a'], p)).toThrow('yProba must have one column for each of 2 classes')
    expect(() => logLoss(['b', 'd'], p, { labels: classes })).toThrow('yTrue, row 1: d is none of the labels')
    expect(() => logLoss(['b', 'a'], p, { labels: ['b', 'a', 'c'] })).toThrow('labels must be different labels, sorted')
  })

  it('are refused where there are none, they repeat, or none occurs', () => {
    expect(() => confusionMatrix(yTrue, yPred, { labels: [] })).toThrow('labels must be at least one label')
    expect(() => confusionMatrix(yTrue, yPred, { labels: ['a', 'a'] })).toThrow('labels must be different labels')
    expect(() => confusionMatrix(yTrue, yPred, { labels: ['polka'] })).toThrow('none of the labels occurs')
    expect(() => classificationReport(yTrue, yPred, { targetNames: ['x'] })).toThrow('targetNames must have 5 names')
    expect(scores).not.toBeNull()
  })
})

describe('binary averages', () => {
  const { yTrue, yPred } = cases[2]
  it('equal scikit-learn', () => {
    const [precision, recall, f1, f1OfZero] = golden.binary
    expectClose(precisionScore(yTrue, yPred), precision)
    expectClose(recallScore(yTrue, yPred), recall)
    expectClose(f1Score(yTrue, yPred), f1)
    expectClose(f1Score(yTrue, yPred, { posLabel: 0 }), f1OfZero)
    expect(f1Score(['b', 'a'], ['b', 'b'], { posLabel: 'b' })).toBeCloseTo(2 / 3, 15)
  })

  it('say what to give instead for more classes or other labels', () => {
    const three = cases[0]
    expect(() => f1Score(three.yTrue, three.yPred)).toThrow("average must be 'micro', 'macro', 'weighted' or null")
    expect(() => f1Score(['a', 'b'], ['a', 'b'])).toThrow('posLabel must be one of the classes "a", "b"')
    expect(() => f1Score(yTrue, yPred, { average: 'samples' as never })).toThrow('average must be')
    expect(() => precisionRecallFscoreSupport(yTrue, yPred, { beta: -1 })).toThrow('beta must be')
    expect(() => precisionRecallFscoreSupport(yTrue, yPred, { zeroDivision: 0.5 })).toThrow('zeroDivision must be')
    expect(() => classificationReport(yTrue, yPred, { zeroDivision: 2 })).toThrow('zeroDivision must be')
    expect(() => classificationReport(yTrue, yPred, { digits: -1 })).toThrow('digits must be')
  })
})

describe('classificationReportObject', () => {
  it('holds the numbers of the text', () => {
    const report = classificationReportObject(['a', 'b', 'b'], ['a', 'a', 'b'], { targetNames: ['A', 'B'] })
    expect(report.classes[0]).toEqual({ label: 'a', name: 'A', precision: 0.5, recall: 1, f1Score: 2 / 3, support: 1 })
    expect(report.accuracy).toBeCloseTo(2 / 3, 15)
    expect(report.microAvg).toBe(null)
    expect(report.macroAvg).toEqual({ precision: 0.75, recall: 0.75, f1Score: 2 / 3, support: 3 })
    const some = classificationReportObject(['a', 'b', 'b'], ['a', 'a', 'b'], { labels: ['b'] })
    expect(some.accuracy).toBe(null)
    expect(some.microAvg).toEqual({ precision: 1, recall: 0.5, f1Score: 2 / 3, support: 2 })
  })

  it('prints NaN as nan', () => {
    expect(classificationReport(['a'], ['b'], { zeroDivision: NaN })).toMatch(/a {8,}nan {2}/)
  })
})

describe('labels and scores that cannot be used', () => {
  it('are refused', () => {
    for (const metric of [accuracyScore, confusionMatrix, balancedAccuracyScore, matthewsCorrcoef, cohenKappaScore]) {
      expect(() => metric([], [])).toThrow(ShapeError)
      expect(() => metric(['a'], ['a', 'b'])).toThrow('yPred must have 1 labels like yTrue')
      expect(() => metric(['a'], [1])).toThrow('labels must be of one kind')
      expect(() => metric(['a', null as never], ['a', 'a'])).toThrow(DataError)
      expect(() => metric(['a'], ['a'], { sampleWeight: [-1] })).toThrow('sampleWeight, row 0')
    }
    const y = ['a', 'b']
    expect(() =>
      logLoss(y, [
        [0.5, 0.6],
        [0.5, 0.5],
      ]),
    ).toThrow('yProba, row 0: probabilities must sum to 1')
    expect(() =>
      logLoss(y, [
        [0.5, 0.5],
        [1.5, -0.5],
      ]),
    ).toThrow('yProba, row 1, column 0: 1.5 is no probability')
    expect(() =>
      logLoss(y, [
        [0.5, NaN],
        [0.5, 0.5],
      ]),
    ).toThrow('yProba, row 0, column 1: NaN')
    expect(() => logLoss(y, [[0.5, 0.5]])).toThrow(ShapeError)
    expect(() => logLoss(['a'], [[1]])).toThrow(ShapeError)
    expect(() => logLoss(['a'], [[1]], { labels: ['a'] })).toThrow(/at least two classes|one column for each/)
    expect(() =>
      rocAucScore(
        ['a', 'b', 'c'],
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      ),
    ).toThrow("multiClass must be 'ovr' or 'ovo'")
    const eye = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]
    expect(() => rocAucScore(['a', 'b', 'c'], eye, { multiClass: 'ovo', average: 'micro' })).toThrow(
      'average must be absent',
    )
    expect(() => rocAucScore(['a', 'b', 'c'], eye, { multiClass: 'ovo', sampleWeight: [1, 1, 1] })).toThrow(
      'sampleWeight must',
    )
    expect(() =>
      rocAucScore(
        ['a', 'b', 'c'],
        [
          [1, 1, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        { multiClass: 'ovr' },
      ),
    ).toThrow('sum to 1')
    expect(() => topKAccuracyScore(y, [0.1, 0.2], { k: 0 })).toThrow('k must be')
    expect(() => calibrationError(y, [0.1, 0.2], { nBins: 0 })).toThrow('nBins must be')
    expect(() => confusionMatrix(y, y, { normalize: 'rows' as never })).toThrow('normalize must be')
    expect(() => cohenKappaScore(y, y, { weights: 'cubic' as never })).toThrow('weights must be')
  })
})

describe('wilsonInterval', () => {
  it.each(golden.wilson)('equals SciPy: %i of %i at %f', (k, n, confidence, low, high) => {
    const interval = wilsonInterval(k, n, { confidence })
    expectClose(interval.low, low)
    expectClose(interval.high, high)
  })

  it('refuses counts that are none', () => {
    expect(() => wilsonInterval(3, 2)).toThrow('successes must be')
    expect(() => wilsonInterval(0, 0)).toThrow('trials must be')
    expect(() => wilsonInterval(1, 2, { confidence: 1 })).toThrow('confidence must be')
  })
})

describe('mcnemarTest', () => {
  it.each(golden.mcnemar)('equals SciPy for %i against %i rows', (b, c, exact, chi2, pChi2) => {
    const yTrue = new Array<number>(b + c + 3).fill(1)
    const first = yTrue.map((_, i) => (i < b || i >= b + c + 1 ? 1 : 0))
    const second = yTrue.map((_, i) => (i < b ? 0 : i < b + c ? 1 : i === b + c ? 0 : 1))
    const result = mcnemarTest(yTrue, first, second, { method: 'exact' })
    expect([result.onlyFirst, result.onlySecond]).toEqual([b, c])
    // Up to 1500 logarithms are added up.
    expect(Math.abs(result.pValue - exact)).toBeLessThanOrEqual(1e-11 * exact)
    const approximate = mcnemarTest(yTrue, first, second, { method: 'chi2' })
    expectClose(approximate.statistic, chi2)
    expect(Math.abs(approximate.pValue - pChi2)).toBeLessThanOrEqual(1e-12 * pChi2)
    expect(mcnemarTest(yTrue, first, second)).toEqual(b + c <= 1000 ? result : approximate)
  })

  it('refuses other lengths', () => {
    expect(() => mcnemarTest([1], [1], [1, 1])).toThrow(ShapeError)
    expect(() => mcnemarTest([1], [1], [1], { method: 'x' as never })).toThrow(InvalidParameterError)
  })
})

it('normalTail equals SciPy', () => {
  // exp(-z^2 / 2) carries the rounding of its argument, up to 684 here.
  for (const [z, p] of golden.normalTail) expect(Math.abs(normalTail(z) - p)).toBeLessThanOrEqual(2e-13 * p)
})

describe('bootstrapInterval', () => {
  const { values, groups } = golden.bootstrap
  const mean = (sample: Int32Array) => sample.reduce((sum, i) => sum + values[i], 0) / sample.length

  it.each(golden.bootstrap.cases)(
    'equals NumPy: groups %s, level %f, %i draws',
    (grouped, confidence, resamples, low, high, error) => {
      const interval = bootstrapInterval(values.length, mean, {
        confidence: confidence as number,
        resamples: resamples as number,
        groups: grouped ? groups : null,
        randomState: 4,
      })
      expectClose(interval.low, low as number)
      expectClose(interval.high, high as number)
      expectClose(interval.standardError, error as number)
      expectClose(interval.estimate, values.reduce((a, b) => a + b, 0) / values.length)
    },
  )

  it('refuses what it cannot use', () => {
    expect(() => bootstrapInterval(0, mean)).toThrow('rows must be')
    expect(() => bootstrapInterval(3, () => NaN)).toThrow('statistic: must be a finite number')
    expect(() => bootstrapInterval(3, mean, { groups: [1] })).toThrow('3 groups, one for each row')
    expect(() => bootstrapInterval(3, mean, { resamples: 1 })).toThrow('resamples must be')
  })
})
