/**
 * Rows of text as an aligned table; a column whose cells all look like numbers (perhaps with a unit) is set to the right.
 *
 * @param {string[]} head
 * @param {string[][]} rows
 * @returns {string}
 */
export function table(head, rows) {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map(line => (line[column] ?? '').length)))
  const right = head.map((_, column) => rows.every(row => /^(|-|[-+]?[\d.,]+( ?\S{1,3})?)$/.test(row[column] ?? '')))
  const format = (/** @type {string[]} */ line) =>
    widths
      .map((width, column) =>
        right[column] ? (line[column] ?? '').padStart(width) : (line[column] ?? '').padEnd(width),
      )
      .join('  ')
      .trimEnd()
  return [format(head), widths.map(width => '-'.repeat(width)).join('  '), ...rows.map(format)].join('\n')
}

/**
 * Bytes in the unit a reader wants: `812 B`, `5.9 kB`, `1.42 MB` (powers of 1000).
 *
 * @param {number} bytes
 */
export function bytes(bytes) {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`
  return `${(bytes / 1e6).toFixed(2)} MB`
}
