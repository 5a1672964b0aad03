// Runs the golden suites of the bundle that the pages run in this process: `node run-in-node.mjs BUNDLE_FOLDER` prints the
// result as JSON. The cases compare a page with Node, so they have no part here.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../common/packages.mjs'

const folder = path.resolve(process.argv[2])
const { run } = await import(pathToFileURL(path.join(folder, 'run.js')).href)
const files = JSON.parse(readFileSync(path.join(folder, 'files.json'), 'utf8'))
const result = await run(
  {
    readText: (/** @type {string} */ file) => readFileSync(path.join(root, file), 'utf8'),
    readBytes: async (/** @type {string} */ file) => new Uint8Array(readFileSync(path.join(root, file))),
    load: (/** @type {string} */ file) => import(pathToFileURL(path.join(folder, file)).href),
  },
  files.filter((/** @type {string} */ file) => file.startsWith('libs/')),
)
process.stdout.write(JSON.stringify({ engine: `Node ${process.version}`, ...result }))
