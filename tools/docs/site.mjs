import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Application, LogLevel, Logger, ReflectionKind } from 'typedoc'
import { entries, publishablePackages, root } from '../common/packages.mjs'

/** @typedef {import('typedoc').ProjectReflection} ProjectReflection */

/** Where the site is built. */
export const SITE = path.join(root, 'docs-site')

/** @type {Record<string, string>} What documents without a title of their own are called, by their file's name. */
const TITLES = { CONTRIBUTING: 'Contributing', README: 'Results' } // docs/README.md is the first page, not a document

/** Keeps what TypeDoc warns of. */
class Collector extends Logger {
  /** @type {string[]} */
  complaints = []

  /**
   * @override
   * @param {string} message
   * @param {LogLevel} level
   */
  log(message, level) {
    if (level >= LogLevel.Warn) this.complaints.push(message)
  }
}

/**
 * Builds the site by TypeDoc: the exports of each package that is published, with its README, and the documents of docs/.
 *
 * @param {object} [options]
 * @param {string} [options.out] folder of the site, which is emptied first
 * @param {(name: string, project: ProjectReflection) => void} [options.onPackage] sees each package before it is merged
 * @returns {Promise<string[]>} what TypeDoc complained of
 */
export async function buildSite({ out = SITE, onPackage } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'genre-docs-'))
  const logger = new Collector()
  const read = async (/** @type {import('typedoc').TypeDocOptions} */ options) => {
    const app = await Application.bootstrap(options)
    app.logger = logger
    // A type that takes a member from another package's type takes its comment as well, whose links lead to that package.
    app.converter.addUnknownSymbolResolver((reference, { project }, part) => {
      if (!part) return undefined // a type, not a comment
      const words = reference.symbolReference?.path?.map(part => part.path) ?? []
      const target = memberOf(project, words)
      // Typed as an address; a page is resolved as well.
      return target && { target: /** @type {any} */ (target) }
    })
    const project = await app.convert()
    if (!project) throw new Error(['TypeDoc gave up.', ...logger.complaints].join('\n'))
    return { app, project }
  }
  try {
    const parts = []
    for (const each of publishablePackages()) {
      const { app, project } = await read(packageOptions(each))
      nameDoors(project)
      onPackage?.(each.name, project)
      parts.push(path.join(folder, `${path.basename(each.dir)}.json`))
      await app.generateJson(project, /** @type {string} */ (parts.at(-1)))
    }
    const { app, project } = await read(siteOptions(parts))
    for (const document of project.documents ?? [])
      document.name = TITLES[path.basename(document.name)] ?? document.name
    app.validate(project)
    rmSync(out, { recursive: true, force: true })
    await app.generateDocs(project, out)
    return logger.complaints
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * What a merged project has under a name: `Fft`, `NdArray.from`.
 *
 * @param {ProjectReflection} project
 * @param {string[]} words
 */
function memberOf(project, [first, ...rest]) {
  const kinds = ReflectionKind.SomeExport
  const start = project.getReflectionsByKind(kinds).find(each => each.name === first && each.parent?.kindOf(MODULES))
  return rest.reduce((found, name) => found?.getChildByName([name]), start)
}
const MODULES = ReflectionKind.SomeModule | ReflectionKind.Project

/**
 * @param {import('../common/packages.mjs').WorkspacePackage} each
 * @returns {import('typedoc').TypeDocOptions}
 */
function packageOptions({ name, dir, manifest }) {
  const doors = entries(manifest).map(door => {
    const conditions = /** @type {Record<string, string>} */ (manifest.exports?.[door])
    return path.join(dir, conditions['@genre/source'])
  })
  return {
    name,
    entryPoints: doors.filter(door => existsSync(door)),
    tsconfig: path.join(dir, 'tsconfig.json'),
    basePath: dir,
    readme: path.join(dir, 'README.md'),
    skipErrorChecking: true, // npm run typecheck does that
    disableSources: true, // a page has the name of its package; the sources come with it
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    excludeExternals: true,
    validation: false,
  }
}

/**
 * @param {string[]} parts
 * @returns {import('typedoc').TypeDocOptions}
 */
function siteOptions(parts) {
  return {
    name: 'genre',
    entryPointStrategy: 'merge',
    entryPoints: parts,
    basePath: root,
    readme: path.join(root, 'docs/README.md'),
    projectDocuments: documents().map(file => path.join(root, file)),
    customCss: path.join(root, 'tools/docs/site.css'),
    hideGenerator: true,
    searchInComments: true,
    navigation: { includeFolders: false },
    highlightLanguages: ['typescript', 'shellscript', 'json', 'python', 'html'],
    validation: { invalidLink: true, invalidPath: true, rewrittenLink: true, notExported: false, notDocumented: false },
  }
}

/** The documents of the site beside the packages' READMEs, by their paths from the repository's root. */
export function documents() {
  const folders = ['docs', 'docs/results'].filter(folder => existsSync(path.join(root, folder)))
  const found = folders.flatMap(folder => readdirSync(path.join(root, folder)).map(name => `${folder}/${name}`))
  return [...found.filter(file => file.endsWith('.md') && file !== 'docs/README.md').sort(), 'CONTRIBUTING.md']
}

/**
 * A package with several doors is several modules: `main` and, for instance, `node`.
 *
 * @param {ProjectReflection} project
 */
function nameDoors(project) {
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    module.name = module.name.replace(/^src\/?/, '') || 'main'
  }
}
