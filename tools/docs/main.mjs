// Builds the documentation's site, docs-site/, and checks it: `npm run docs`.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../common/packages.mjs'
import { missingComments } from './comments.mjs'
import { brokenLinks, pages } from './links.mjs'
import { SITE, buildSite } from './site.mjs'

const HELP = `npm run docs [-- --out FOLDER]

Builds the documentation as a folder of static pages (docs-site/): what every package exports, from its comments, the READMEs
and the documents of docs/. Open its index.html; it works without a server and without a network. Ends with 1 if an export has
no comment, a function of @genre/dsp or @genre/features no example, or a link leads nowhere.`

const { values: options } = parseArgs({
  options: { out: { type: 'string', default: SITE }, help: { type: 'boolean', short: 'h' } },
})
if (options.help) console.log(HELP)
else process.exitCode = await main(path.resolve(options.out))

/** @param {string} out */
async function main(out) {
  const start = performance.now()
  /** @type {string[]} */
  const problems = []
  const complaints = await buildSite({
    out,
    onPackage: (name, project) => problems.push(...missingComments(name, project)),
  })
  problems.push(...complaints, ...brokenLinks(out))
  for (const problem of problems) console.log(problem)
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  const index = path.relative(root, path.join(out, 'index.html'))
  console.log(`${pages(out).length} pages in ${seconds} s, ${problems.length} problems: ${index}`)
  return problems.length > 0 ? 1 : 0
}
