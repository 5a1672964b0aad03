import { describe, expect, test } from 'vitest'
import { examples, fencedBlocks } from './extract.mjs'

describe('fencedBlocks', () => {
  test('language, code and first line of each, also inside a list', () => {
    const text = [
      '# T',
      '```ts',
      'a()',
      '',
      'b()',
      '```',
      '- x',
      '  ```sh',
      '  npm test',
      '  ```',
      '```',
      'plain',
      '```',
    ].join('\n')
    expect(fencedBlocks(text, 'f.md')).toEqual([
      { file: 'f.md', line: 3, language: 'ts', code: 'a()\n\nb()' },
      { file: 'f.md', line: 9, language: 'sh', code: 'npm test' },
      { file: 'f.md', line: 12, language: '', code: 'plain' },
    ])
  })

  test('a block that is never closed is an error', () => {
    expect(() => fencedBlocks('```ts\na()', 'f.md')).toThrow('f.md:1')
  })
})

describe('examples', () => {
  test('fenced or bare, up to the next tag, with the line in the source', () => {
    const source = `const a = 1
/**
 * Text.
 *
 * @example
 * \`\`\`ts
 * @decorated
 * f(1)
 * \`\`\`
 * @returns something
 */
export const b = 2
  /**
   * @example
   * g(2)
   *   .h()
   */
`
    expect(examples(source, 'a.ts')).toEqual([
      { file: 'a.ts', line: 7, language: 'ts', code: '@decorated\nf(1)' },
      { file: 'a.ts', line: 15, language: 'ts', code: 'g(2)\n  .h()' },
    ])
  })
})
