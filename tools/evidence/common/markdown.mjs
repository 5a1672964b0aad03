import { existsSync, readFileSync } from 'node:fs'

/**
 * A table in Markdown.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function markdownTable(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const OPEN = '<!-- reading -->'
const CLOSE = '<!-- /reading -->'

/**
 * The part of a page that is written by hand, with its marks: what stands between them in the page as it is, which a new run
 * of the script keeps.
 *
 * @param {string} file
 */
export function reading(file) {
  const page = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const start = page.indexOf(OPEN)
  const end = page.indexOf(CLOSE)
  const kept = start >= 0 && end > start ? page.slice(start + OPEN.length, end).trim() : ''
  return [OPEN, ...(kept ? [kept] : []), CLOSE].join('\n\n')
}
