import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format } from 'node:util'
import vm from 'node:vm'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as api from '../src/index'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every ```ts block of a text: in docstrings the lines start with an asterisk. */
function blocks(text: string): string[] {
  return [...text.matchAll(/^([ *]*)```ts\n([^]*?)```/gm)].map(([, , body]) => body.replace(/^ *\* ?/gm, ''))
}

const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(file))
  .map(file => `src/${file}`)
const examples = ['README.md', ...sources]
  .flatMap(file => blocks(readFileSync(root + file, 'utf8')).map((code, i) => [`${file}, ${i + 1}`, code] as const))
  // Those with threads need the built package; tools/snippets runs them there.
  .filter(([, code]) => !code.includes("from '@genre/classical/node'"))

describe('examples', () => {
  it('are there', () => expect(examples.length).toBeGreaterThan(40))

  it.each(examples)('%s does what it says', (_, code) => {
    const script = code.replace(/^import (type )?\{([^}]*)\} from '@genre\/classical'$/gm, (_, type, names: string) =>
      type ? '' : `const {${names}} = api`,
    )
    expect(script, 'only imports from the package').not.toMatch(/^import /m)
    const { outputText } = ts.transpileModule(`async () => {${script}\n}`, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, removeComments: true },
    })
    const printed: string[] = []
    const context = { log: (...args: unknown[]) => printed.push(format(...args)) }
    const run = vm.runInThisContext(`(api, console) => { return (${outputText.trim().replace(/;$/, '')})() }`) as (
      ...args: unknown[]
    ) => Promise<void>
    return run(api, context).then(() => {
      // Blanks do not matter: long lines are broken here and there.
      const plain = (line: string) => line.replace(/\s+/g, '')
      const expected = [...code.matchAll(/\/\/ => (.*)$/gm)].map(([, value]) => value)
      const lines = printed.map(plain)
      for (const value of expected) {
        const at = lines.indexOf(plain(value))
        expect(at, `${value} is printed; printed was ${printed.join(' | ')}`).toBeGreaterThanOrEqual(0)
        lines.splice(0, at + 1)
      }
    })
  })
})
