import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DataError } from '@genre/core'
import { writeAtomic } from '@genre/core/node'
import type { Command } from 'commander'
import type { Context } from '../context'
import { shared } from '../options'
import { readResults } from '../report/read-results'
import { printable } from '../terminal'

/** A file larger than this is no result. */
const MOST_BYTES = 64 << 20

export function reportCommand(program: Command, context: Context): void {
  program
    .command('report')
    .description('put what a folder holds of results into one HTML file that needs nothing else')
    .argument('<dir>', 'a folder with results of explore, train or evaluate, model files, pictures')
    .addOption(shared.out('the file to write; default report.html in the folder'))
    .option('--title <text>', 'what stands above it')
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  $ genre evaluate forest --data features.csv --protocol all --out run/forest.json
  $ genre report run
  $ genre report run --out forest.html --title 'The forest'`,
    )
    .action(async (dir: string, options: { out?: string; title?: string; json?: boolean }) => {
      const { terminal, signal } = context
      const info = await stat(dir).catch(() => undefined)
      if (!info?.isDirectory()) {
        throw new DataError({ table: dir, reason: info ? 'is a file, not a folder' : 'there is no such folder' })
      }
      const out = options.out ?? join(dir, 'report.html')
      const files: { name: string; bytes: Uint8Array }[] = []
      for (const name of (await readdir(dir)).sort()) {
        signal.throwIfAborted()
        if (!/\.(json|png)$/i.test(name) || name.startsWith('.')) continue
        const facts = await stat(join(dir, name)).catch(() => undefined)
        if (!facts?.isFile() || facts.size > MOST_BYTES) continue
        files.push({ name, bytes: await readFile(join(dir, name)) })
      }
      const results = readResults(files)
      if (results.used.length === 0) {
        throw new DataError({
          table: dir,
          reason: 'holds no results of genre explore, train or evaluate, and no pictures',
        })
      }
      // Charts bring a whole grammar of graphics along: only who draws them waits for it.
      const { resultsReport } = await import('../report/results-report')
      const html = await resultsReport(results, options.title ?? basename(join(dir)))
      await writeAtomic(out, [html], { signal })
      if (options.json)
        terminal.out(JSON.stringify({ out, from: results.used, passedOver: results.passedOver }, null, 2))
      else terminal.out(`${printable(out)}: from ${results.used.map(printable).join(', ')}`)
    })
}
