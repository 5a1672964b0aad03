import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { markdownTable, reading } from './markdown.mjs'
import { deviation, meanInterval, percent, points, spread } from './numbers.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'evidence-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a table has a line for each row', () => {
  expect(markdownTable(['net', '%'], [['a', '1.0']])).toBe('| net | % |\n| --- | --- |\n| a | 1.0 |')
})

test('what was written by hand is kept, again and again', () => {
  const file = path.join(folder, 'page.md')
  const empty = '<!-- reading -->\n\n<!-- /reading -->'
  expect(reading(file)).toBe(empty)
  writeFileSync(file, `# Title\n\n${empty.replace('\n\n', '\n\nTwo\n\nparagraphs.\n\n')}\n\nnumbers`)
  const kept = reading(file)
  expect(kept).toBe('<!-- reading -->\n\nTwo\n\nparagraphs.\n\n<!-- /reading -->')
  writeFileSync(file, kept)
  expect(reading(file)).toBe(kept)
})

test('shares are told in percent, with their spread', () => {
  expect(percent(0.6149)).toBe('61.5')
  expect(deviation([0.4])).toBe(0)
  expect(deviation([1, 2, 3, 4])).toBeCloseTo(Math.sqrt(5 / 3), 12)
  expect(spread([0.5, 0.6, 0.7])).toBe('60.0 ± 10.0')
  expect([points(0.0149), points(-0.2)]).toEqual(['+1.5', '-20.0'])
})

test('an interval of a mean is Student’s', () => {
  expect(meanInterval([1])).toEqual([-Infinity, Infinity])
  const [low, high] = meanInterval([1, 2, 3])
  expect(low).toBeCloseTo(2 - 4.303 / Math.sqrt(3), 12)
  expect(high).toBeCloseTo(2 + 4.303 / Math.sqrt(3), 12)
  // 100 values: t of 99 degrees of freedom is 1.984.
  const many = Array.from({ length: 100 }, (_, i) => i)
  expect((meanInterval(many)[1] - 49.5) / (deviation(many) / 10)).toBeCloseTo(1.984, 2)
})
