import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from '../common/packages.mjs'
import { examples, fencedBlocks } from './extract.mjs'

/** @typedef {import('./extract.mjs').Snippet} Snippet */

/** The Markdown files whose code is executed. */
export function documents() {
  const packages = ['libs', 'apps'].flatMap(packagesIn).map(folder => `${folder}/README.md`)
  const written = readdirSync(path.join(root, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`)
  return ['README.md', 'CONTRIBUTING.md', ...written.sort(), ...packages].filter(file =>
    existsSync(path.join(root, file)),
  )
}

/**
 * The code blocks of the documents, in one of the given languages.
 *
 * @param {string[]} languages
 * @returns {Snippet[]}
 */
export function documentSnippets(languages) {
  return documents()
    .flatMap(file => fencedBlocks(readFileSync(path.join(root, file), 'utf8'), file))
    .filter(snippet => languages.includes(snippet.language))
}

/**
 * The `@example` blocks of the libraries' sources.
 *
 * @returns {Snippet[]}
 */
export function sourceExamples() {
  return packagesIn('libs')
    .flatMap(folder => sourcesIn(`${folder}/src`))
    .flatMap(file => examples(readFileSync(path.join(root, file), 'utf8'), file))
}

/**
 * The package folders in libs or apps.
 *
 * @param {string} parent
 */
function packagesIn(parent) {
  return readdirSync(path.join(root, parent))
    .sort()
    .map(name => `${parent}/${name}`)
    .filter(folder => existsSync(path.join(root, folder, 'package.json')))
}

/**
 * The TypeScript sources in a folder and the folders in it, without the tests.
 *
 * @param {string} folder
 */
function sourcesIn(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => `${folder}/${name.split(path.sep).join('/')}`)
    .filter(file => file.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(file))
    .sort()
}
