import { expect, test } from 'vitest'
import { commandProblems, commandsOf } from './commands.mjs'

const block = (/** @type {string} */ code) => ({ file: 'README.md', line: 10, language: 'sh', code })

test('commandsOf', () => {
  expect(commandsOf('$ A=1 npm ci && npm test # both')).toEqual([
    ['npm', 'ci'],
    ['npm', 'test'],
  ])
  expect(commandsOf('# nothing')).toEqual([])
})

test('scripts, packages and files that do not exist are told', async () => {
  expect(await commandProblems(block('npm ci && npm test\nnpm run build\nnpm install @genre/core'))).toEqual([])
  expect(await commandProblems(block('npm ci\nnpm run no-such-script'))).toEqual([
    'line 11: there is no script no-such-script',
  ])
  expect(await commandProblems(block('npm install @genre/nothing'))).toEqual([
    'line 10: there is no package @genre/nothing',
  ])
  expect(await commandProblems(block('node tools/nothing.mjs'))).toEqual(['line 10: there is no tools/nothing.mjs'])
})
