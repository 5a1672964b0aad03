import { describe, expect, test } from 'vitest'
import { judge, licenceOf } from './judge.mjs'

const policy = { permissive: ['MIT', 'Apache-2.0', 'BSD-3-Clause'], weak: ['LGPL-3.0-or-later', 'LGPL-3.0-only'] }

describe('judge', () => {
  test.each([
    ['MIT', 'permissive'],
    ['GPL-3.0', 'forbidden'],
    ['GPL-2.0-only', 'forbidden'],
    ['AGPL-3.0-or-later', 'forbidden'],
    ['LGPL-3.0', 'weak'],
    ['(MIT OR GPL-3.0)', 'permissive'],
    ['MIT AND GPL-3.0', 'forbidden'],
    ['GPL-3.0 OR LGPL-3.0-or-later', 'weak'],
    ['MIT AND (Apache-2.0 OR AGPL-3.0)', 'permissive'],
    ['GPL-2.0 WITH Classpath-exception-2.0', 'forbidden'],
    ['Apache-2.0 WITH LLVM-exception', 'permissive'],
    ['SEE LICENSE IN LICENSE', 'unknown'],
    ['UNLICENSED', 'unknown'],
    ['Something-1.0', 'unknown'],
    ['(MIT', 'unknown'],
    ['MIT OR', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (expression, verdict) => {
    expect(judge(expression, policy)).toBe(verdict)
  })
})

describe('licenceOf', () => {
  test.each([
    [{ license: 'MIT' }, 'MIT'],
    [{ license: { type: 'BSD-3-Clause', url: 'x' } }, 'BSD-3-Clause'],
    [{ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }, '(MIT OR GPL-2.0)'],
    [{}, ''],
  ])('%j reads as %s', (manifest, expected) => {
    expect(licenceOf(manifest)).toBe(expected)
  })
})
