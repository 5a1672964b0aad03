import { GenreError, NdArray, RandomState } from '@genre/core'
import type { MatrixLike } from '@genre/core'
import { describe, expect, it } from 'vitest'
import type { AnyEstimator } from '../src/base/estimator'
import type { Label } from '../src/base/labels'
import { fromJSON } from '../src/from-json'
import { mutations } from './mutate-json'

/** What the checks call; each estimator has some of it. */
type Subject = AnyEstimator & {
  fit(X: MatrixLike, y?: readonly Label[], options?: { sampleWeight?: ArrayLike<number> }): AnyEstimator
  predict?(X: MatrixLike): ArrayLike<Label>
  predictProba?(X: MatrixLike): NdArray<Float64Array>
  decisionFunction?(X: MatrixLike): NdArray<Float64Array>
  transform?(X: MatrixLike): NdArray<Float64Array>
  score?(X: MatrixLike, y?: readonly Label[]): number
}

/** Where an estimator differs from the rest. */
export interface CheckOptions {
  /** What a training set of a single class gives: a model, or an error. Default `'fits'`. */
  oneClass?: 'fits' | 'refuses'
  /** What a single training row gives. Default `'fits'`. */
  oneRow?: 'fits' | 'refuses'
  /** Whether the estimator does not look at X (a dummy): then columns and NaN in `predict` are still checked. */
  ignoresX?: boolean
  /** Predictions are drawn, row after row: those of a row alone differ from those among others. */
  draws?: boolean
  /** The estimator handles two classes at most. */
  binary?: boolean
  /** Values must be at least 0 (some feature selectors). */
  positive?: boolean
}

const ROWS = 45
const COLUMNS = 3
const LABELS = ['blues', 'jazz', 'rock']

/** Three clouds of 15 rows, shuffled, with some overlap. */
function data(options: CheckOptions = {}, factor = 1): { X: NdArray<Float64Array>; y: string[] } {
  const random = new RandomState(7)
  const kinds = options.binary ? 2 : 3
  const y = Array.from(random.permutation(ROWS), i => LABELS[i % kinds])
  const values = new Float64Array(ROWS * COLUMNS)
  for (let i = 0; i < ROWS; i++) {
    const kind = LABELS.indexOf(y[i])
    for (let j = 0; j < COLUMNS; j++) {
      const value = random.nextNormal() + (kind === j ? 4 : 0)
      values[i * COLUMNS + j] = (options.positive ? Math.abs(value) : value) * factor
    }
  }
  return { X: new NdArray(values, [ROWS, COLUMNS]), y }
}

/** What an estimator is for. A pipeline has every method, and refuses those that its last step lacks. */
function mainMethod(model: Subject): 'predict' | 'transform' {
  return model.kind === 'transformer' ? 'transform' : 'predict'
}

/** Everything an estimator says about rows, as numbers and labels. */
function outputs(model: Subject, X: MatrixLike): Record<string, unknown[]> {
  const out: Record<string, unknown[]> = {}
  if (mainMethod(model) === 'predict') out.predict = Array.from(model.predict!(X))
  for (const method of ['predictProba', 'decisionFunction', 'transform'] as const) {
    if (typeof model[method] !== 'function') continue
    try {
      out[method] = Array.from(model[method](X).data)
    } catch (error) {
      // A method that depends on a parameter (probability: false) says so, and is compared by that.
      if (!(error instanceof GenreError)) throw error
      out[method] = [error.code]
    }
  }
  return out
}

function expectNoNaN(model: Subject, X: MatrixLike): void {
  for (const [method, values] of Object.entries(outputs(model, X))) {
    const bad = values.findIndex(value => typeof value === 'number' && Number.isNaN(value))
    expect(bad, `${method} gives NaN at ${bad}`).toBe(-1)
  }
}

/** Runs the work; passes if it ends, or with an error of our own family. */
function orGenreError(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof GenreError)) throw error
  }
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof GenreError) return error.code
    throw error
  }
  return 'no error'
}

/**
 * The checks that every estimator of the package passes, whatever it does: call it inside no `describe`, once per
 * estimator (and once more for parameters that take another path through the code).
 *
 * @param make - gives a fresh estimator each time, with its seed fixed
 */
export function checkEstimator(title: string, make: () => AnyEstimator, options: CheckOptions = {}): void {
  const { oneClass = 'fits', oneRow = 'fits', ignoresX = false } = options
  const fresh = () => make() as Subject
  const { X, y } = data(options)
  const isClassifier = make().kind === 'classifier'
  const fitted = () => fresh().fit(X, y) as Subject
  const names = [...new Set(y)].sort()

  describe(`${title} as any estimator`, () => {
    it('stores parameters, gives them back, refuses unknown ones', () => {
      const model = fresh()
      const own = model.getParams({ deep: false })
      expect(model.setParams(own)).toBe(model)
      expect(model.getParams({ deep: false })).toEqual(own)
      expect(codeOf(() => model.setParams({ noSuchParameter: 1 }))).toBe('INVALID_PARAMETER')
      expect(codeOf(() => model.setParams({ nobody__C: 1 }))).toBe('INVALID_PARAMETER')
    })

    it('is not fitted until fit, which returns the estimator', () => {
      const model = fresh()
      expect(model.isFitted).toBe(false)
      const method = mainMethod(model)
      expect(codeOf(() => model[method]!(X))).toBe('NOT_FITTED')
      expect(model.fit(X, y)).toBe(model)
      expect(model.isFitted).toBe(true)
    })

    it('does not write to its input, nor keep it', () => {
      const mine = new NdArray(X.data.slice(), X.shape)
      const model = fresh().fit(mine, Object.freeze([...y]) as string[]) as Subject
      const before = outputs(model, mine)
      expect(mine.data).toEqual(X.data)
      mine.data.fill(0.5)
      expect(outputs(model, X)).toEqual(before)
    })

    it('gives the same with the same seed, from a clone, and when fitted again', () => {
      const a = fitted()
      const b = fresh().clone().fit(X, y) as Subject
      const again = a.clone() as Subject
      expect(again.isFitted).toBe(false)
      expect(outputs(b, X)).toEqual(outputs(a, X))
      expect(outputs(again.fit(X, y) as Subject, X)).toEqual(outputs(a, X))
      const before = outputs(a, X)
      expect(outputs(a.fit(X, y) as Subject, X)).toEqual(before)
    })

    it('takes rows as arrays, Float32 and strided views', () => {
      const expected = outputs(fitted(), X)
      expect(outputs(fresh().fit(X.toArray() as number[][], y) as Subject, X.toArray() as number[][])).toEqual(expected)
      const columnMajor = new Float64Array(ROWS * COLUMNS)
      for (let i = 0; i < ROWS; i++) for (let j = 0; j < COLUMNS; j++) columnMajor[j * ROWS + i] = X.get(i, j)
      const view = new NdArray(columnMajor, [COLUMNS, ROWS]).transpose()
      expect(outputs(fresh().fit(view, y) as Subject, view)).toEqual(expected)
      const single = new NdArray(Float32Array.from(X.data), X.shape)
      const widened = new NdArray(Float64Array.from(single.data), X.shape)
      expect(outputs(fresh().fit(single, y) as Subject, single)).toEqual(
        outputs(fresh().fit(widened, y) as Subject, widened),
      )
    })

    it.each([NaN, Infinity, -Infinity])('refuses %s, naming row and column', bad => {
      const values = X.data.slice()
      values[5 * COLUMNS + 2] = bad
      const dirty = new NdArray(values, X.shape)
      const place = /row 5, column 2/
      expect(() => fresh().fit(dirty, y)).toThrow(place)
      const model = fitted()
      expect(() => model[mainMethod(model)]!(dirty)).toThrow(place)
      if (isClassifier) expect(() => model.score!(dirty, y)).toThrow(place)
    })

    it('refuses another width, no rows, no columns, and what is no matrix', () => {
      const method = mainMethod(fresh())
      const model = fitted()
      expect(codeOf(() => model[method]!([[1, 2]]))).toBe('SHAPE')
      expect(codeOf(() => model[method]!([[1, 2, 3, 4]]))).toBe('SHAPE')
      expect(codeOf(() => model[method]!([]))).toBe('SHAPE')
      expect(codeOf(() => fresh().fit([], []))).toBe('SHAPE')
      expect(codeOf(() => fresh().fit([[], []], y.slice(0, 2)))).toBe('SHAPE')
      expect(codeOf(() => fresh().fit(null as never, y))).toBe('INVALID_PARAMETER')
      expect(codeOf(() => fresh().fit([1, 2, 3] as never, y.slice(0, 3)))).toBe('SHAPE')
    })

    it('keeps its state when a fit fails', () => {
      const model = fitted()
      const before = outputs(model, X)
      expect(() => model.fit([[NaN]], ['x'])).toThrow(GenreError)
      expect(outputs(model, X)).toEqual(before)
    })

    it('takes a constant column', () => {
      const values = X.data.slice()
      for (let i = 0; i < ROWS; i++) values[i * COLUMNS + 1] = 3
      const constant = new NdArray(values, X.shape)
      expectNoNaN(fresh().fit(constant, y) as Subject, constant)
    })

    it.each([1e-200, 1e-30, 1e-6, 1e6, 1e30, 1e150])(
      'gives no NaN for values around %s: a result or an error',
      scale => {
        const scaled = data(options, scale)
        orGenreError(() => expectNoNaN(fresh().fit(scaled.X, scaled.y) as Subject, scaled.X))
      },
    )

    it(`${oneRow} one row`, () => {
      const row = X.slice(0, 0, 1)
      const work = () => expectNoNaN(fresh().fit(row, y.slice(0, 1)) as Subject, row)
      if (oneRow === 'refuses') expect(work).toThrow(GenreError)
      else work()
    })

    it.skipIf(options.draws)('predicts one row as it predicts many', () => {
      const model = fitted()
      const all = outputs(model, X)
      const one = outputs(model, X.slice(0, 4, 5))
      for (const [method, values] of Object.entries(one)) {
        const width = all[method].length / ROWS
        if (!Number.isInteger(width) || values.length !== width) continue
        values.forEach((value, j) => {
          const expected = all[method][4 * width + j]
          if (typeof value === 'number' && method !== 'predict') expect(value).toBeCloseTo(expected as number, 10)
          else expect(value).toBe(expected)
        })
      }
    })

    it('survives JSON, whole and as float32', () => {
      const model = fitted()
      const text = JSON.stringify(model)
      const back = fromJSON(text) as Subject
      expect(back.type).toBe(model.type)
      expect(back.isFitted).toBe(true)
      expect(outputs(back, X)).toEqual(outputs(model, X))
      expect(JSON.stringify(back)).toBe(text)
      const small = fromJSON(JSON.stringify(model.toJSON({ precision: 'float32' }))) as Subject
      expectNoNaN(small, X)
      const empty = fromJSON(JSON.stringify(fresh())) as Subject
      expect(empty.isFitted).toBe(false)
      expect(outputs(empty.fit(X, y) as Subject, X)).toEqual(outputs(model, X))
    })

    it('refuses damaged JSON with MODEL_FORMAT, or what loads still works', () => {
      const model = fitted()
      const text = JSON.stringify(model)
      for (const cut of [0, 1, text.length >> 1, text.length - 1]) {
        expect(codeOf(() => fromJSON(text.slice(0, cut)))).toBe('MODEL_FORMAT')
      }
      for (const { what, json } of mutations(text, 400)) {
        let loaded: Subject
        try {
          loaded = fromJSON(json) as Subject
        } catch (error) {
          if (error instanceof GenreError && error.code === 'MODEL_FORMAT') continue
          throw new Error(`${what}: ${String(error)}`, { cause: error })
        }
        try {
          orGenreError(() => outputs(loaded, X))
        } catch (error) {
          throw new Error(`${what}: loaded, but then ${String(error)}`, { cause: error })
        }
      }
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    })

    if (!isClassifier) return

    it('names known classes, in order, for every row', () => {
      const model = fitted()
      expect((model as unknown as { classes: Label[] }).classes).toEqual(names)
      for (const label of model.predict!(X) as string[]) expect(names).toContain(label)
      const probabilities = outputs(model, X).predictProba as number[] | undefined
      if (!probabilities || probabilities.length !== ROWS * names.length) return
      for (let i = 0; i < ROWS; i++) {
        const row = probabilities.slice(i * names.length, (i + 1) * names.length)
        for (const p of row) expect(p >= 0 && p <= 1).toBe(true)
        expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
      }
    })

    it('gives labels back in the kind it was given', () => {
      const expected = (fitted().predict!(X) as string[]).map(label => names.indexOf(label))
      const numbers = y.map(label => names.indexOf(label) * 10 - 5)
      const predicted = (fresh().fit(X, numbers) as Subject).predict!(X)
      expect(Array.from(predicted, value => ((value as number) + 5) / 10)).toEqual(expected)
      const typed = (fresh().fit(X, Int16Array.from(numbers) as unknown as number[]) as Subject).predict!(X)
      expect(Array.from(typed)).toEqual(Array.from(predicted))
      const flags = y.map(label => label === names[0])
      const words = flags.map(flag => (flag ? 'b' : 'a'))
      const byFlag = (fresh().fit(X, flags) as Subject).predict!(X)
      const byWord = (fresh().fit(X, words) as Subject).predict!(X)
      expect(Array.from(byFlag, flag => (flag === true ? 'b' : flag === false ? 'a' : flag))).toEqual(
        Array.from(byWord),
      )
    })

    it('refuses labels that are none, and too many or few of them', () => {
      for (const bad of [null, undefined, NaN, 0.5, {}, 3n]) {
        const labels = [...y.slice(1), bad] as Label[]
        expect(
          codeOf(() => fresh().fit(X, labels)),
          String(bad),
        ).toBe('DATA')
      }
      expect(
        codeOf(() =>
          fresh().fit(
            X,
            y.map((label, i) => (i === 3 ? 7 : label)),
          ),
        ),
      ).toBe('DATA')
      expect(codeOf(() => fresh().fit(X, y.slice(1)))).toBe('SHAPE')
      expect(codeOf(() => fresh().fit(X, 'rock' as never))).toBe('INVALID_PARAMETER')
      expect(codeOf(() => fresh().fit(X))).toBe('INVALID_PARAMETER')
    })

    it('weights rows, or says that it cannot', () => {
      const negative = y.map((_, i) => (i === 3 ? -1 : 1))
      expect(codeOf(() => fresh().fit(X, y, { sampleWeight: negative }))).toMatch(/^(DATA|INVALID_PARAMETER)$/)
      expect(codeOf(() => fresh().fit(X, y, { sampleWeight: [1] }))).toMatch(/^(SHAPE|INVALID_PARAMETER)$/)
      orGenreError(() => {
        const even = fresh().fit(X, y, { sampleWeight: y.map(() => 1) }) as Subject
        const plain = fitted().predict!(X)
        // Sums of weights may be rounded in another way than counts, which decides ties.
        const same = Array.from(even.predict!(X)).filter((label, i) => label === plain[i]).length
        expect(same).toBeGreaterThan(0.9 * ROWS)
      })
    })

    it('scores as the share of right labels; unknown ones are wrong', () => {
      const model = fitted()
      const predicted = Array.from(model.predict!(X))
      expect(model.score!(X, y)).toBeCloseTo(predicted.filter((label, i) => label === y[i]).length / ROWS, 12)
      expect(
        model.score!(
          X,
          y.map(() => 'polka'),
        ),
      ).toBe(0)
      expect(codeOf(() => model.score!(X, y.slice(1)))).toBe('SHAPE')
      if (!ignoresX) expect(model.score!(X, y)).toBeGreaterThan(0.6)
    })

    it(`${oneClass} one class`, () => {
      const same = y.map(() => 'rock')
      if (oneClass === 'refuses') expect(() => fresh().fit(X, same)).toThrow(GenreError)
      else {
        const model = fresh().fit(X, same) as Subject
        expect(new Set(Array.from(model.predict!(X)))).toEqual(new Set(['rock']))
        expectNoNaN(model, X)
      }
    })
  })
}
