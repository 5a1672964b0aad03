import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { productionTree } from './tree.mjs'

const home = mkdtempSync(path.join(tmpdir(), 'genre-licences-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/**
 * @param {string} place
 * @param {object} manifest
 */
function install(place, manifest) {
  const dir = path.join(home, place)
  mkdirSync(dir, { recursive: true })
  const whole = { version: '1.0.0', ...manifest }
  writeFileSync(path.join(dir, 'package.json'), JSON.stringify(whole))
  return { dir, manifest: /** @type {import('../common/packages.mjs').Manifest} */ (/** @type {unknown} */ (whole)) }
}

test('dependencies, optional ones and peers, theirs in turn; not what only builds; the nearest copy counts', () => {
  const one = install('libs/one', {
    name: '@x/one',
    dependencies: { a: '1', missing: '1', '@x/two': '1' },
    optionalDependencies: { absent: '1' },
    peerDependencies: { peer: '1', gone: '1' },
    peerDependenciesMeta: { gone: { optional: true } },
    devDependencies: { builder: '1' },
  })
  const two = install('libs/two', { name: '@x/two', dependencies: { a: '1' } })
  install('node_modules/a', { name: 'a', dependencies: { b: '2' } })
  install('node_modules/a/node_modules/b', { name: 'b', version: '2.0.0', dependencies: { a: '1' } })
  install('node_modules/b', { name: 'b', version: '1.0.0' })
  install('node_modules/peer', { name: 'peer' })
  install('node_modules/builder', { name: 'builder' })
  const { installed, missing } = productionTree([
    { name: '@x/one', ...one },
    { name: '@x/two', ...two },
  ])
  expect(installed.map(({ name, version, wantedBy }) => `${name}@${version} ${wantedBy}`)).toEqual([
    'a@1.0.0 @x/one,@x/two',
    'b@2.0.0 @x/one,@x/two',
    'peer@1.0.0 @x/one',
  ])
  expect(missing).toEqual(['@x/one needs missing, which is not installed'])
})
