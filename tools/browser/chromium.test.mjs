import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findChromium, launchChromium } from './chromium.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'genre-chromium-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** @param {string} name */
function program(name) {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
  return file
}

test('CHROMIUM_PATH first, then the names in their order, wherever they are on the PATH', () => {
  const chrome = program('one/google-chrome')
  const chromium = program('two/chromium')
  const own = program('own')
  const PATH = [path.dirname(chrome), path.dirname(chromium)].join(path.delimiter)
  expect(findChromium({ PATH, CHROMIUM_PATH: own })).toBe(own)
  expect(findChromium({ PATH })).toBe(chromium)
  expect(findChromium({ PATH: path.dirname(chrome) })).toBe(chrome)
})

test('where none is', () => {
  expect(findChromium({ PATH: folder })).toBeUndefined()
  expect(findChromium({})).toBeUndefined()
  expect(() => findChromium({ CHROMIUM_PATH: path.join(folder, 'absent') })).toThrow('where no program is')
  expect(() => launchChromium({ executablePath: '' })).toThrow('no Chromium')
})
