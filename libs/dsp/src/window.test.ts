import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation, expectWithin, golden } from '../test/golden'
import { getWindow } from './window'
import type { WindowSpec } from './window'

const { windows } = golden<{ windows: { window: WindowSpec; n: number; periodic: boolean; values: number[] }[] }>(
  'windows',
)

test('equals scipy.signal.get_window', () => {
  expect(windows.length).toBeGreaterThan(100)
  for (const { window, n, periodic, values } of windows) {
    expectWithin('getWindow', deviation(getWindow(window, n, { periodic }), values), `${window} ${n} ${periodic}`)
  }
})

test('is periodic unless told otherwise', () => {
  expect(getWindow('hann', 6)).toEqual(getWindow('hann', 7, { periodic: false }).slice(0, 6))
})

test('takes values as they are, in a copy', () => {
  const values = Float64Array.of(1, 2, 3)
  const window = getWindow(values, 3)
  expect([...window]).toEqual([1, 2, 3])
  expect(window).not.toBe(values)
  expect([...getWindow(Float32Array.of(0.5), 1)]).toEqual([0.5])
})

test('refuses what is no window', () => {
  expectInvalid('window', () => getWindow('hanning' as 'hann', 8))
  expectInvalid('window', () => getWindow(['chebwin' as 'kaiser', 100], 8))
  expectInvalid('window', () => getWindow(Float64Array.of(1, 2), 3))
  expectInvalid('n', () => getWindow('hann', 0))
  expectInvalid('n', () => getWindow('hann', 2.5))
  expectInvalid('beta', () => getWindow(['kaiser', -1], 8))
  expectInvalid('std', () => getWindow(['gaussian', 0], 8))
  expectInvalid('alpha', () => getWindow(['tukey', 1.5], 8))
})
