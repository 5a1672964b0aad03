import { host, state } from './host.mjs'

// Stands in for node:fs in the bundled test files: golden files are read through the host, and what the tests would append
// to the file of deviations is collected.

/** @param {URL | string} file */
export function readFileSync(file) {
  return host().readText(pathOf(file))
}

/** @param {URL | string} file */
export function existsSync(file) {
  try {
    host().readText(pathOf(file))
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} _file
 * @param {string} line
 */
export function appendFileSync(_file, line) {
  state.deviations.push({ ...JSON.parse(line), file: state.file })
}

/** @param {URL | string} file the bundle writes `file:///repository/...` for `import.meta.url` */
function pathOf(file) {
  return new URL(file).pathname.replace(/^\/repository\//, '')
}
