import { expect, test } from 'vitest'
import { contentProblems } from './pack.mjs'

const manifest = {
  name: '@genre/example',
  version: '1.0.0',
  exports: { '.': { import: { types: './dist/index.d.ts', default: './dist/index.js' } } },
}
const good = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts']
const problemsOf = (/** @type {string[]} */ files, size = 1000) =>
  contentProblems({
    of: { name: manifest.name, dir: '/nowhere', manifest },
    tarball: new URL(import.meta.url).pathname,
    size,
    files,
  })

test('a tarball that carries what it should', () => {
  expect(problemsOf(good)).toEqual([])
})

test('what is missing, and what does not belong there', () => {
  expect(problemsOf(good.filter(file => file !== 'LICENSE' && file !== 'README.md'))).toHaveLength(2)
  expect(problemsOf(good.filter(file => file !== 'dist/index.js')).join()).toContain('./dist/index.js')
  for (const file of [
    'src/a.test.ts',
    'src/a.test-d.ts',
    'golden/a.json',
    'test/b.ts',
    'data/x.wav',
    'tsconfig.json',
  ]) {
    expect(problemsOf([...good, file]), file).toHaveLength(1)
  }
  expect(problemsOf(good, 1e9).join()).toContain('weighs')
})
