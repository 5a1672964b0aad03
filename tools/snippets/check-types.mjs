import path from 'node:path'
import ts from 'typescript'
import { root } from '../common/packages.mjs'

/** @typedef {import('./extract.mjs').Snippet} Snippet */

/**
 * Type-checks snippets, strictly, against the declarations of the built packages, as a user's editor would.
 *
 * @param {Snippet[]} snippets
 * @returns {Map<Snippet, string[]>} the compiler's errors
 */
export function checkTypes(snippets) {
  const folder = path.join(root, 'node_modules', '.cache', 'genre-snippets', 'types')
  const bySource = new Map(snippets.map((snippet, i) => [path.join(folder, `snippet-${i}.ts`), snippet]))
  /** @type {ts.CompilerOptions} */
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules', '@types')],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  // The snippets exist only here. Each is a module, even one that imports nothing: their names must not meet.
  const text = (/** @type {string} */ file) => {
    const snippet = bySource.get(path.normalize(file))
    return snippet && `${snippet.code}\nexport {}\n`
  }
  host.getSourceFile = (file, version, ...rest) => {
    const source = text(file)
    return source === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, source, version)
  }
  host.fileExists = file => text(file) !== undefined || fileExists(file)
  host.readFile = file => text(file) ?? readFile(file)
  host.directoryExists = undefined
  const program = ts.createProgram([...bySource.keys()], options, host)

  /** @type {Map<Snippet, string[]>} */
  const problems = new Map(snippets.map(snippet => [snippet, []]))
  for (const { file, start, messageText } of ts.getPreEmitDiagnostics(program)) {
    const said = ts.flattenDiagnosticMessageText(messageText, ' ')
    const snippet = file && bySource.get(path.normalize(file.fileName))
    if (!snippet) throw new Error(`${file?.fileName ?? 'the compiler'}: ${said}`)
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0)
    problems.get(snippet)?.push(`line ${snippet.line + line}: ${said}`)
  }
  return problems
}
