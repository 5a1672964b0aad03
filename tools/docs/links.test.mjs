import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { brokenLinks, pages } from './links.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'genre-links-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (/** @type {string} */ name, /** @type {string} */ text) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

test('what leads nowhere, and what loads from elsewhere', () => {
  write('a&b.css', '')
  write('sub/page.html', '<h2 id="one">x</h2> <a href="../index.html#top">up</a> <a href="#one">here</a>')
  write(
    'index.html',
    `<body id="top"><link href="a&amp;b.css?v=1" rel="stylesheet"> <a href="sub/page.html#one">ok</a>
     <a href="https://example.com">ok</a> <img src="data:,"> <a href="mailto:a@b.c">ok</a>
     <a href="sub/page.html#two">no part</a> <img src="gone.png"> <a href="sub">folder</a> <a href="/x">absolute</a>
     <a href="../out.html">outside</a> <script src="https://example.com/x.js"></script>`,
  )
  expect(pages(folder).map(each => path.relative(folder, each))).toEqual(['index.html', 'sub/page.html'])
  expect(brokenLinks(folder)).toEqual([
    'index.html: sub/page.html#two: no such part of the page',
    'index.html: gone.png: no such file',
    'index.html: sub: a folder',
    'index.html: /x: not relative',
    'index.html: ../out.html: outside of the site',
    'index.html: https://example.com/x.js: loaded from elsewhere',
  ])
})
