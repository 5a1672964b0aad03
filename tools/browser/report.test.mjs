import { expect, test } from 'vitest'
import { bitsLine, compareBits, countOf, deviationTable } from './report.mjs'

/**
 * @param {string} engine
 * @param {Partial<import('./suite/run.mjs').Run>} [more]
 * @returns {import('./suite/run.mjs').Run}
 */
function runOf(engine, more) {
  const empty = { wasm: true, evaluates: false, outcomes: [], deviations: [], results: {}, seconds: 1 }
  return { engine, ...empty, ...more }
}

test('the worst of each function, side by side, and whether engines differ', () => {
  const stft = { file: 'libs/dsp/src/stft.test.js', quantity: 'stft', where: '', limit: 1e-7, unit: 'of 1', why: '' }
  const rms = { file: 'libs/features/src/rms.test.js', quantity: 'rms', where: '', unit: 'Hz', why: '' }
  const counts = { ...rms, quantity: 'counts', absolute: 0, value: 0 }
  const node = [
    { ...stft, value: 1e-8 },
    { ...stft, value: 3e-8 },
    { ...rms, absolute: 1, relative: 0.5, value: 0 },
    counts,
  ]
  const page = [{ ...stft, value: 4e-8 }, { ...rms, absolute: 1, relative: 0.5, value: 0 }, counts]
  const runs = [node, page].map((deviations, i) =>
    runOf(['Node', 'Page'][i], { deviations: /** @type {any} */ (deviations) }),
  )
  const lines = deviationTable(runs).split('\n').slice(2)
  expect(lines.map(each => each.split(/ {2,}/))).toEqual([
    ['dsp', 'stft', '3.00e-8', '4.00e-8', '1e-7 of 1', 'engines differ'],
    ['features', 'counts', 'none', 'none', 'none'],
    ['features', 'rms', 'none', 'none', '1e+0 + 5e-1 of the value Hz'],
  ])
})

test('bits, call by call; a call that only one run made differs', () => {
  const node = runOf('Node', { results: { same: [1, 2], other: [1, 2, 3], gone: [5] } })
  const page = runOf('Page', { results: { same: [1, 2], other: [1, 9, 3] } })
  expect(compareBits(node, page)).toEqual({
    same: ['same'],
    different: [
      { name: 'gone', calls: 1, of: 1 },
      { name: 'other', calls: 1, of: 3 },
    ],
  })
  expect(bitsLine(node, page)).toBe(
    'Page and Node: 1 of 3 functions give the same bits in all calls; in some calls not: gone (1 of 1), other (1 of 3)',
  )
  expect(bitsLine(node, node)).toBe('Node and Node: 3 of 3 functions give the same bits in all calls')
})

test('the count', () => {
  const outcomes = ['passed', 'failed', 'passed', 'skipped'].map(state => ({ file: 'f', name: 'n', state }))
  expect(countOf(runOf('Page', { outcomes: /** @type {any} */ (outcomes) }))).toEqual({
    passed: 2,
    failed: 1,
    skipped: 1,
  })
})
