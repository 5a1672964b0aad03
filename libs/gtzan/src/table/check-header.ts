import { DataError } from '@genre/core'

/**
 * The descriptors that the header of a table file names: everything between `filename,length` and `label`.
 *
 * @throws DataError for a header that is not laid out so, or whose descriptors are not the expected ones in their order
 */
export function checkHeader(cells: readonly string[], expected: readonly string[] | 'any', table: string): string[] {
  const fail = (facts: { column?: string; reason: string }): never => {
    throw new DataError({ table, ...facts })
  }
  const fixed = [
    [0, 'filename', 'first'],
    [1, 'length', 'second'],
    [Math.max(2, cells.length - 1), 'label', 'last'],
  ] as const
  for (const [at, word, place] of fixed) {
    if (cells[at] !== word) {
      const found = cells[at] === undefined ? '' : `, found ${shorten(cells[at])}`
      fail({ column: word, reason: `must be the ${place} column${found}` })
    }
  }
  const columns = cells.slice(2, -1)
  const seen = new Set<string>(['filename', 'length', 'label'])
  for (const column of columns) {
    if (column === '') fail({ reason: 'a column of the header has no name' })
    if (seen.has(column)) fail({ column, reason: 'is there twice' })
    seen.add(column)
  }
  if (expected === 'any') return columns
  const hint = "(columns: 'any' reads other tables)"
  const missing = expected.find(column => !seen.has(column))
  if (missing !== undefined) fail({ column: missing, reason: `is missing ${hint}` })
  const allowed = new Set(expected)
  const extra = columns.find(column => !allowed.has(column))
  if (extra !== undefined) {
    fail({ column: shorten(extra), reason: `is not one of the ${expected.length} expected ${hint}` })
  }
  const moved = columns.findIndex((column, j) => column !== expected[j])
  if (moved >= 0) fail({ column: columns[moved], reason: `stands where ${expected[moved]} is expected ${hint}` })
  return columns
}

/**
 * Checks the label of a row.
 *
 * @param genres - the labels that may occur; all if it is absent
 * @throws DataError if the label is empty or none of them
 */
export function checkLabel(label: string, genres: ReadonlySet<string> | undefined, table: string, row: number): void {
  if (label === '') throw new DataError({ table, row, column: 'label', reason: 'the cell is empty' })
  if (genres && !genres.has(label)) {
    const reason = `${shorten(label)} is none of the genres ${[...genres].join(', ')}`
    throw new DataError({ table, row, column: 'label', reason })
  }
}

/** A text as an error message shows it: quoted, on one line, not too long. */
export function shorten(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text)
}
