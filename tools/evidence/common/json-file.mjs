import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A JSON file's content, or nothing where there is no such file.
 *
 * @param {string} file
 * @returns {any}
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined
    throw new Error(`${file}: ${/** @type {Error} */ (error).message}`, { cause: error })
  }
}

/**
 * Writes a file whole or not at all, with the folders that it needs.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function writeWhole(file, content) {
  mkdirSync(path.dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}.part`
  writeFileSync(temporary, content, { flush: true })
  renameSync(temporary, file)
}

/**
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  writeWhole(file, `${JSON.stringify(value, null, 1)}\n`)
}
