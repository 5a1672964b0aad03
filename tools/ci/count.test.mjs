import { expect, test } from 'vitest'
import { count, line, parseLine } from './count.mjs'

test('the line', () => {
  expect(line({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(line({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

test('the line, read back', () => {
  for (const each of [
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 3, failed: 1, skipped: 2 },
  ]) {
    expect(parseLine(line(each))).toEqual(each)
  }
  expect(() => parseLine('')).toThrow('no count')
  expect(() => parseLine('3 passed')).toThrow('no count')
})

test('tests by state; errors outside of tests are failures', () => {
  const tests = ['passed', 'passed', 'failed', 'skipped', 'pending'].map(state => ({ result: () => ({ state }) }))
  const suites = [{ errors: () => [new Error('in a hook')] }]
  const module = {
    errors: () => [],
    children: { allTests: () => tests, allSuites: () => suites },
  }
  const broken = {
    errors: () => [new Error('cannot be imported')],
    children: { allTests: () => [], allSuites: () => [] },
  }
  const modules = /** @type {any} */ ([module, broken])
  expect(count(modules, [new Error('unhandled')])).toEqual({ passed: 2, failed: 5, skipped: 1 })
})
