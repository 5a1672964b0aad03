import { describe, expect, test } from 'vitest'
import { instrument } from './instrument.mjs'

describe('instrument', () => {
  test('a console.log with its value on the same line, the next, or over several', () => {
    const code = [
      'console.log(1) // => 1',
      'console.log(',
      '  2,',
      ')',
      '// => 2',
      'console.log(a)',
      '// => [',
      '//      3 ]',
    ].join('\n')
    const { expectations, code: rewritten } = instrument(code)
    expect(expectations).toEqual([
      { line: 1, expected: '1' },
      { line: 5, expected: '2' },
      { line: 7, expected: '[\n3 ]' },
    ])
    expect(rewritten).toContain('__said(0).printed(1)')
    expect(rewritten).not.toContain('console.log')
  })

  test('an expression and a declaration', () => {
    expect(instrument('x.shape // => [ 2 ]').code).toBe('__said(0).valued((x.shape)) // => [ 2 ]')
    expect(instrument('const x = f() // => 3').code).toBe('const x = f();__said(0).valued(x); // => 3')
    expect(instrument('for (const x of xs) { console.log(x) // => 1\n}').expectations).toHaveLength(1)
  })

  test('a loop that prints several times', () => {
    const { expectations } = instrument(
      'for (const x of [1, 2]) console.log(x)\n// => 1\n// => 2\nconsole.log(3)\n// => 3',
    )
    expect(expectations).toEqual([
      { line: 2, expected: '1\n2' },
      { line: 5, expected: '3' },
    ])
  })

  test('a console.log in a callback', () => {
    expect(instrument('f().catch(e => console.log(e.message)) // => no').code).toBe(
      'f().catch(e => __said(0).printed(e.message)) // => no',
    )
  })

  test('what has no such comment stays as it is', () => {
    const code = 'const { a, b } = f()\nconsole.log(a) // the first\nb // = > 3'
    expect(instrument(code)).toEqual({ code, expectations: [] })
  })

  test('a comment that belongs to nothing, or to several names, is refused', () => {
    expect(() => instrument('// => 3\nconst x = 1')).toThrow('line 1: a // => comment that follows no statement')
    expect(() => instrument('const { a, b } = f() // => 3')).toThrow('line 1')
  })
})
