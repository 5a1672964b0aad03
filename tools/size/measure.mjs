import { builtinModules } from 'node:module'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const builtins = new Set(builtinModules.flatMap(name => [name, `node:${name}`]))

/**
 * @typedef {object} Measured
 * @property {number} size gzipped bytes that a page loads at once
 * @property {number} minified the same before gzip
 * @property {number} later gzipped bytes behind dynamic imports
 * @property {string[]} leaks Node built-ins in the bundle, each with the file that imports it
 */

/**
 * Bundles all that a module exports for the browser, minified, and weighs the result. What is imported dynamically becomes a
 * file of its own and is counted apart, as a page loads it only on demand.
 *
 * @param {string} specifier
 * @param {object} options
 * @param {string} options.from the folder that the import is resolved from
 * @param {string[]} options.without packages to leave out of the bundle
 * @returns {Promise<Measured>}
 */
export async function measure(specifier, { from, without }) {
  /** @type {string[]} */
  const leaks = []
  const result = await build({
    stdin: { contents: `export * from '${specifier}'`, resolveDir: from, sourcefile: 'page.js' },
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: path.join(from, 'never-written'),
    external: without.flatMap(name => [name, `${name}/*`]),
    logLevel: 'silent',
    plugins: [
      {
        name: 'node-built-ins',
        setup({ onResolve, resolve }) {
          onResolve({ filter: /.*/ }, async ({ path: asked, importer, resolveDir, kind, pluginData }) => {
            if (!builtins.has(asked) || pluginData === 'asked') return undefined
            // A package may well replace a built-in for the browser (the "browser" field): only what stays unresolved leaks.
            const found = await resolve(asked, { importer, resolveDir, kind, pluginData: 'asked' })
            return found.errors.length > 0 ? { path: asked, external: true } : undefined
          })
        },
      },
    ],
  })
  const outputs = result.metafile.outputs
  for (const [file, { imports }] of Object.entries(outputs)) {
    for (const { path: imported, external } of imports) {
      if (external && builtins.has(imported))
        leaks.push(`${imported} (in ${importersOf(result.metafile, imported, file)})`)
    }
  }
  // What is imported dynamically is an entry point as well: the page is the one with our name.
  const first = Object.keys(outputs).find(file => outputs[file].entryPoint?.endsWith('page.js'))
  if (!first) throw new Error(`esbuild made no file for ${specifier}`)
  const atOnce = reachable(outputs, first)
  const total = { size: 0, minified: 0, later: 0 }
  for (const { path: file, contents } of result.outputFiles) {
    const key = Object.keys(outputs).find(each => path.resolve(each) === file)
    const zipped = gzipSync(contents, { level: 9 }).length
    if (key && atOnce.has(key)) {
      total.size += zipped
      total.minified += contents.length
    } else total.later += zipped
  }
  return { ...total, leaks: [...new Set(leaks)] }
}

/**
 * The output files that load with `first`: itself and what it imports statically.
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string} first
 */
function reachable(outputs, first) {
  const found = new Set([first])
  for (const file of found) {
    for (const { path: imported, kind, external } of outputs[file].imports) {
      if (!external && kind !== 'dynamic-import' && imported in outputs) found.add(imported)
    }
  }
  return found
}

/**
 * @param {import('esbuild').Metafile} metafile
 * @param {string} imported
 * @param {string} otherwise
 */
function importersOf({ inputs }, imported, otherwise) {
  const files = Object.keys(inputs).filter(file => inputs[file].imports.some(each => each.path === imported))
  return files.slice(0, 3).join(', ') || otherwise
}
