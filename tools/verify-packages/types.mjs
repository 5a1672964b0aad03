import { writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { root } from '../common/packages.mjs'

/** The ways in which a TypeScript project may resolve a package, and the consumer file that each compiles. */
export const resolutions = /** @type {const} */ ({
  'node16 ESM': {
    file: 'consumer.mts',
    options: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  },
  'node16 CJS': {
    file: 'consumer.cts',
    options: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  },
  bundler: {
    file: 'consumer.ts',
    options: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  },
})

/** @typedef {keyof typeof resolutions} Resolution */

/** @type {Map<string, ts.SourceFile | undefined>} */
const libraries = new Map()

/**
 * Compiles a small strict consumer, with the declaration files themselves checked (skipLibCheck off): it names every value
 * that the module exports at run time and no other, so that types and code must agree. What is wrong inside the declaration
 * files of others (TensorFlow.js' contradict each other) is theirs, and no error here.
 *
 * @param {string} project a folder with the packages installed
 * @param {Resolution} resolution
 * @param {Record<string, string[]>} names the run-time exports by module specifier
 * @param {boolean} inNode whether the consumer has Node's types; without them only the browser's are there
 * @returns {string[]} the compiler's errors
 */
export function compileConsumer(project, resolution, names, inNode) {
  if (Object.keys(names).length === 0) return []
  const { file, options } = resolutions[resolution]
  const consumer = path.join(project, inNode ? file.replace('consumer', 'consumer-node') : file)
  writeFileSync(consumer, consumerSource(names))
  /** @type {ts.CompilerOptions} */
  const all = {
    ...options,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    types: inNode ? ['node'] : [],
    typeRoots: [path.join(root, 'node_modules', '@types')],
  }
  const host = ts.createCompilerHost(all)
  const read = host.getSourceFile
  // TypeScript's own library is the same for every consumer: it is parsed once.
  host.getSourceFile = (name, ...rest) => {
    if (!/[\\/]typescript[\\/]lib[\\/]lib\.[^\\/]*$/.test(name)) return read(name, ...rest)
    if (!libraries.has(name)) libraries.set(name, read(name, ...rest))
    return libraries.get(name)
  }
  const program = ts.createProgram([consumer], all, host)
  const ours = ts.getPreEmitDiagnostics(program).filter(({ file }) => !file || !isForeign(file.fileName))
  return ours.map(diagnostic => {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')
    if (!diagnostic.file) return `${resolution}: ${text}`
    const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0)
    return `${resolution}: ${path.relative(project, diagnostic.file.fileName)}:${line + 1} ${text}`
  })
}

/** @param {string} file */
function isForeign(file) {
  return /[\\/]node_modules[\\/](?!@genre[\\/])[^]*\.d\.[cm]?ts$/.test(file)
}

/** @param {Record<string, string[]>} names */
function consumerSource(names) {
  return Object.entries(names)
    .map(([specifier, exported], i) => {
      const keys = exported.map(name => `  ${JSON.stringify(name)}: true,`).join('\n')
      return `import * as module${i} from '${specifier}'
export const names${i}: { readonly [name in keyof typeof module${i}]: true } = {
${keys}
}
`
    })
    .join('\n')
}
