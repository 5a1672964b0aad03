import type { BatchRow } from './batch-store'

/**
 * The table as CSV: file, genre, seconds, segments, the probability of each genre, and what there is to know of the
 * file. Names that a spreadsheet would take for a formula are disarmed.
 */
export async function batchCsv(rows: readonly BatchRow[], classes: readonly string[]): Promise<string> {
  const { default: Papa } = await import('papaparse')
  const lines = rows.map(({ path, answer, words }) => [
    path,
    answer?.genre ?? '',
    answer ? answer.seconds.toFixed(2) : '',
    answer?.segments ?? '',
    ...classes.map((_, k) => answer?.probabilities[k].toFixed(6) ?? ''),
    words ? `${words.title}. ${words.detail}` : (answer?.warnings.join(' ') ?? ''),
  ])
  return Papa.unparse(
    { fields: ['file', 'genre', 'seconds', 'segments', ...classes, 'note'], data: lines },
    { escapeFormulae: true, newline: '\n' },
  )
}
