import { mkdir } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { writeAtomic } from '@genre/core/node'
import type { SuiteRun } from './run-suite'
import { resultsTable, toCsv, trialsTable } from './suite-tables'

export { suiteText } from './suite-tables'

/** Writes what came of a suite into a folder; the names of the files. */
export async function writeSuite(
  out: string,
  run: SuiteRun,
  given: { readonly table: string; readonly jobs: number; readonly page?: string },
): Promise<string[]> {
  const { results, identity } = run
  // A name, not a place: results are handed on.
  const facts = { jobs: given.jobs, table: basename(given.table) }
  const document = { format: 'genre-suite', version: 1, source: facts.table, ...identity, ...results }
  const write = (name: string, text: string) => writeAtomic(join(out, name), [text])
  await write('results.json', `${JSON.stringify(document, null, 1)}\n`)
  await write('results.csv', toCsv(resultsTable(results)))
  await write('trials.csv', toCsv(trialsTable(results)))
  // Charts bring a whole grammar of graphics along: only who draws them waits for it.
  const { suitePictures } = await import('./suite-pictures')
  const { suiteReport, suitePage } = await import('./suite-report')
  const pictures = await suitePictures(run)
  await mkdir(join(out, 'pictures'), { recursive: true })
  for (const { file, svg } of pictures) await write(join('pictures', file), svg)
  await write('report.html', suiteReport(run, pictures, facts))
  const page = given.page ?? join(out, 'results.md')
  const folder = relative(dirname(page), join(out, 'pictures')).split(sep).join('/')
  await mkdir(dirname(page), { recursive: true })
  await writeAtomic(page, [suitePage(run, pictures, facts, folder)])
  return ['report.html', basename(page), 'results.json', 'results.csv', 'trials.csv', 'trials.jsonl', 'pictures']
}
