import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { root } from '../common/packages.mjs'

const here = path.join(root, 'tools/browser')
/** The packages whose golden suites run. */
const SUITES = ['dsp', 'features']

/**
 * Bundles the golden suites (every test file beside a source of dsp and features that compares with golden values, and the
 * cases of tools/browser/cases) as a page would bundle a program: @genre packages are their built ESM, dist/index.js. The test
 * files are those that vitest runs; what they import from a source file is taken from the built package, only what the package
 * does not export comes from the source.
 *
 * @param {string} folder where the bundle goes: run.js, page.js, the test files and files.json, their list
 * @returns {Promise<{ files: string[], internals: string[] }>} the test files; `internals`: what came from sources
 */
export async function bundle(folder) {
  const goldens = SUITES.flatMap(goldenTests)
  const cases = readdirSync(path.join(here, 'cases'))
    .filter(name => name.endsWith('.page.mjs'))
    .map(name => path.join(here, 'cases', name))
  /** @type {Set<string>} */
  const internals = new Set()
  const files = [...goldens, ...cases].map(file => path.relative(root, file).replace(/\.\w+$/, '.js'))
  await build({
    entryPoints: [
      { in: path.join(here, 'suite/run.mjs'), out: 'run' },
      { in: path.join(here, 'suite/page.mjs'), out: 'page' },
      ...[...goldens, ...cases].map((file, i) => ({ in: file, out: files[i].replace(/\.js$/, '') })),
    ],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    absWorkingDir: root,
    logLevel: 'warning',
    // A chunk that a package imports for its side effects says itself that it has none.
    logOverride: { 'ignored-bare-import': 'silent' },
    alias: {
      'node:fs': path.join(here, 'suite/fs.mjs'),
      'node:crypto': path.join(here, 'suite/crypto.mjs'),
    },
    plugins: [await builtPackages(internals)],
  })
  writeFileSync(path.join(folder, 'files.json'), JSON.stringify(files))
  return { files, internals: [...internals].sort() }
}

/**
 * The test files of a package that import from its `test/golden`.
 *
 * @param {string} name
 */
function goldenTests(name) {
  const sources = path.join(root, 'libs', name, 'src')
  return readdirSync(sources)
    .filter(file => file.endsWith('.test.ts'))
    .map(file => path.join(sources, file))
    .filter(file => /from '\.\.\/test\/(golden|effects)'/.test(readFileSync(file, 'utf8')))
}

/**
 * @param {Set<string>} internals
 * @returns {Promise<import('esbuild').Plugin>}
 */
async function builtPackages(internals) {
  /** @type {Map<string, { dist: string, names: Set<string> }>} */
  const built = new Map()
  for (const name of SUITES) {
    const dist = path.join(root, 'libs', name, 'dist/index.js')
    if (!existsSync(dist)) throw new Error(`@genre/${name} is not built; run npm run build first.`)
    built.set(name, { dist, names: new Set(Object.keys(await import(pathToFileURL(dist).href))) })
  }
  const suite = new RegExp(`[\\\\/]libs[\\\\/](${SUITES.join('|')})[\\\\/]`)
  const isTest = (/** @type {string} */ file) => suite.test(file) && /(\.test\.ts$|[\\/]test[\\/])/.test(file)
  return {
    name: 'built-packages',
    setup({ onResolve, onLoad }) {
      // A test file's imports of sources and of the packages.
      onResolve({ filter: /^(\.|@genre\/(dsp|features)$)/ }, ({ path: asked, importer, resolveDir }) => {
        if (!isTest(importer)) return undefined
        if (asked.startsWith('@genre/')) return { path: asked.slice('@genre/'.length), namespace: 'package' }
        // Reference values.
        if (asked.endsWith('.json')) return { path: path.resolve(resolveDir, asked) }
        const file = path.resolve(resolveDir, asked) + '.ts'
        return isTest(file) ? undefined : { path: file, namespace: 'source' }
      })
      onLoad({ filter: /.*/, namespace: 'package' }, ({ path: name }) => {
        const { names } = /** @type {{ names: Set<string> }} */ (built.get(name))
        return { contents: reexports(name, [...names]), resolveDir: root }
      })
      onLoad({ filter: /.*/, namespace: 'source' }, ({ path: file }) => {
        const name = /** @type {RegExpExecArray} */ (suite.exec(file))[1]
        const { names } = /** @type {{ names: Set<string> }} */ (built.get(name))
        const all = exportedValues(readFileSync(file, 'utf8'))
        const own = all.filter(each => !names.has(each))
        const rest = own.length > 0 ? `export { ${own.join(', ')} } from ${JSON.stringify(file)}\n` : ''
        return {
          contents:
            rest +
            reexports(
              name,
              all.filter(each => names.has(each)),
            ),
          resolveDir: root,
        }
      })
      onLoad({ filter: /[\\/]libs[\\/]\w+[\\/].*\.ts$/ }, ({ path: file }) => {
        const url = `file:///repository/${path.relative(root, file).split(path.sep).join('/')}`
        const contents = readFileSync(file, 'utf8').replaceAll('import.meta.url', JSON.stringify(url))
        if (file.endsWith('.test.ts')) {
          const [, name] = /** @type {RegExpExecArray} */ (suite.exec(file))
          const { names } = /** @type {{ names: Set<string> }} */ (built.get(name))
          for (const each of importedFromSources(contents)) if (!names.has(each)) internals.add(`${name}: ${each}`)
        }
        return { contents, loader: 'ts', resolveDir: path.dirname(file) }
      })
    },
  }

  /**
   * @param {string} name
   * @param {string[]} names
   */
  function reexports(name, names) {
    const { dist } = /** @type {{ dist: string }} */ (built.get(name))
    return [
      `import * as built from ${JSON.stringify(dist)}`,
      `import { watch } from ${JSON.stringify(path.join(here, 'suite/watch.mjs'))}`,
      ...names.map(each => `export const ${each} = watch(${JSON.stringify(`${name}: ${each}`)}, built.${each})`),
    ].join('\n')
  }
}

/**
 * The names of the values that a source file exports.
 *
 * @param {string} source
 */
export function exportedValues(source) {
  const declared = source.matchAll(/^export (?:async )?(?:abstract )?(?:function\*?|class|const|let|enum) ([\w$]+)/gm)
  const listed = source.matchAll(/^export \{([^}]*)\}/gm)
  const names = [
    ...[...declared].map(([, name]) => name),
    ...[...listed].flatMap(([, names]) =>
      names
        .split(',')
        .map(name => name.trim().replace(/^.* as /, ''))
        .filter(name => name !== '' && !name.startsWith('type ')),
    ),
  ]
  return [...new Set(names)] // an overloaded function is declared more than once
}

/**
 * The names of the values that a test file imports from source files beside it.
 *
 * @param {string} source
 */
export function importedFromSources(source) {
  return [...source.matchAll(/^import \{([^}]*)\} from '\.\/[^']*'/gm)].flatMap(([, names]) =>
    names
      .split(',')
      .map(name => name.trim().replace(/ as .*/, ''))
      .filter(name => name !== '' && !name.startsWith('type ')),
  )
}
